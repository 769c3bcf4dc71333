import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { collection } from '../../../src/ports/collection.ts';
import { A, again, B, keysIn, notes, type OpenStore, opened, putNotes, secrets } from '../store-under-test.ts';

const anything = collection('test.anything', z.json());
const odd = ['', 'ü', '\u2028', '"\\\n', 'naïve 🙂'];

/** Single records: kept, copied, checked, sealed, and apart from other organisations. */
export function recordContract(open: OpenStore): void {
  describe('records', () => {
    test('of an organisation never seen are none, and reading founds nothing', async () => {
      const store = await opened(open);

      const found = await store.storage.read(A, async (reads) => ({
        note: await reads.get(notes, 'n1'),
        list: await reads.list(notes),
        deliveries: await reads.deliveries(''),
        wakes: await reads.wakes(),
      }));

      expect(found).toEqual({ note: undefined, list: [], deliveries: [], wakes: [] });
      expect(await store.storage.organisations()).toEqual({ orgs: [] });
    });

    test('are put, replaced and removed', async () => {
      const store = await opened(open);
      const noteNow = () => store.storage.read(A, (reads) => reads.get(notes, 'n1'));

      await store.storage.transaction(A, (tx) => tx.put(notes, 'n1', { text: 'one' }));
      expect(await noteNow()).toEqual({ text: 'one' });
      await store.storage.transaction(A, (tx) => tx.put(notes, 'n1', { text: 'two', tags: ['x'] }));
      expect(await noteNow()).toEqual({ text: 'two', tags: ['x'] });
      await store.storage.transaction(A, (tx) => tx.remove(notes, 'n1'));
      expect(await noteNow()).toBeUndefined();
    });

    test('are inserted once: the second insert answers false and changes nothing', async () => {
      const store = await opened(open);

      const first = await store.storage.transaction(A, (tx) => tx.insert(notes, 'n1', { text: 'one' }));
      const second = await store.storage.transaction(A, (tx) => tx.insert(notes, 'n1', { text: 'two' }));
      const within = await store.storage.transaction(A, (tx) =>
        Promise.all([tx.insert(notes, 'n2', { text: 'one' }), tx.insert(notes, 'n2', { text: 'two' })]),
      );

      expect([first, second, within]).toEqual([true, false, [true, false]]);
      expect(await store.storage.read(A, (reads) => reads.get(notes, 'n1'))).toEqual({ text: 'one' });
    });

    test('are copies: changing what was put or read changes nothing', async () => {
      const store = await opened(open);
      const mine: { text: string; tags: string[] } = { text: 'one', tags: ['x'] };

      await store.storage.transaction(A, async (tx) => {
        await tx.put(notes, 'n1', mine);
        mine.tags.push('y');
        (await tx.get(notes, 'n1'))?.tags?.push('z');
      });
      const [read] = await store.storage.read(A, (reads) => reads.list(notes));
      read?.value.tags?.push('z');

      expect(await store.storage.read(A, (reads) => reads.get(notes, 'n1'))).toEqual({ text: 'one', tags: ['x'] });
    });

    test('that do not fit their collection are refused', async () => {
      const store = await opened(open);
      const wrong = { text: 1 } as unknown as { text: string };

      await expect(store.storage.transaction(A, (tx) => tx.put(notes, 'n1', wrong))).rejects.toThrow();
      await expect(store.storage.transaction(A, (tx) => tx.insert(notes, 'n1', wrong))).rejects.toThrow();

      expect(await keysIn(store, A)).toEqual([]);
    });

    test.each(odd.map((words) => [JSON.stringify(words), words]))('keep the words %s', async (_, words) => {
      const store = await opened(open);
      const rows = [words, [words, null, 0.1, -5], { [`k${words}`]: { deep: [true, words] } }, null, false, 0];

      await store.storage.transaction(A, async (tx) => {
        for (const [index, row] of rows.entries()) await tx.put(anything, `${index}`, row);
      });
      const kept = await again(store, 'reopen');

      const list = await kept.storage.read(A, (reads) => reads.list(anything));
      expect(list.map(({ value }) => value)).toEqual(rows);
    });

    test('of two organisations under one key are two', async () => {
      const store = await opened(open);

      await store.storage.transaction(A, (tx) => tx.put(notes, 'n1', { text: 'of A' }));
      await store.storage.transaction(B, (tx) => tx.put(notes, 'n1', { text: 'of B' }));
      await store.storage.transaction(B, (tx) => tx.remove(notes, 'n1'));

      expect(await store.storage.read(A, (reads) => reads.get(notes, 'n1'))).toEqual({ text: 'of A' });
      expect(await keysIn(store, B)).toEqual([]);
    });

    test.each(['reopen', 'crash'] as const)('are there after a %s', async (way) => {
      const store = await opened(open);
      await store.storage.transaction(A, (tx) => putNotes(tx, 'n1', 'n2', 'n3'));
      await store.storage.transaction(A, (tx) => tx.remove(notes, 'n2'));

      const kept = await again(store, way);

      expect(await keysIn(kept, A)).toEqual(['n1', 'n3']);
    });
  });

  describe('sealed records', () => {
    test('come back, and cannot be read in what the store keeps', async () => {
      const store = await opened(open);

      await store.storage.transaction(A, async (tx) => {
        await tx.put(notes, 'n1', { text: 'words-in-the-open' });
        await tx.put(secrets, 's1', { text: 'words-under-seal' });
        expect(await tx.get(secrets, 's1')).toEqual({ text: 'words-under-seal' });
      });
      const kept = await again(store, 'reopen');

      expect(await kept.storage.read(A, (reads) => reads.get(secrets, 's1'))).toEqual({ text: 'words-under-seal' });
      expect(await kept.storage.read(A, (reads) => reads.list(secrets))).toHaveLength(1);
      expect(await kept.holds('words-in-the-open')).toBe(true);
      expect(await kept.holds('words-under-seal')).toBe(false);
    });

    test('are opened also where the collection is not sealed any more, and the other way round', async () => {
      const store = await opened(open);
      const [wasSealed, wasOpen] = [
        { ...secrets, isSealed: false },
        { ...notes, isSealed: true },
      ];

      await store.storage.transaction(A, async (tx) => {
        await tx.put(secrets, 's1', { text: 'one' });
        await tx.put(notes, 'n1', { text: 'two' });
      });

      expect(await store.storage.read(A, (reads) => reads.get(wasSealed, 's1'))).toEqual({ text: 'one' });
      expect(await store.storage.read(A, (reads) => reads.get(wasOpen, 'n1'))).toEqual({ text: 'two' });
    });
  });
}
