import { sql } from 'kysely';
import type { OrgId } from '../../core/ids.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Collection, Reads, Tx, Wake } from '../../ports/storage.ts';
import { cancelPending, owe, pruneSettled, receiptsUnder } from './deliveries.ts';
import { Draft } from './draft.ts';
import { entriesFrom, listRecords, readRecord, rowFrom, storedFrom } from './records.ts';
import { build, type Run, raw } from './schema.ts';

/** What a channel of PostgreSQL is told when something may have become due. */
export const workChannel = 'hallway_work';

/** Reads of one organisation, each its own statement. */
export function createReads(org: OrgId, run: Run, sealer: Sealer): Reads {
  return {
    org,
    get: async (collection, key) => {
      const stored = await readRecord(run, org, collection.name, key);
      return stored && rowFrom(sealer, org, collection, key, stored);
    },
    list: async (collection, options) =>
      entriesFrom(sealer, org, collection, await listRecords(run, org, collection.name, options ?? {})),
    deliveries: (prefix) => receiptsUnder(run, org, prefix),
    wakes: () => wakesOf(run, org),
  };
}

/**
 * A transaction over one connection. Records are written in groups, before the next list and at the end: a round of
 * thousands is a few statements. `end` makes every later use throw, so that no write is lost in silence.
 */
export function createTx(
  org: OrgId,
  run: Run,
  sealer: Sealer,
): { readonly tx: Tx; finish(): Promise<void>; end(): void } {
  const draft = new Draft(org, run);
  let isOver = false;
  let hasNews = false;
  const live = () => {
    if (isOver) throw new Error('this transaction is over; await everything in it before it returns');
    return draft;
  };
  const stored = <Row>(collection: Collection<Row>, key: string, row: Row) =>
    storedFrom(sealer, org, named(collection), key, row);
  const tx: Tx = {
    org,
    get: async (collection, key) => {
      const found = await live().get(collection.name, key);
      return found && rowFrom(sealer, org, collection, key, found);
    },
    list: async (collection, options) =>
      entriesFrom(sealer, org, collection, await live().list(collection.name, options ?? {})),
    deliveries: async (prefix) => receiptsUnder(live().run, org, prefix),
    wakes: async () => wakesOf(live().run, org),
    insert: async (collection, key, row) => live().insert(collection.name, key, stored(collection, key, row)),
    put: async (collection, key, row) => live().set(collection.name, key, stored(collection, key, row)),
    remove: async (collection, key) => live().set(named(collection).name, key, undefined),
    enqueue: async (delivery) => {
      hasNews = true;
      return owe(live().run, sealer, org, delivery);
    },
    cancel: async (prefix) => cancelPending(live().run, org, prefix),
    prune: async (before) => pruneSettled(live().run, org, before),
    wake: async (schedule, at) => {
      hasNews ||= at !== undefined;
      await setWake(live().run, { org, schedule }, at);
    },
  };
  const finish = async () => {
    await draft.write();
    if (hasNews) await run(raw(sql`select pg_notify(${workChannel}, '')`));
  };
  return { tx, finish, end: () => (isOver = true) };
}

/** Soonest first, then by name. */
async function wakesOf(run: Run, org: OrgId): Promise<readonly Wake[]> {
  const query = build.selectFrom('wakes').select(['org', 'schedule', 'at']).where('org', '=', org);
  return run(query.orderBy('at').orderBy('schedule').compile());
}

async function setWake(run: Run, { org, schedule }: Omit<Wake, 'at'>, at: Wake['at'] | undefined): Promise<void> {
  if (at === undefined) {
    await run(build.deleteFrom('wakes').where('org', '=', org).where('schedule', '=', schedule).compile());
    return;
  }
  const insert = build.insertInto('wakes').values({ org, schedule, at });
  await run(insert.onConflict((conflict) => conflict.columns(['org', 'schedule']).doUpdateSet({ at })).compile());
}

/** The stores' own tables begin with a dollar. */
function named<Row>(collection: Collection<Row>): Collection<Row> {
  if (collection.name.startsWith('$')) throw new Error(`a collection may not be called "${collection.name}"`);
  return collection;
}
