import { describe, expect, test } from 'vitest';
import { A, again, at, B, type OpenStore, opened, owe, owed, statesIn } from '../store-under-test.ts';

/** What a process that died had taken. */
export function crashContract(open: OpenStore): void {
  describe('after a crash', () => {
    test('what was being sent is handed out again as lost, and counts as another attempt', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1'), owed('d2'), owed('d3', { notBefore: at(5) }));
      await store.queue.take(at(0), 9, 4);
      await store.queue.settle(A, 'd1', { kind: 'posted', ref: {} }, at(1));

      const kept = await again(store, 'crash');

      expect(await statesIn(kept, A)).toEqual({ d1: 'sent', d2: 'sending', d3: 'pending' });
      const taken = await kept.queue.take(at(1), 9, 4);
      expect(taken).toEqual([{ org: A, delivery: owed('d2'), attempt: 2, wasLost: true }]);
      expect(await kept.queue.take(at(1), 9, 4)).toEqual([]);
    });

    test('what was lost is lost no more once it waits for another time', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1'));
      await store.queue.take(at(0), 9, 4);

      const kept = await again(store, 'crash');
      await kept.queue.take(at(0), 9, 4);
      await kept.queue.settle(A, 'd1', { kind: 'later', at: at(2) }, at(0));

      expect(await kept.queue.take(at(2), 9, 4)).toMatchObject([{ attempt: 3, wasLost: false }]);
    });

    test('what was lost and has expired is not sent any more: nobody knows whether it was posted', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1', { expiresAt: at(10) }));
      await store.queue.take(at(0), 9, 4);

      const kept = await again(store, 'crash');

      expect(await kept.queue.take(at(10), 9, 4)).toEqual([]);
      expect(await statesIn(kept, A)).toEqual({ d1: 'unknown' });
    });

    test('a settle of the one that died changes nothing before it is taken again', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1'));
      await store.queue.take(at(0), 9, 4);

      const kept = await again(store, 'crash');
      await kept.queue.settle(A, 'd1', { kind: 'refused', reason: 'late' }, at(1));

      expect(await statesIn(kept, A)).toEqual({ d1: 'sending' });
    });

    test('what was lost counts in its workspace only when it is taken again', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1'), owed('d2'));
      await owe(store, B, owed('d3'));
      await store.queue.take(at(0), 2, 2);

      const kept = await again(store, 'crash');
      const taken = await kept.queue.take(at(0), 9, 2);

      expect(taken.map(({ delivery, wasLost }) => [delivery.key, wasLost])).toEqual([
        ['d1', true],
        ['d2', true],
      ]);
      expect(await kept.queue.take(at(0), 9, 2)).toEqual([]);
      expect(await kept.queue.take(at(0), 9, 3)).toMatchObject([{ delivery: { key: 'd3' }, wasLost: false }]);
    });

    test('nothing is lost after a close in order', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1'));
      await store.queue.take(at(0), 9, 4);
      await store.queue.settle(A, 'd1', { kind: 'postponed', at: at(1) }, at(0));

      const kept = await again(store, 'reopen');

      expect(await kept.queue.take(at(1), 9, 4)).toMatchObject([{ attempt: 1, wasLost: false }]);
    });
  });
}
