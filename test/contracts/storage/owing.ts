import { describe, expect, test } from 'vitest';
import { A, again, at, B, type OpenStore, opened, owe, owed, statesIn } from '../store-under-test.ts';

const prune = 90;

/** Deliveries as a transaction sees them: owed once, taken back, pruned. */
export function owingContract(open: OpenStore): void {
  describe('owed deliveries', () => {
    test('are owed once per organisation, settled ones included', async () => {
      const store = await opened(open);

      expect(await owe(store, A, owed('d1'), owed('d1'))).toEqual([true, false]);
      expect(await owe(store, B, owed('d1'))).toEqual([true]);
      await store.queue.take(at(0), 9, 4);
      expect(await owe(store, A, owed('d1'))).toEqual([false]);
      await store.queue.settle(A, 'd1', { kind: 'refused', reason: 'gone' }, at(1));
      expect(await owe(store, A, owed('d1'))).toEqual([false]);
      expect(await owe(await again(store, 'reopen'), A, owed('d1'))).toEqual([false]);
    });

    test('show as receipts without their words', async () => {
      const store = await opened(open);
      const { key, workspace, place, kind, people, notBefore } = owed('d1');
      await owe(store, A, owed('d1'), owed('e1'));

      const receipts = await store.storage.read(A, (reads) => reads.deliveries('d'));

      expect(receipts).toEqual([{ key, workspace, place, kind, people, notBefore, state: 'pending', attempts: 0 }]);
    });

    test('are taken back by prefix, and may then be owed again', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d/1'), owed('d/2'), owed('e/1'));

      const count = await store.storage.transaction(A, (tx) => tx.cancel('d/'));

      expect(count).toBe(2);
      expect(await statesIn(store, A)).toEqual({ 'e/1': 'pending' });
      expect(await owe(store, A, owed('d/1'))).toEqual([true]);
    });

    test('are not taken back while they are being sent, nor afterwards', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d/1'), owed('d/2'), owed('d/3', { notBefore: at(5) }));
      await store.queue.take(at(0), 9, 4);
      await store.queue.settle(A, 'd/1', { kind: 'posted', ref: { ts: '1' } }, at(1));

      const count = await store.storage.transaction(A, (tx) => tx.cancel(''));

      expect(count).toBe(1);
      expect(await statesIn(store, A)).toEqual({ 'd/1': 'sent', 'd/2': 'sending' });
    });

    test('are cancelled and owed anew within one transaction', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d/1'));

      await store.storage.transaction(A, async (tx) => {
        await tx.cancel('d/');
        await tx.enqueue(owed('d/1', { notBefore: at(5) }));
      });

      expect(await store.queue.take(at(0), 9, 4)).toEqual([]);
      expect(await store.queue.next()).toBe(at(5));
    });

    test('leave no receipt when they are pruned; what is not settled, or was later, stays', async () => {
      const store = await opened(open);
      await owe(store, A, owed('old'), owed('new'), owed('sending'), owed('waiting', { notBefore: at(500) }));
      await store.queue.take(at(0), 9, 4);
      await store.queue.settle(A, 'old', { kind: 'unknown' }, at(prune - 1));
      await store.queue.settle(A, 'new', { kind: 'unknown' }, at(prune));

      const count = await store.storage.transaction(A, (tx) => tx.prune(at(prune)));

      expect(count).toBe(1);
      expect(await statesIn(store, A)).toEqual({ new: 'unknown', sending: 'sending', waiting: 'pending' });
    });
  });
}
