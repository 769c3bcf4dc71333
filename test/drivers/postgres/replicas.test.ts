import { setTimeout as waited } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPostgres } from '../../../src/drivers/postgres/index.ts';
import { migrations } from '../../../src/drivers/postgres/migrations/index.ts';
import { instant } from '../../../src/time/zoned.ts';
import { A, at, B, counts, owed, statesIn } from '../../contracts/store-under-test.ts';
import { query } from '../../support/postgres.ts';
import { proxyTo } from '../../support/tcp-proxy.ts';
import { emptyDatabase, openStore, sealer } from './store-in-database.ts';

async function replicas(count: number, leaseSeconds?: number) {
  const url = await emptyDatabase();
  const open = () => openPostgres({ url, sealer, ...(leaseSeconds === undefined ? {} : { leaseSeconds }) });
  const stores = await Promise.all(Array.from({ length: count }, open));
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
  return { url, stores };
}

const oweMany = (store: Awaited<ReturnType<typeof openPostgres>>, count: number) =>
  store.storage.transaction(A, async (tx) => {
    for (let index = 0; index < count; index++) await tx.enqueue(owed(`d${index}`));
  });

/** Asks until it is so. */
async function eventually<Answer>(ask: () => Promise<Answer>, isSo: (answer: Answer) => boolean): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (isSo(answer) || tries > 400) return answer;
    await waited(25);
  }
}

describe('several replicas', () => {
  test('run the transactions of one organisation one after another', async () => {
    const { stores } = await replicas(3);

    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        stores[index % 3]?.storage.transaction(A, async (tx) => {
          await tx.put(counts, 'c', ((await tx.get(counts, 'c')) ?? 0) + 1);
        }),
      ),
    );

    expect(await stores[0]?.storage.read(A, (reads) => reads.get(counts, 'c'))).toBe(30);
  });

  test('together have no more of a workspace in flight than it may have, and take each delivery once', async () => {
    const { stores } = await replicas(3);
    const [first] = stores;
    if (!first) return;
    await oweMany(first, 60);
    const inFlight = new Set<string>();
    const seen: string[] = [];
    let most = 0;

    const work = async (store: (typeof stores)[number]) => {
      while (seen.length < 60) {
        for (const { org, delivery } of await store.queue.take(at(0), 9, 4)) {
          inFlight.add(delivery.key);
          seen.push(delivery.key);
          most = Math.max(most, inFlight.size);
          await waited(1);
          inFlight.delete(delivery.key);
          await store.queue.settle(org, delivery.key, { kind: 'posted', ref: {} }, at(1));
        }
      }
    };
    await Promise.all(stores.map(work));

    expect([...seen].sort()).toEqual(Array.from({ length: 60 }, (_, index) => `d${index}`).sort());
    expect(most).toBeLessThanOrEqual(4);
  });

  test('take over what one that died had taken, as lost, once its lease has run out; it settles nothing any more', async () => {
    const { url, stores } = await replicas(1, 0.6);
    const [survivor] = stores;
    if (!survivor) return;
    const way = await proxyTo(url);
    const dying = await openPostgres({ url: way.url, sealer, leaseSeconds: 0.6 });
    await oweMany(dying, 2);
    await dying.queue.take(at(0), 9, 4);
    expect(await survivor.queue.take(at(0), 9, 4)).toEqual([]);

    way.cut();
    const taken = await eventually(
      () => survivor.queue.take(at(0), 9, 4),
      (some) => some.length > 0,
    );
    way.mend();
    await dying.queue.settle(A, 'd0', { kind: 'refused', reason: 'late' }, at(1));

    expect(taken.map(({ delivery, attempt, wasLost }) => [delivery.key, attempt, wasLost])).toEqual([
      ['d0', 2, true],
      ['d1', 2, true],
    ]);
    expect(await statesIn({ storage: survivor.storage } as never, A)).toEqual({ d0: 'sending', d1: 'sending' });
    await dying.close();
  });

  test('keep what they have taken for as long as they renew their lease', async () => {
    const { stores } = await replicas(2, 0.6);
    const [one, other] = stores;
    if (!one || !other) return;
    await oweMany(one, 1);
    await one.queue.take(at(0), 9, 4);

    await waited(1_500);

    expect(await other.queue.take(at(0), 9, 4)).toEqual([]);
  });

  test('hear of each other’s work, and of what falls due', async () => {
    const { stores } = await replicas(2);
    const [one, other] = stores;
    if (!one || !other) return;
    let rings = 0;
    other.onWork(() => rings++);
    await eventually(
      async () => rings,
      (count) => count >= 2,
    );

    const before = rings;
    await one.storage.transaction(B, (tx) => tx.wake('soon', instant(Date.now() + 300)));
    const heard = await eventually(
      async () => rings,
      (count) => count > before,
    );
    const due = await eventually(
      async () => rings,
      (count) => count > heard,
    );

    expect(heard).toBeGreaterThan(before);
    expect(due).toBeGreaterThan(heard);
    expect(await other.storage.due(instant(Date.now()), 9)).toHaveLength(1);
  });

  test('of the version before go on beside one that has changed the shape', async () => {
    const { url, stores } = await replicas(1);
    const [older] = stores;
    if (!older) return;
    await oweMany(older, 2);
    await older.queue.take(at(0), 1, 4);

    const change = [
      'alter table hallway.deliveries add column note text',
      'alter table hallway.records add column note text',
    ];
    const newer = await openPostgres({ url, sealer, migrations: [...migrations, change] });
    await older.queue.settle(A, 'd0', { kind: 'posted', ref: {} }, at(1));
    await older.storage.transaction(A, (tx) => tx.put(counts, 'c', 1));
    const taken = [...(await older.queue.take(at(1), 9, 4)), ...(await newer.queue.take(at(1), 9, 4))];

    expect(taken.map(({ delivery }) => delivery.key)).toEqual(['d1']);
    expect(await newer.storage.read(A, (reads) => reads.get(counts, 'c'))).toBe(1);
    await newer.close();
    await query(url, 'drop schema hallway cascade');
  });
});

test('an organisation that waits for its turn holds up no other', async () => {
  const store = await openStore();
  onTestFinished(() => store.close());
  const { promise, resolve } = Promise.withResolvers<void>();

  const waiting = Array.from({ length: 30 }, () => store.storage.transaction(A, () => promise));
  await store.storage.transaction(B, (tx) => tx.put(counts, 'c', 1));
  resolve();

  expect(await Promise.all(waiting)).toHaveLength(30);
});
