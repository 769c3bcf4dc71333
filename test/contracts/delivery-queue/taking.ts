import { describe, expect, test } from 'vitest';
import { budgetedKinds, type DeliveryKind } from '../../../src/core/delivery.ts';
import { channelId, workspaceId } from '../../../src/core/ids.ts';
import { note, say, text } from '../../../src/core/message.ts';
import type { TakenDelivery } from '../../../src/ports/delivery-queue.ts';
import { A, ana, at, B, ben, type OpenStore, opened, owe, owed, statesIn } from '../store-under-test.ts';

const MANY = 1_000;
const T1 = workspaceId('slack:T1');
const T2 = workspaceId('slack:T2');

const keysOf = (taken: readonly TakenDelivery[]) => taken.map(({ delivery }) => delivery.key);

/** Handing out: what is due, in order, whole, and no more at once than a workspace may have. */
export function takeContract(open: OpenStore): void {
  describe('taking', () => {
    test('hands out the whole delivery, once', async () => {
      const store = await opened(open);
      const whole = owed('d1', {
        place: { kind: 'channel', workspace: T1, channel: channelId(T1, 'C1') },
        message: say(text`Hello ${'<@U1>'} & ${'🙂'}`, note(text`why`)),
        people: [ana, ben],
        onUnknown: 'rest',
        replaces: 'd0',
      });
      await owe(store, A, whole);

      const taken = await store.queue.take(at(0), 9, 4);

      expect(taken).toEqual([{ org: A, delivery: whole, attempt: 1, wasLost: false }]);
      expect(await store.queue.take(at(0), 9, 4)).toEqual([]);
      expect(await statesIn(store, A)).toEqual({ d1: 'sending' });
    });

    test('hands out nothing before its time', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1', { notBefore: at(5) }), owed('d2', { notBefore: at(7) }));

      expect(await store.queue.next()).toBe(at(5));
      expect(await store.queue.take(at(4), 9, 4)).toEqual([]);
      expect(keysOf(await store.queue.take(at(5), 9, 4))).toEqual(['d1']);
      expect(await store.queue.next()).toBe(at(7));
    });

    test('goes by instant, then by rank of the kind, then by key, over all organisations', async () => {
      const store = await opened(open);
      const kinds: readonly DeliveryKind[] = [...budgetedKinds].reverse();
      await owe(store, A, ...kinds.map((kind) => owed(`k-${kind}`, { kind })), owed('z'), owed('a', { kind: 'reply' }));
      await owe(store, B, owed('m', { kind: 'prompt' }), owed('first', { kind: 'tip', notBefore: at(-1) }));

      const taken = await store.queue.take(at(0), MANY, MANY);

      const ranked = budgetedKinds.map((kind) => `k-${kind}`);
      expect(keysOf(taken)).toEqual(['first', 'a', 'm', 'z', ...ranked]);
    });

    test('hands out at most the limit, the first ones first', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d3'), owed('d1'), owed('d2', { workspace: T2 }));

      expect(await store.queue.take(at(0), 0, 4)).toEqual([]);
      expect(keysOf(await store.queue.take(at(0), 2, 4))).toEqual(['d1', 'd2']);
      expect(keysOf(await store.queue.take(at(0), 2, 4))).toEqual(['d3']);
    });

    test('keeps at most so many of a workspace in flight, whoever took them and of whatever organisation', async () => {
      const store = await opened(open);
      await owe(store, A, ...['d1', 'd2', 'd3', 'd4'].map((key) => owed(key)), owed('x1', { workspace: T2 }));
      await owe(store, B, owed('d0'));

      expect(keysOf(await store.queue.take(at(0), 9, 2))).toEqual(['d0', 'd1', 'x1']);
      expect(keysOf(await store.queue.take(at(0), 9, 2))).toEqual([]);
      await store.queue.settle(A, 'd1', { kind: 'unknown' }, at(0));
      expect(keysOf(await store.queue.take(at(0), 9, 2))).toEqual(['d2']);
      expect(keysOf(await store.queue.take(at(0), 9, 4))).toEqual(['d3', 'd4']);
    });

    test('gives no delivery to two who take at the same moment', async () => {
      const store = await opened(open);
      await owe(store, A, ...Array.from({ length: 40 }, (_, index) => owed(`d${index}`)));

      const both = await Promise.all(Array.from({ length: 8 }, () => store.queue.take(at(0), 9, 30)));

      const keys = both.flatMap(keysOf);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toHaveLength(30);
    });

    test('passes over what was taken back meanwhile', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1'), owed('d2'));

      const cancelling = store.storage.transaction(A, (tx) => tx.cancel('d1'));
      const taken = await store.queue.take(at(0), 9, 4);

      const cancelled = await cancelling;
      expect(keysOf(taken)).toEqual(cancelled === 1 ? ['d2'] : ['d1', 'd2']);
    });

    test('settles as expired what comes too late, and hands out the next', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1', { expiresAt: at(10) }), owed('d2', { expiresAt: at(11) }));

      const taken = await store.queue.take(at(10), 9, 1);

      expect(keysOf(taken)).toEqual(['d2']);
      const [late] = await store.storage.read(A, (reads) => reads.deliveries(''));
      expect(late).toMatchObject({ key: 'd1', state: 'expired', attempts: 0, settledAt: at(10) });
      expect(await store.queue.next()).toBeUndefined();
    });

    test('counts what waits: what is due, how much of it is late, what is being sent', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1'), owed('d2', { notBefore: at(1) }), owed('d3', { notBefore: at(9) }));
      await owe(store, B, owed('d4', { notBefore: at(2) }));
      expect(await store.queue.backlog(at(-1), at(-1))).toEqual({ due: 0, late: 0, inFlight: 0 });

      await store.queue.take(at(0), 9, 4);

      expect(await store.queue.backlog(at(5), at(2))).toEqual({ due: 2, late: 1, inFlight: 1, oldest: at(1) });
    });

    test('gives copies: changing one changes nothing', async () => {
      const store = await opened(open);
      await owe(store, A, owed('d1'));

      const [taken] = await store.queue.take(at(0), 9, 4);
      const people = taken?.delivery.people as string[] | undefined;
      people?.push('somebody');
      await store.queue.settle(A, 'd1', { kind: 'later', at: at(1) }, at(0));

      expect((await store.queue.take(at(1), 9, 4))[0]?.delivery).toEqual(owed('d1', { notBefore: at(1) }));
    });
  });
}
