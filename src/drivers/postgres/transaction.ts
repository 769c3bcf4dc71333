import { type CompiledQuery, sql } from 'kysely';
import { escapeLiteral, type PoolClient } from 'pg';
import type { OrgId } from '../../core/ids.ts';
import { closed, type Database, patiently, runOn } from './pool.ts';
import { isCrowded, isLost, problemOf } from './problems.ts';
import { type Run, raw } from './schema.ts';

/** About half a minute: the long round of another replica, a restart of PostgreSQL. */
const TRIES = 30;

/** Work on one organisation. */
export interface Job<Answer> {
  readonly org: OrgId;
  /** Whether it founds an organisation that is not there yet, and follows one that was taken in by another. */
  readonly founds: boolean;
  /** `org` is where it runs in the end. */
  readonly work: (run: Run, org: OrgId) => Promise<Answer>;
}

/**
 * Runs work alone within its organisation over all replicas, and commits. Runs it again after a deadlock or a broken
 * connection, but not after a commit that came through and whose answer alone was lost.
 */
export async function inTransaction<Answer>(database: Database, job: Job<Answer>): Promise<Answer> {
  const isWorth = (error: unknown) => !database.pool.ending && (isCrowded(error) || isLost(error));
  return patiently(() => once(database, job), isWorth, TRIES).catch((error: unknown) => {
    throw database.pool.ending ? closed() : problemOf(error, database.where);
  });
}

async function once<Answer>(database: Database, job: Job<Answer>): Promise<Answer> {
  const client = await database.pool.connect();
  const outcome = await worked(client, job);
  if ('movedTo' in outcome) return once(database, { ...job, org: outcome.movedTo });
  const { answer, number } = outcome;
  try {
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    if (!isLost(error) || !(await hasCommitted(database, number))) throw error;
  }
  return answer;
}

/** Everything up to the commit; after a failure nothing is left of it, the connection in doubt included. */
async function worked<Answer>(client: PoolClient, { org, founds, work }: Job<Answer>) {
  try {
    await client.query(`begin; ${lockOf(org)}`);
    const session = new Session(client);
    const [locked] = await session.run(entry(org, founds));
    if (founds && locked?.movedTo) {
      await client.query('rollback');
      client.release();
      return { movedTo: locked.movedTo };
    }
    const answer = await work(session.run, org);
    await session.end();
    return { answer, number: locked?.number ?? '' };
  } catch (error) {
    const isSound = await client.query('rollback').then(
      () => !isLost(error),
      () => false,
    );
    client.release(!isSound);
    throw error;
  }
}

/** The connection of one transaction, one statement after another. */
class Session {
  readonly run: Run;
  #last: Promise<unknown> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;

  constructor(client: PoolClient) {
    this.run = <Row>(query: CompiledQuery<Row>) => {
      const answer = this.#last.then(() => runOn(client, query));
      this.#last = answer.catch((error: unknown) => {
        this.#failure ??= { error };
      });
      return answer;
    };
  }

  /** Throws where a statement failed although the work went on: PostgreSQL would take the commit for a rollback. */
  async end(): Promise<void> {
    await this.#last;
    if (this.#failure) throw this.#failure.error;
  }
}

/** Waits until the organisation is free; its own statement, since the next one is to see what was kept meanwhile. */
export const lockOf = (org: OrgId): string =>
  `select pg_advisory_xact_lock(hashtextextended(${escapeLiteral(`hallway/${org}`)}, 0))`;

/** The transaction's number, and where the organisation has moved to. */
function entry(org: OrgId, founds: boolean): CompiledQuery<{ number: string; movedTo: OrgId | null }> {
  const moved = sql`(select moved_to from hallway.organisations where org = ${org})`;
  if (!founds) return raw(sql`select pg_current_xact_id()::text as number, ${moved} as "movedTo"`);
  return raw(sql`
    with founded as (insert into hallway.organisations (org) values (${org}) on conflict do nothing)
    select pg_current_xact_id()::text as number, ${moved} as "movedTo"`);
}

/** What became of a commit whose answer was lost. While PostgreSQL does not know yet it is asked again. */
async function hasCommitted(database: Database, number: string): Promise<boolean> {
  const ask = async () => {
    const [row] = await database.run(
      raw(sql<{ status: string | null }>`select pg_xact_status(${number}::text::xid8) as status`),
    );
    if (row?.status === 'in progress') throw new Error('in progress');
    return row?.status === 'committed';
  };
  return patiently(ask, (error) => error instanceof Error && error.message === 'in progress', TRIES);
}
