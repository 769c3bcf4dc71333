import { describe, expect, test } from 'vitest';
import {
  A,
  again,
  ana,
  at,
  B,
  ben,
  keysIn,
  notes,
  type OpenStore,
  opened,
  owe,
  owed,
  putNotes,
  type StoreUnderTest,
  statesIn,
} from '../store-under-test.ts';

async function fill(store: StoreUnderTest): Promise<void> {
  for (const org of [A, B])
    await store.storage.transaction(org, async (tx) => {
      await putNotes(tx, `note-of-${org}`);
      await tx.wake(`wake-of-${org}`, at(1));
      await tx.enqueue(owed(`delivery-of-${org}`));
    });
}

/** Erasing: gone from every answer and from every byte that is kept. */
export function erasureContract(open: OpenStore): void {
  describe('forgetting history', () => {
    test('leaves what is there, and no value that was overwritten or removed', async () => {
      const store = await opened(open);
      const write = (key: string, words: string) =>
        store.storage.transaction(A, (tx) => tx.put(notes, key, { text: words }));
      await write('kept', 'first-words');
      await write('kept', 'second-words');
      await write('gone', 'third-words');
      await store.storage.transaction(A, (tx) => tx.remove(notes, 'gone'));

      await Promise.all([store.storage.forgetHistory(A), store.storage.forgetHistory(A)]);

      expect(await store.holds('first-words')).toBe(false);
      expect(await store.holds('third-words')).toBe(false);
      expect(await store.holds('second-words')).toBe(true);
      const reopened = await again(store, 'crash');
      expect(await reopened.storage.read(A, (reads) => reads.get(notes, 'kept'))).toEqual({ text: 'second-words' });
    });
  });

  describe('erasing an organisation', () => {
    test('leaves nothing of it, and all of the others', async () => {
      const store = await opened(open);
      await fill(store);

      await store.storage.erase({ org: A });

      expect(await store.storage.organisations()).toEqual({ orgs: [B] });
      expect(await keysIn(store, A)).toEqual([]);
      expect(await store.storage.due(at(1), 9)).toEqual([{ org: B, schedule: `wake-of-${B}`, at: at(1) }]);
      const taken = await store.queue.take(at(1), 9, 4);
      expect(taken.map(({ delivery }) => delivery.key)).toEqual([`delivery-of-${B}`]);
      expect(await store.holds(`-of-${A}`)).toBe(false);
      expect(await store.holds(`-of-${B}`)).toBe(true);
      expect(await (await again(store, 'reopen')).storage.organisations()).toEqual({ orgs: [B] });
    });

    test('lets it be founded anew', async () => {
      const store = await opened(open);
      await fill(store);

      await store.storage.erase({ org: A });
      await store.storage.transaction(A, (tx) => putNotes(tx, 'new'));

      expect(await keysIn(await again(store, 'crash'), A)).toEqual(['new']);
    });

    test('waits for a transaction under way, and is not undone by a late settle', async () => {
      const store = await opened(open);
      await fill(store);
      await store.queue.take(at(1), 9, 4);

      const writing = store.storage.transaction(A, (tx) => putNotes(tx, 'last'));
      const erasing = store.storage.erase({ org: A });
      await Promise.all([writing, erasing]);
      await store.queue.settle(A, `delivery-of-${A}`, { kind: 'posted', ref: {} }, at(2));

      expect(await store.storage.organisations()).toEqual({ orgs: [B] });
    });

    test('that is not there changes nothing', async () => {
      const store = await opened(open);

      await store.storage.erase({ org: A });
      await store.storage.erase({ org: A, person: ana });

      expect(await store.storage.organisations()).toEqual({ orgs: [] });
    });
  });

  describe('erasing a person', () => {
    test('leaves nothing that was owed to them, settled or not, and what is owed to others', async () => {
      const store = await opened(open);
      await owe(store, A, owed('marker-1'), owed('marker-2'), owed('marker-3', { people: [ben, ana] }));
      await owe(store, A, owed('other', { people: [ben] }), owed('marker-4', { notBefore: at(60) }));
      await store.queue.take(at(0), 2, 4);
      await store.queue.settle(A, 'marker-1', { kind: 'posted', ref: { ts: '1' } }, at(1));

      await store.storage.erase({ org: A, person: ana });

      expect(await statesIn(store, A)).toEqual({ other: 'pending' });
      expect(await store.holds('marker-')).toBe(false);
      expect(await statesIn(await again(store, 'reopen'), A)).toEqual({ other: 'pending' });
    });

    test('leaves no byte of what transactions have removed before', async () => {
      const store = await opened(open);
      await store.storage.transaction(A, (tx) => tx.put(notes, 'n1', { text: 'words-of-ana' }));
      await store.storage.transaction(A, (tx) => putNotes(tx, 'words-of-ben'));
      await store.storage.transaction(A, (tx) => tx.remove(notes, 'n1'));

      await store.storage.erase({ org: A, person: ana });

      expect(await store.holds('words-of-ana')).toBe(false);
      expect(await store.holds('words-of-ben')).toBe(true);
      expect(await keysIn(await again(store, 'crash'), A)).toEqual(['words-of-ben']);
    });
  });
}
