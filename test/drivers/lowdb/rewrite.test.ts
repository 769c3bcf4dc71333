import { afterEach, describe, expect, test, vi } from 'vitest';
import { A, at, counts, owe, owed } from '../../contracts/store-under-test.ts';
import { folder, keepingLog, openLedger, put, rowsOf } from './ledger-in-memory.ts';
import { MemoryFiles } from './memory-files.ts';
import { openStore } from './store-in-folder.ts';

const SECOND = 1_000;
const policy = { journalBytes: 2_000, idleMilliseconds: 5 * SECOND, idleBytes: 100 };
const named = (files: MemoryFiles) => [...files.afterKill().keys()].map((path) => path.slice(folder.length + 1)).sort();

afterEach(() => void vi.useRealTimers());

test('removing what is not there writes nothing', async () => {
  const files = new MemoryFiles();
  const ledger = await openLedger(files);

  await put(ledger, { a: undefined });

  expect(named(files)).toEqual([]);
});

describe('a rewrite', () => {
  test('comes by itself when the journal has outgrown its measure, and the store stays small', async () => {
    const files = new MemoryFiles();
    const ledger = await openLedger(files, keepingLog(), policy);

    for (let number = 0; number < 1_000; number++) await put(ledger, { a: number, b: 'x'.repeat(100) });
    await ledger.close();

    const total = [...files.afterKill().values()].reduce((sum, bytes) => sum + bytes.length, 0);
    expect(total).toBeLessThan(10_000);
    expect(rowsOf(await openLedger(MemoryFiles.of(files.afterKill())))).toMatchObject({ a: 999 });
  });

  test('comes when nothing has been committed for a while, and not before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const files = new MemoryFiles();
    const ledger = await openLedger(files, keepingLog(), policy);

    await put(ledger, { a: 'x'.repeat(200) });
    await vi.advanceTimersByTimeAsync(4 * SECOND);
    await put(ledger, { b: 1 });
    await vi.advanceTimersByTimeAsync(4 * SECOND);
    expect(named(files)).toEqual(['journal.1']);
    await vi.advanceTimersByTimeAsync(SECOND);
    await ledger.rewrite();

    expect(named(files)).toEqual(['journal.3', 'snapshot.json']);
  });

  test('that fails is logged, keeps everything, and comes again', async () => {
    const files = new MemoryFiles();
    const log = keepingLog();
    const ledger = await openLedger(files, log, policy);
    files.interpose = ({ path }, act) => {
      if (path.endsWith('.new')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      act();
    };

    for (let number = 0; number < 60; number++) await put(ledger, { [`k${number}`]: 'x'.repeat(100) });
    await ledger.rewrite().catch(() => undefined);
    expect(log.events.map(({ event }) => event)).toContain('store.rewrite_failed');
    expect(Object.keys(rowsOf(await openLedger(MemoryFiles.of(files.afterPowerCut()))))).toHaveLength(60);
    files.interpose = (_, act) => act();
    await ledger.rewrite();

    expect(named(files)).toHaveLength(2);
    expect(Object.keys(rowsOf(await openLedger(MemoryFiles.of(files.afterPowerCut()))))).toHaveLength(60);
  });

  test('leaves nothing of the words of what is settled, not even sealed', async () => {
    const store = await openStore();
    await owe(store, A, owed('d1'), owed('d2', { notBefore: at(1) }));
    await store.queue.take(at(0), 9, 4);
    await store.queue.settle(A, 'd1', { kind: 'unknown' }, at(0));
    await store.storage.transaction(A, (tx) => tx.cancel('d2'));
    expect(await store.holds('$messages')).toBe(true);

    await store.storage.erase({ org: A, person: 'somebody else' as never });

    expect(await store.holds('$messages')).toBe(false);
    await store.close();
  });

  test('does not hold up commits and reads', async () => {
    const store = await openStore();
    await store.storage.transaction(A, async (tx) => {
      for (let number = 0; number < 2_000; number++) await tx.put(counts, `k${number}`, number);
    });

    const rewriting = store.storage.erase({ org: A, person: 'somebody else' as never });
    const order: string[] = [];
    const commit = store.storage.transaction(A, (tx) => tx.put(counts, 'late', 1)).then(() => order.push('commit'));
    await Promise.all([rewriting.then(() => order.push('rewrite')), commit]);

    expect(order).toEqual(['commit', 'rewrite']);
    const kept = await store.reopen();
    expect(await kept.storage.read(A, (reads) => reads.list(counts))).toHaveLength(2_001);
    await kept.close();
  });
});
