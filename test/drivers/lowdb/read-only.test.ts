import { describe, expect, test } from 'vitest';
import { orgId } from '../../../src/core/ids.ts';
import type { Files } from '../../../src/drivers/lowdb/files.ts';
import { openLowdbReadOnly } from '../../../src/drivers/lowdb/index.ts';
import type { RewritePolicy } from '../../../src/drivers/lowdb/ledger.ts';
import { createReadOnlyStorage } from '../../../src/drivers/lowdb/read-only.ts';
import type { Collection } from '../../../src/ports/storage.ts';
import { A, at, B, counts, putNotes } from '../../contracts/store-under-test.ts';
import { keepingLog, openLedger, put } from './ledger-in-memory.ts';
import { MemoryFiles } from './memory-files.ts';
import { emptyFolder, filesIn, openStore, sealer } from './store-in-folder.ts';

const ROUNDS = 60;
/** Rewrites all the time. */
const eager: RewritePolicy = { journalBytes: 512, idleMilliseconds: 0, idleBytes: 0 };

describe('a store opened for reading beside its server', () => {
  test('shows the last commit, and changes nothing', async () => {
    const server = await openStore();
    const reader = await openLowdbReadOnly({ folder: server.folder, sealer });
    await server.storage.transaction(B, (tx) => putNotes(tx, 'n1'));
    await server.storage.transaction(A, (tx) => tx.wake('s1', at(1)));
    const before = await filesIn(server.folder);

    expect(await reader.organisations()).toEqual({ orgs: [A, B] });
    expect(await reader.read(B, (reads) => reads.deliveries(''))).toEqual([]);
    expect(await reader.due(at(1), 9)).toEqual([{ org: A, schedule: 's1', at: at(1) }]);
    expect(await reader.nextWake()).toBe(at(1));
    await expect(reader.transaction(A, async () => undefined)).rejects.toThrow(/reading only/);
    await expect(reader.erase({ org: A })).rejects.toThrow(/reading only/);
    await reader.migrate();
    await reader.close();

    expect(await filesIn(server.folder)).toEqual(before);
    await server.close();
  });

  test('sees whole commits while the server writes, rewrites and erases', async () => {
    const server = await openStore({ policy: eager });
    const reader = await openLowdbReadOnly({ folder: server.folder, sealer });
    let confirmed = 0;
    const seen: number[] = [];

    const writing = (async () => {
      for (let round = 1; round <= ROUNDS; round++) {
        await server.storage.transaction(A, async (tx) => {
          for (const key of ['a', 'b']) await tx.put(counts, key, round);
        });
        confirmed = round;
        await server.storage.transaction(B, (tx) => putNotes(tx, `n${round}`));
        if (round % 7 === 0) await server.storage.erase({ org: B });
      }
    })();
    while (confirmed < ROUNDS) {
      const atLeast = confirmed;
      const [a, b] = await reader.read(A, (reads) => reads.list(counts));
      expect(a?.value).toBe(b?.value);
      expect(a?.value ?? 0).toBeGreaterThanOrEqual(atLeast);
      seen.push(a?.value ?? 0);
    }
    await writing;

    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    await server.close();
  });

  test('reads again where the server rewrites in the middle of it', async () => {
    const files = new MemoryFiles();
    const ledger = await openLedger(files);
    await put(ledger, { a: 1 });
    let reads = 0;
    const reader = createReadOnlyStorage({
      files: Object.assign(Object.create(files) as Files, {
        names: async (path: string) => files.names(path),
        read: async (path: string) => {
          // Read after each look at the folder, so that the journal that was seen there is gone.
          if (reads++ % 2 === 1 && reads < 6) await ledger.rewrite();
          return files.read(path);
        },
      }),
      folder: '/data',
      sealer,
      log: keepingLog(),
      policy: eager,
    });

    const raw: Collection<number> = { name: 'rows', isSealed: false, parse: Number };
    expect(await reader.read(orgId('a'), (all) => all.get(raw, 'a'))).toBe(1);
    expect(reads).toBeGreaterThan(2);
  });

  test('finds nothing in an empty folder, and makes nothing', async () => {
    const folder = await emptyFolder();
    const reader = await openLowdbReadOnly({ folder, sealer });

    expect(await reader.organisations()).toEqual({ orgs: [] });
    expect(await reader.nextWake()).toBeUndefined();
    expect(await filesIn(folder)).toEqual([]);
  });
});
