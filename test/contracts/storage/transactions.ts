import { describe, expect, test } from 'vitest';
import { orgId } from '../../../src/core/ids.ts';
import type { Tx } from '../../../src/ports/storage.ts';
import {
  A,
  again,
  at,
  B,
  counts,
  keysIn,
  notes,
  type OpenStore,
  opened,
  owed,
  putNotes,
  type StoreUnderTest,
} from '../store-under-test.ts';

const addOne = async (tx: Tx) => {
  const before = (await tx.get(counts, 'c')) ?? 0;
  await tx.put(counts, 'c', before + 1);
  return before + 1;
};

/** Everything a transaction leaves, in all of its kinds. */
async function writeOfAllKinds(tx: Tx): Promise<void> {
  await putNotes(tx, 'n1');
  await tx.enqueue(owed('d1'));
  await tx.wake('schedule', at(1));
}

async function everythingOf(store: StoreUnderTest) {
  return store.storage.read(A, async (reads) => ({
    notes: (await reads.list(notes)).length,
    deliveries: (await reads.deliveries('')).length,
    wakes: (await reads.wakes()).length,
  }));
}

/** Transactions: all or nothing, serial within an organisation, independent between them. */
export function transactionContract(open: OpenStore): void {
  describe('transactions', () => {
    test('answer what the work answers', async () => {
      const store = await opened(open);

      expect(await store.storage.transaction(A, async (tx) => tx.org)).toBe(A);
    });

    test('see their own writes, which nobody else sees before they are kept', async () => {
      const store = await opened(open);

      const outside = await store.storage.transaction(A, async (tx) => {
        await writeOfAllKinds(tx);
        expect(await tx.get(notes, 'n1')).toEqual({ text: 'n1' });
        expect(await tx.deliveries('d')).toHaveLength(1);
        expect(await tx.wakes()).toEqual([{ org: A, schedule: 'schedule', at: at(1) }]);
        return { ...(await everythingOf(store)), due: (await store.storage.due(at(1), 9)).length };
      });

      expect(outside).toEqual({ notes: 0, deliveries: 0, wakes: 0, due: 0 });
      expect(await everythingOf(store)).toEqual({ notes: 1, deliveries: 1, wakes: 1 });
    });

    test('that throw keep nothing, and pass the error on', async () => {
      const store = await opened(open);
      await store.storage.transaction(A, (tx) => tx.put(notes, 'n0', { text: 'before' }));

      const thrown = store.storage.transaction(A, async (tx) => {
        await writeOfAllKinds(tx);
        await tx.put(notes, 'n0', { text: 'after' });
        throw new RangeError('changed my mind');
      });

      await expect(thrown).rejects.toThrow(RangeError);
      expect(await everythingOf(store)).toEqual({ notes: 1, deliveries: 0, wakes: 0 });
      expect(await store.storage.nextWake()).toBeUndefined();
      expect(await store.queue.next()).toBeUndefined();
      expect(await everythingOf(await again(store, 'reopen'))).toEqual({ notes: 1, deliveries: 0, wakes: 0 });
    });

    test('that throw do not harm those given at the same moment', async () => {
      const store = await opened(open);

      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          store.storage.transaction(A, async (tx) => {
            await addOne(tx);
            if (index % 3 === 0) throw new Error('not this one');
          }),
        ),
      );

      const kept = outcomes.filter(({ status }) => status === 'fulfilled').length;
      expect(await store.storage.read(A, (reads) => reads.get(counts, 'c'))).toBe(kept);
    });

    test('of one organisation come one after another', async () => {
      const store = await opened(open);

      const seen = await Promise.all(Array.from({ length: 50 }, () => store.storage.transaction(A, addOne)));

      expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    });

    test('of one organisation insert a key once among many', async () => {
      const store = await opened(open);

      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.storage.transaction(A, (tx) => tx.insert(notes, 'claim', { text: `${index}` })),
        ),
      );

      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test('of another organisation do not wait', async () => {
      const store = await opened(open);
      const { promise, resolve } = Promise.withResolvers<void>();

      const waiting = store.storage.transaction(A, () => promise);
      await store.storage.transaction(B, (tx) => putNotes(tx, 'n1'));
      resolve();
      await waiting;

      expect(await keysIn(store, B)).toEqual(['n1']);
    });

    test('cannot be used when they are over', async () => {
      const store = await opened(open);

      const leaked = await store.storage.transaction(A, async (tx) => ({ tx }));

      await expect(leaked.tx.put(notes, 'n1', { text: 'late' })).rejects.toThrow();
      await expect(leaked.tx.get(notes, 'n1')).rejects.toThrow();
      expect(await keysIn(store, A)).toEqual([]);
    });
  });

  describe('organisations', () => {
    test('are founded by their first transaction, also by an empty one', async () => {
      const store = await opened(open);

      await store.storage.transaction(B, async () => undefined);
      await store.storage.transaction(A, (tx) => putNotes(tx, 'n1'));

      expect(await store.storage.organisations()).toEqual({ orgs: [A, B] });
      expect(await (await again(store, 'reopen')).storage.organisations()).toEqual({ orgs: [A, B] });
    });

    test('are not founded by one that throws', async () => {
      const store = await opened(open);

      await store.storage.transaction(A, () => Promise.reject(new Error('no'))).catch(() => undefined);

      expect(await store.storage.organisations()).toEqual({ orgs: [] });
    });

    test('may be called anything', async () => {
      const store = await opened(open);
      const names = ['A', 'a', 'ä/../b', '_', 'con', '.'].map(orgId);

      for (const org of names) await store.storage.transaction(org, (tx) => tx.put(notes, 'n', { text: org }));
      const kept = await again(store, 'reopen');

      expect([...(await kept.storage.organisations()).orgs]).toEqual([...names].sort());
      for (const org of names)
        expect(await kept.storage.read(org, (reads) => reads.get(notes, 'n'))).toEqual({ text: org });
    });
  });
}
