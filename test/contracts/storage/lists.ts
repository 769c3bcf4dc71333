import { describe, expect, test } from 'vitest';
import { A, counts, notes, type OpenStore, opened, putNotes } from '../store-under-test.ts';

const keys = ['b/2', 'a', 'Z', 'b/10', 'b', 'b0', 'ä', 'b/', '', 'a b'];
const inOrder = ['', 'Z', 'a', 'a b', 'b', 'b/', 'b/10', 'b/2', 'b0', 'ä'];

/** Lists: in code-unit order, by prefix, from a key on, up to a limit. */
export function listContract(open: OpenStore): void {
  describe('lists', () => {
    test.each([
      ['everything, in code-unit order', {}, inOrder],
      ['a prefix', { prefix: 'b/' }, ['b/', 'b/10', 'b/2']],
      ['a prefix that is no key', { prefix: 'b/1' }, ['b/10']],
      ['nothing under an unknown prefix', { prefix: 'c' }, []],
      ['from a key on, itself included', { from: 'b/10' }, ['b/10', 'b/2', 'b0', 'ä']],
      ['from a place between keys', { from: 'a a' }, ['a b', 'b', 'b/', 'b/10', 'b/2', 'b0', 'ä']],
      ['at most the limit', { limit: 2 }, ['', 'Z']],
      ['a page of a prefix', { prefix: 'b', from: 'b/', limit: 2 }, ['b/', 'b/10']],
      ['nothing where the page begins behind the prefix', { prefix: 'a', from: 'b' }, []],
      ['the whole prefix where the page begins before it', { prefix: 'b/', from: 'a' }, ['b/', 'b/10', 'b/2']],
    ])('show %s', async (_, options, wanted) => {
      const store = await opened(open);
      await store.storage.transaction(A, (tx) => putNotes(tx, ...keys));

      const entries = await store.storage.read(A, (reads) => reads.list(notes, options));

      expect(entries.map(({ key }) => key)).toEqual(wanted);
      expect(entries.every(({ key, value }) => value.text === key)).toBe(true);
    });

    test('see what their own transaction has written and removed', async () => {
      const store = await opened(open);
      await store.storage.transaction(A, (tx) => putNotes(tx, 'a', 'c', 'e'));

      const seen = await store.storage.transaction(A, async (tx) => {
        await putNotes(tx, 'b', 'f');
        await tx.remove(notes, 'c');
        await tx.put(notes, 'a', { text: 'new' });
        await tx.remove(notes, 'b');
        await putNotes(tx, 'd');
        return tx.list(notes);
      });

      expect(seen.map(({ key, value }) => `${key}=${value.text}`)).toEqual(['a=new', 'd=d', 'e=e', 'f=f']);
    });

    test('do not mix collections', async () => {
      const store = await opened(open);

      await store.storage.transaction(A, async (tx) => {
        await putNotes(tx, 'a');
        await tx.put(counts, 'b', 1);
      });

      expect(await store.storage.read(A, (reads) => reads.list(counts))).toEqual([{ key: 'b', value: 1 }]);
    });

    test('of thousands, put in any order, are in order', async () => {
      const store = await opened(open);
      const many = Array.from({ length: 3_000 }, (_, index) => `k${(index * 7919) % 3_000}`);

      await store.storage.transaction(A, (tx) => putNotes(tx, ...many));
      const entries = await store.storage.read(A, (reads) => reads.list(notes));
      const page = await store.storage.read(A, (reads) => reads.list(notes, { prefix: 'k29', limit: 3 }));

      expect(entries.map(({ key }) => key)).toEqual([...many].sort());
      expect(page.map(({ key }) => key)).toEqual(['k29', 'k290', 'k2900']);
    });
  });
}
