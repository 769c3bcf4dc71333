import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFiles } from '../../../src/drivers/lowdb/files.ts';
import { openLowdb, openLowdbReadOnly, StoreError } from '../../../src/drivers/lowdb/index.ts';
import { createSealer, keyBeside, keysFromText } from '../../../src/drivers/sealing/index.ts';
import { A, ben, keysIn, owe, owed, putNotes, secrets } from '../../contracts/store-under-test.ts';
import { emptyFolder, filesIn, openStore } from './store-in-folder.ts';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe('the folder', () => {
  test('can be read by its owner alone, and so can all that is in it', async () => {
    const folder = join(await emptyFolder(), 'data', 'sandbox');
    const store = await openStore({ folder, sealer: createSealer(await keyBeside(folder)) });
    await store.storage.transaction(A, (tx) => putNotes(tx, 'n1'));
    await store.storage.erase({ org: A, person: ben });

    for (const { path } of await filesIn(folder)) expect([path, await modeOf(path)]).toEqual([path, 0o600]);
    for (const path of [folder, join(folder, '..'), join(folder, 'organisations', 'org-a')])
      expect([path, await modeOf(path)]).toEqual([path, 0o700]);
    await store.close();
  });

  test('is refused to a second opening until the first is closed', async () => {
    const first = await openStore();
    await first.storage.transaction(A, (tx) => putNotes(tx, 'n1'));

    const second = openStore({ folder: first.folder });
    await expect(second).rejects.toMatchObject({ kind: 'in use', message: expect.stringMatching(/Stop it first/) });
    await first.close();

    const third = await openStore({ folder: first.folder });
    expect(await keysIn(third, A)).toEqual(['n1']);
    await third.close();
  });

  test('that may not be written to is refused with the cure', async () => {
    const refusing = Object.assign(new Error('EROFS'), { code: 'EROFS' });
    const files = { ...nodeFiles, makeFolder: () => Promise.reject(refusing) };

    await expect(openStore({ files })).rejects.toMatchObject({
      kind: 'unwritable',
      message: expect.stringMatching(/HALLWAY_DATA/),
    });
  });

  test.skipIf(process.getuid?.() === 0)('of another user is refused with the cure', async () => {
    const folder = await emptyFolder();
    await chmod(folder, 0o500);

    await expect(openStore({ folder })).rejects.toMatchObject({ kind: 'unwritable' });
    await chmod(folder, 0o700);
  });

  test('that cannot be opened whole is free again', async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, 'organisations', 'a'), { recursive: true });
    const journal = join(folder, 'organisations', 'a', 'journal.1');
    await writeFile(journal, 'no journal\n');

    await expect(openStore({ folder })).rejects.toBeInstanceOf(StoreError);
    await rm(journal);

    await (await openStore({ folder })).close();
  });
});

describe('the key', () => {
  test('is made once beside the store, and found again', async () => {
    const folder = await emptyFolder();

    const keys = await Promise.all(Array.from({ length: 5 }, () => keyBeside(folder)));

    expect(new Set(keys.map(([key]) => key?.toString('hex'))).size).toBe(1);
    expect(await keyBeside(folder)).toEqual(keys[0]);
    expect(await readdir(folder)).toEqual(['hallway.key']);
  });

  test('that is lost stops the start and is not replaced by another', async () => {
    const folder = await emptyFolder();
    await (await openStore({ folder, sealer: createSealer(await keyBeside(folder)) })).close();

    await rm(join(folder, 'hallway.key'));

    await expect(keyBeside(folder)).rejects.toThrow(/hallway\.key is gone.*backup.*HALLWAY_KEY/s);
    expect(await readdir(folder)).not.toContain('hallway.key');
  });

  test('that is wrong stops the start, also where nothing is sealed yet', async () => {
    const folder = await emptyFolder();
    await (await openStore({ folder, sealer: createSealer([oldKey]) })).close();
    const wrong = { folder, sealer: createSealer([newKey]) };

    await expect(openLowdb(wrong)).rejects.toThrow(/sealed with key [0-9a-f]{8}.*HALLWAY_KEY/s);
    await expect(openLowdbReadOnly(wrong)).rejects.toThrow(/HALLWAY_KEY/);
  });

  test('is changed by putting the new one first: after one start the old one can go', async () => {
    const folder = await emptyFolder();
    const before = await openStore({ folder, sealer: createSealer([oldKey]) });
    await before.storage.transaction(A, (tx) => tx.put(secrets, 's1', { text: 'sealed words' }));
    await owe(before, A, owed('d1'));
    await before.close();

    await (await openStore({ folder, sealer: createSealer([newKey, oldKey]) })).close();
    const after = await openStore({ folder, sealer: createSealer([newKey]) });

    expect(await after.storage.read(A, (reads) => reads.get(secrets, 's1'))).toEqual({ text: 'sealed words' });
    expect((await after.queue.take(owed('d1').notBefore, 1, 1))[0]?.delivery).toEqual(owed('d1'));
    await after.close();
  });

  test('is read from a comma list, newest first', () => {
    const list = `${newKey.toString('base64')}, ${oldKey.toString('base64')},`;

    expect(keysFromText(list)).toEqual([newKey, oldKey]);
    for (const wrong of ['', ' , ', 'c2hvcnQ=', `${list}x`]) expect(() => keysFromText(wrong)).toThrow(/HALLWAY_KEY/);
    expect(() => keysFromText('secret-but-wrong')).not.toThrow(/secret-but-wrong/);
  });
});
