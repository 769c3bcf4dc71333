import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import { type Database, runOn } from './pool.ts';
import { PostgresError } from './problems.ts';
import { build, raw } from './schema.ts';

/** One number that all replicas lock while one of them changes the shape. */
const LOCK = 80_112;
/** Longer than anything else may take: a replica that starts waits for the one that is migrating. */
const PATIENCE_MS = 600_000;

/** Brings the database to this version's shape; of several processes one does it and the others wait. */
export async function migrate({ pool, where }: Database, migrations: readonly (readonly string[])[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`set local lock_timeout = ${PATIENCE_MS}`);
    await slow(client, `select pg_advisory_xact_lock(${LOCK})`);
    await bringUp(client, migrations, where);
    await client.query('commit');
    client.release();
  } catch (error) {
    // The open transaction goes with its connection.
    client.release(true);
    throw error;
  }
}

async function bringUp(client: PoolClient, migrations: readonly (readonly string[])[], where: string): Promise<void> {
  const found = await versionOf(client);
  if (found > migrations.length) {
    throw new PostgresError(
      'newer',
      `the database at ${where} has shape ${found}, and this Hallway knows only ${migrations.length}. Start the newer version again, or a later one`,
    );
  }
  for (const [index, statements] of migrations.entries()) {
    if (index < found) continue;
    for (const statement of statements) await slow(client, statement);
    await runOn(
      client,
      build
        .insertInto('migrations')
        .values({ version: index + 1 })
        .compile(),
    );
  }
}

async function versionOf(client: PoolClient): Promise<number> {
  const [names] = await runOn(
    client,
    raw(
      sql<{
        schema: boolean;
        table: boolean;
      }>`select to_regnamespace('hallway') is not null as "schema", to_regclass('hallway.migrations') is not null as "table"`,
    ),
  );
  // Not "if not exists", which asks for the right to make one also where it is there.
  if (!names?.schema) await slow(client, 'create schema hallway');
  if (!names?.table) await slow(client, 'create table hallway.migrations (version integer primary key)');
  const rows = await runOn(client, build.selectFrom('migrations').select('version').compile());
  return Math.max(0, ...rows.map(({ version }) => version));
}

/** Without the usual limit on how long a query may take. */
async function slow(client: PoolClient, text: string): Promise<void> {
  await client.query(Object.assign({ text }, { query_timeout: PATIENCE_MS }));
}
