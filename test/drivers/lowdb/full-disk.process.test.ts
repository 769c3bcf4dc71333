import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { A, keysIn, putNotes } from '../../contracts/store-under-test.ts';
import { emptyFolder, openStore } from './store-in-folder.ts';

/** A folder on a disk of a quarter of a megabyte, or undefined where this machine lets nobody mount one. */
async function smallDisk(): Promise<string | undefined> {
  const folder = await emptyFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=0700', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', [folder]));
  return folder;
}

test('a disk that fills up rejects commits with the cure, and takes them again once there is room', async (context) => {
  const folder = await smallDisk();
  if (!folder) return context.skip('mounting a small disk is not allowed here; faults.test.ts plays one');
  const store = await openStore({ folder });
  const filler = join(folder, 'filler');
  await store.storage.transaction(A, (tx) => putNotes(tx, 'n0'));

  await writeFile(filler, Buffer.alloc(2 ** 20)).catch(() => undefined);
  const confirmed = ['n0'];
  let failure: unknown;
  for (let number = 1; failure === undefined; number++)
    await store.storage
      .transaction(A, (tx) => putNotes(tx, `n${number}`))
      .then(
        () => confirmed.push(`n${number}`),
        (error: unknown) => {
          failure = error;
        },
      );

  expect(failure).toMatchObject({ kind: 'full', message: expect.stringMatching(/the disk is full.*Free some space/) });
  expect(await keysIn(store, A)).toEqual([...confirmed].sort());
  await rm(filler);
  await store.storage.transaction(A, (tx) => putNotes(tx, 'after'));
  const kept = await store.crash();
  expect(await keysIn(kept, A)).toEqual([...confirmed, 'after'].sort());
  await kept.close();
  await store.close();
});

test('a read-only disk is refused with the cure', async (context) => {
  const folder = await smallDisk();
  if (!folder) return context.skip('mounting a small disk is not allowed here; start.test.ts plays one');
  await (await openStore({ folder })).close();
  execFileSync('mount', ['-o', 'remount,ro', folder]);

  await expect(openStore({ folder })).rejects.toMatchObject({
    kind: 'unwritable',
    message: expect.stringMatching(/HALLWAY_DATA/),
  });
});
