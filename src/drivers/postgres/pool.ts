import { createHash } from 'node:crypto';
import type { CompiledQuery } from 'kysely';
import { Pool, type PoolClient, type PoolConfig, types } from 'pg';
import type { Log } from '../../ports/log.ts';
import { isLost, PostgresError, problemOf } from './problems.ts';
import type { Run } from './schema.ts';

const INT8 = 20;
const TRIES = 6;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;

/** Connections to one database, and how its failures are told. */
export interface Database {
  readonly pool: Pool;
  readonly log: Log;
  /** Host, port and database, for messages; never the password. */
  readonly where: string;
  /** Runs a query that may run twice without harm; tries again where the connection broke. */
  readonly run: Run;
}

/** What every connection is made with. pg would wait for ever by default, and a lock would be waited for as long. */
export function connectionOf(url: string): PoolConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 300_000,
    keepAlive: true,
    application_name: 'hallway',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : types.getTypeParser(oid, format),
    } as PoolConfig['types'],
  };
}

/** A pool that outlives a restart of PostgreSQL. */
export function openPool(url: string, log: Log): Database {
  const pool = new Pool({ ...connectionOf(url), max: 10, allowExitOnIdle: true });
  const where = whereIs(url);
  // Without both listeners a connection that breaks, idle or in use, ends the process.
  pool.on('error', (error) => log.warn('postgres.connection_lost', { code: String(error.message) }));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const run: Run = (query) =>
    patiently(
      () => runOn(pool, query),
      (error) => isLost(error) && !pool.ending,
    ).catch((error: unknown) => {
      throw pool.ending ? closed() : problemOf(error, where);
    });
  return { pool, log, where, run };
}

/** Runs a query on a connection or on any of a pool's. */
export async function runOn<Row>(
  on: Pick<Pool | PoolClient, 'query'>,
  query: CompiledQuery<Row>,
): Promise<readonly Row[]> {
  const { sql, parameters } = query;
  return (await on.query({ name: nameOf(sql), text: sql, values: [...parameters] })).rows;
}

/** Tries again, a little later each time, while a failure is worth it. */
export async function patiently<Answer>(
  attempt: () => Promise<Answer>,
  isWorth: (error: unknown) => boolean,
  tries = TRIES,
): Promise<Answer> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (failures + 1 >= tries || !isWorth(error)) throw error;
      await waited(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures));
    }
  }
}

/** Resolves after so many milliseconds. */
export const waited = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What a store answers that was closed. */
export const closed = () => new PostgresError('closed', 'the store is closed');

const names = new Map<string, string>();

/** A named statement is parsed once a connection; texts are few, since lists of values go as arrays. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}

function whereIs(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return 'DATABASE_URL';
  const host = parsed.searchParams.get('host') ?? parsed.hostname;
  return `${decodeURIComponent(host) || 'localhost'}:${parsed.port || 5432}${parsed.pathname}`;
}
