import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { OrgId, PersonId } from '../../core/ids.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Storage, Tx, Wake } from '../../ports/storage.ts';
import { forgetPerson } from './deliveries.ts';
import type { Database } from './pool.ts';
import { build, type Run, raw } from './schema.ts';
import { inTransaction } from './transaction.ts';
import { Turns } from './turns.ts';
import { createReads, createTx } from './tx.ts';

const PAGE = 500;

/** What the storage port stands on, and what it tells the rest of the store. */
export interface StorageParts {
  readonly database: Database;
  readonly sealer: Sealer;
  /** Called when deliveries were erased: nobody will settle them. */
  readonly erased: (org: OrgId, person: PersonId | undefined) => void;
  readonly migrate: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The storage port over PostgreSQL; `close` ends the whole store. */
export function createStorage({ database, sealer, erased, migrate, close }: StorageParts): Storage {
  const { run } = database;
  const turns = new Turns();
  // Of what is due at one instant each replica begins elsewhere, or all would wait for the same organisation.
  const seed = randomInt(2 ** 31);
  return {
    organisations: (cursor) => pageAfter(run, cursor),
    read: async (org, work) => work(createReads(org, run, sealer)),
    transaction: (org, work) =>
      turns.run(org, () =>
        inTransaction(database, { org, founds: true, work: (inside, home) => worked(home, inside, sealer, work) }),
      ),
    due: (now, limit) =>
      run(
        raw(sql<Wake>`
          select org, schedule, at from hallway.wakes where at <= ${now}
          order by at, hashtextextended(org, ${seed}), schedule limit ${Math.max(0, limit)}`),
      ),
    nextWake: async () => (await run(build.selectFrom('wakes').select('at').orderBy('at').limit(1).compile()))[0]?.at,
    erase: async ({ org, person }) => {
      const work = (inside: Run) => (person === undefined ? eraseAll(inside, org) : forgetPerson(inside, org, person));
      await turns.run(org, () => inTransaction(database, { org, founds: false, work }));
      erased(org, person);
    },
    forgetHistory: sweeping(database),
    migrate,
    close,
  };
}

/** Vacuums, since PostgreSQL keeps what was overwritten until then; one at a time, and one for all who ask meanwhile. */
function sweeping({ run }: Database): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  return () => {
    waiting ??= last.then(async () => {
      waiting = undefined;
      await run(raw(sql`vacuum hallway.records`));
    });
    last = waiting.catch(() => undefined);
    return waiting;
  };
}

async function worked<Answer>(
  org: OrgId,
  run: Run,
  sealer: Sealer,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  const { tx, finish, end } = createTx(org, run, sealer);
  try {
    const answer = await work(tx);
    await finish();
    return answer;
  } finally {
    end();
  }
}

/** One page of organisations in order; the cursor is the last of them. */
async function pageAfter(run: Run, cursor: string | undefined): ReturnType<Storage['organisations']> {
  let query = build
    .selectFrom('organisations')
    .select('org')
    .where('moved_to', 'is', null)
    .orderBy('org')
    .limit(PAGE + 1);
  if (cursor !== undefined) query = query.where('org', '>', cursor as OrgId);
  const found = (await run(query.compile())).map(({ org }) => org);
  const orgs = found.slice(0, PAGE);
  const last = orgs.at(-1);
  return found.length > PAGE && last !== undefined ? { orgs, cursor: last } : { orgs };
}

async function eraseAll(run: Run, org: OrgId): Promise<void> {
  for (const table of ['records', 'wakes', 'deliveries', 'organisations'] as const)
    await run(build.deleteFrom(table).where('org', '=', org).compile());
}
