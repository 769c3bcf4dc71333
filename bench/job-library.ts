import { PgBoss } from 'pg-boss';
import type { OrgId } from '../src/core/ids.ts';
import { openPostgres } from '../src/drivers/postgres/index.ts';
import { createSealer } from '../src/drivers/sealing/index.ts';
import { inFlightPerWorkspace, mostTaken } from '../src/runtime/outbox.ts';
import { removeCluster, startCluster } from '../test/support/cluster.ts';
import { query } from '../test/support/postgres.ts';
import type { Benches, BenchRow } from './run.ts';
import { benchNow, introIn, oweMany } from './stores-app.ts';

const QUEUE = 'deliveries';
const COUNT = 5_000;
const PICK_UPS = 20;
/** The shortest the library takes; it asks again and again, where our outbox is told. */
const POLL_SECONDS = 0.5;
const sealer = createSealer([Buffer.alloc(32, 3)]);

/** A database on a server that syncs its disk as in production. */
async function withDatabase<Answer>(work: (url: string) => Promise<Answer>): Promise<Answer> {
  const cluster = await startCluster({ isDurable: true });
  return work(`${cluster.url}/postgres`).finally(() => removeCluster(cluster));
}

async function withBoss<Answer>(url: string, work: (boss: PgBoss) => Promise<Answer>): Promise<Answer> {
  const boss = new PgBoss({ connectionString: url });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  await boss.createQueue(QUEUE);
  return work(boss).finally(() => boss.stop({ graceful: false }));
}

/** Jobs of the library fetched and completed in groups, and with each the row that tells what became of the delivery. */
const throughLibrary = () =>
  withDatabase((url) =>
    withBoss(url, async (boss) => {
      await query(url, 'create table delivery (id uuid primary key, state text not null)');
      const ids = Array.from({ length: COUNT }, () => crypto.randomUUID());
      await query(url, `insert into delivery select id, 'pending' from unnest($1::uuid[]) as id`, [ids]);
      await boss.insert(
        QUEUE,
        ids.map((id) => ({ id, data: { id } })),
      );
      const begun = performance.now();
      for (;;) {
        const jobs = await boss.fetch(QUEUE, { batchSize: mostTaken });
        if (jobs.length === 0) break;
        const taken = jobs.map(({ id }) => id);
        await query(url, `update delivery set state = 'sending' where id = any($1)`, [taken]);
        await query(url, `update delivery set state = 'sent' where id = any($1)`, [taken]);
        await boss.complete(QUEUE, taken);
      }
      return perThousand(begun);
    }),
  );

const throughOutbox = () =>
  withDatabase(async (url) => {
    const store = await openPostgres({ url, sealer });
    await oweMany(store, COUNT);
    const begun = performance.now();
    for (;;) {
      const taken = await store.queue.take(benchNow, mostTaken, inFlightPerWorkspace);
      if (taken.length === 0) break;
      const settle = ({ org, delivery }: (typeof taken)[number]) =>
        store.queue.settle(org, delivery.key, { kind: 'posted', ref: {} }, benchNow);
      await Promise.all(taken.map(settle));
    }
    const ms = perThousand(begun);
    await store.close();
    return ms;
  });

const perThousand = (begun: number) => ((performance.now() - begun) / COUNT) * 1_000;

/** From the commit that owes something to the worker that has it, the median. */
async function pickUps(owe: (index: number) => Promise<unknown>, taken: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < PICK_UPS; index++) {
    await owe(index);
    const begun = performance.now();
    await taken();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[PICK_UPS / 2] ?? 0;
}

const pickUpByLibrary = () =>
  withDatabase((url) =>
    withBoss(url, async (boss) => {
      let arrived = Promise.withResolvers<void>();
      await boss.work(QUEUE, { pollingIntervalSeconds: POLL_SECONDS }, async () => arrived.resolve());
      return pickUps(
        async (index) => {
          arrived = Promise.withResolvers();
          await boss.send(QUEUE, { index });
        },
        () => arrived.promise,
      );
    }),
  );

const pickUpByOutbox = () =>
  withDatabase(async (url) => {
    const [store, other] = [await openPostgres({ url, sealer }), await openPostgres({ url, sealer })];
    let arrived = Promise.withResolvers<void>();
    store.onWork(() => void store.queue.take(benchNow, 1, 1).then((some) => some.length > 0 && arrived.resolve()));
    const ms = await pickUps(
      async (index) => {
        arrived = Promise.withResolvers();
        const org = `org-${index}` as OrgId;
        await other.storage.transaction(
          org,
          async (tx) => void (await tx.enqueue(introIn(`bench:T${index}`, 'intro'))),
        );
      },
      () => arrived.promise,
    );
    await Promise.all([store.close(), other.close()]);
    return ms;
  });

const row = (bench: string, variant: string, n: number, value: number): BenchRow => ({
  ...{ bench, variant, n, value: Math.round(value * 10) / 10, unit: 'ms' },
});

/** Our outbox beside a job library that would carry the same deliveries: docs/decisions/outbox-in-postgres.md. */
export const benches: Benches = {
  'job-library': async function* () {
    yield row('job-deliver', 'pg-boss', COUNT, await throughLibrary());
    yield row('job-deliver', 'outbox', COUNT, await throughOutbox());
    yield row('job-pick-up', 'pg-boss', PICK_UPS, await pickUpByLibrary());
    yield row('job-pick-up', 'outbox', PICK_UPS, await pickUpByOutbox());
  },
};
