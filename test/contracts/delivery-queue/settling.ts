import { describe, expect, test } from 'vitest';
import type { DeliveryReceipt, Settlement } from '../../../src/core/delivery.ts';
import { say, text } from '../../../src/core/message.ts';
import {
  A,
  again,
  ana,
  at,
  B,
  ben,
  type OpenStore,
  opened,
  owe,
  owed,
  type StoreUnderTest,
  statesIn,
} from '../store-under-test.ts';

async function takenOne(open: OpenStore): Promise<StoreUnderTest> {
  const store = await opened(open);
  await owe(store, A, owed('d1', { message: say(text`words-of-the-message`), replaces: 'd0' }));
  await store.queue.take(at(0), 9, 4);
  return store;
}

async function receiptIn(store: StoreUnderTest): Promise<DeliveryReceipt | undefined> {
  return (await store.storage.read(A, (reads) => reads.deliveries('d1')))[0];
}

const final: readonly (readonly [Settlement, Partial<DeliveryReceipt>])[] = [
  [
    { kind: 'posted', ref: { ts: '1.2', nested: { a: [1] } } },
    { state: 'sent', ref: { ts: '1.2', nested: { a: [1] } } },
  ],
  [
    { kind: 'refused', reason: 'channel_not_found' },
    { state: 'refused', reason: 'channel_not_found' },
  ],
  [{ kind: 'unknown' }, { state: 'unknown' }],
  [{ kind: 'expired' }, { state: 'expired' }],
];

/** Settling: for good, or until another time. */
export function settleContract(open: OpenStore): void {
  describe('settling', () => {
    test.each(final)('as %j leaves a receipt and nothing to send', async (outcome, wanted) => {
      const store = await takenOne(open);

      await store.queue.settle(A, 'd1', outcome, at(3));

      const { key, workspace, place, kind, people, notBefore } = owed('d1');
      const receipt = { key, workspace, place, kind, people, notBefore, attempts: 1, settledAt: at(3), ...wanted };
      expect(await receiptIn(store)).toEqual(receipt);
      expect(await store.queue.next()).toBeUndefined();
      expect(await receiptIn(await again(store, 'reopen'))).toEqual(receipt);
    });

    test('for later counts the attempt; postponing does not', async () => {
      const store = await takenOne(open);
      const attempts: number[] = [];

      await store.queue.settle(A, 'd1', { kind: 'later', at: at(5) }, at(0));
      expect(await store.queue.next()).toBe(at(5));
      expect(await store.queue.take(at(4), 9, 4)).toEqual([]);
      attempts.push(...(await store.queue.take(at(5), 9, 4)).map(({ attempt }) => attempt));
      await store.queue.settle(A, 'd1', { kind: 'postponed', at: at(7) }, at(5));
      attempts.push(...(await store.queue.take(at(7), 9, 4)).map(({ attempt }) => attempt));

      expect(attempts).toEqual([2, 2]);
      expect(await receiptIn(store)).toMatchObject({ state: 'sending', attempts: 2, notBefore: at(7) });
    });

    test('again, or what nobody holds, changes nothing', async () => {
      const store = await takenOne(open);
      await owe(store, A, owed('d2', { notBefore: at(9) }));
      await store.queue.settle(A, 'd1', { kind: 'unknown' }, at(1));

      await store.queue.settle(A, 'd1', { kind: 'later', at: at(2) }, at(2));
      await store.queue.settle(A, 'd2', { kind: 'unknown' }, at(2));
      await store.queue.settle(A, 'd3', { kind: 'unknown' }, at(2));
      await store.queue.settle(B, 'd1', { kind: 'unknown' }, at(2));

      expect(await statesIn(store, A)).toEqual({ d1: 'unknown', d2: 'pending' });
      expect(await store.storage.organisations()).toEqual({ orgs: [A] });
    });

    test('twice at the same moment settles once', async () => {
      const store = await takenOne(open);

      await Promise.all([
        store.queue.settle(A, 'd1', { kind: 'posted', ref: { ts: '1' } }, at(1)),
        store.queue.settle(A, 'd1', { kind: 'later', at: at(2) }, at(1)),
      ]);
      await owe(store, A, owed('d2'));

      expect(await statesIn(store, A)).toEqual({ d1: 'sent', d2: 'pending' });
      expect(await store.queue.take(at(9), 9, 1)).toHaveLength(1);
    });

    test('leaves no byte of the words once the store is rewritten; before, they are sealed', async () => {
      const store = await takenOne(open);

      expect(await store.holds('words-of-the-message')).toBe(false);
      await store.queue.settle(A, 'd1', { kind: 'posted', ref: { ts: '1' } }, at(1));

      expect(JSON.stringify(await receiptIn(store))).not.toContain('words');
      await store.storage.erase({ org: A, person: ben });
      expect(await statesIn(store, A)).toEqual({ d1: 'sent' });
    });
  });

  describe('stopping', () => {
    test('hands out nothing more and waits for what was handed out', async () => {
      const store = await takenOne(open);
      await owe(store, A, owed('d2'));
      let hasStopped = false;

      const stopped = store.queue.stop().then(() => {
        hasStopped = true;
      });
      expect(await store.queue.take(at(0), 9, 4)).toEqual([]);
      expect(hasStopped).toBe(false);
      await store.queue.settle(A, 'd1', { kind: 'posted', ref: {} }, at(1));
      await stopped;

      expect(await statesIn(store, A)).toEqual({ d1: 'sent', d2: 'pending' });
    });

    test('with nothing handed out is done at once, also where it was erased', async () => {
      const idle = await opened(open);
      await idle.queue.stop();

      const store = await takenOne(open);
      const stopped = store.queue.stop();
      await store.storage.erase({ org: A, person: ana });
      await stopped;

      expect(await statesIn(store, A)).toEqual({});
    });
  });
}
