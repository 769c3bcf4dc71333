import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openPostgres } from '../../../src/drivers/postgres/index.ts';
import { createSealer } from '../../../src/drivers/sealing/index.ts';
import { giveBack, query, takeDatabase } from '../postgres.ts';
import { testedStore, testKey } from '../store.ts';

/** Where one run is: its workspace, and its store in the folder or in a database. */
export interface Place {
  readonly folder: string;
  readonly url?: string;
}

const tables = ['organisations', 'records', 'wakes', 'deliveries', 'installations', 'mark'] as const;
const template = 'template';
const rows = new Map<string, string>();

/** The place that all others are copies of; `fill` plays the story's beginning there. */
export async function makeTemplate(folder: string, fill: (place: Place) => Promise<unknown>): Promise<void> {
  await mkdir(join(folder, template));
  if (testedStore === 'lowdb') return void (await fill({ folder: join(folder, template) }));
  const url = await takeDatabase();
  await fill({ folder: join(folder, template), url });
  for (const table of tables) {
    const [found] = await query(
      url,
      `select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as rows from hallway.${table} t`,
    );
    rows.set(table, String(found?.rows));
  }
  giveBack(url);
}

/** A place of its own for one run. */
export async function freshPlace(folder: string, name: string): Promise<Place> {
  const copy = join(folder, name);
  await cp(join(folder, template), copy, { recursive: true });
  if (testedStore === 'lowdb') return { folder: copy };
  const url = await takeDatabase();
  await (await openPostgres({ url, sealer: createSealer([testKey]) })).close();
  await query(url, 'delete from hallway.mark');
  for (const [table, json] of rows)
    await query(
      url,
      `insert into hallway.${table} select * from jsonb_populate_recordset(null::hallway.${table}, $1)`,
      [json],
    );
  return { folder: copy, url };
}

/** As a process finds it that starts when the lease of the one that was killed has run out. */
export async function leasesRunOut({ url }: Place): Promise<void> {
  if (url !== undefined) await query(url, 'delete from hallway.workers');
}

/** Lets another run have the database. */
export function leavePlace({ url }: Place): void {
  if (url !== undefined) giveBack(url);
}
