import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { openPostgres, type PostgresOptions } from '../../../src/drivers/postgres/index.ts';
import { createSealer } from '../../../src/drivers/sealing/index.ts';
import type { StoreUnderTest } from '../../contracts/store-under-test.ts';
import { giveBack, query, takeDatabase } from '../../support/postgres.ts';

/** A sealer of the same key throughout a run. */
export const sealer = createSealer([randomBytes(32)]);

/** The address of an empty database, given back at the end of the test. */
export async function emptyDatabase(): Promise<string> {
  const url = await takeDatabase();
  onTestFinished(() => giveBack(url));
  return url;
}

/** Opens the store in a database, an empty one if none is named. */
export async function openStore(options: Partial<PostgresOptions> = {}): Promise<StoreUnderTest & { url: string }> {
  const url = options.url ?? (await emptyDatabase());
  const store = await openPostgres({ sealer, ...options, url });
  const reopen = async () => {
    await store.close();
    return openStore({ ...options, url });
  };
  return {
    ...store,
    url,
    reopen,
    // Whoever was killed renews no lease; closing gives it up at once.
    crash: reopen,
    holds: async (words) => (await everythingIn(url)).includes(words),
  };
}

/** All that the database's tables hold, as text. */
export async function everythingIn(url: string): Promise<string> {
  const tables = await query(url, `select tablename from pg_tables where schemaname = 'hallway'`);
  const texts = await Promise.all(
    tables.map(({ tablename }) => query(url, `select t::text as row from hallway.${tablename} as t`)),
  );
  return texts.flatMap((rows) => rows.map(({ row }) => String(row))).join('\n');
}
