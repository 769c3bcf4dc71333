import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { orgId } from '../core/ids.ts';
import { collection } from '../ports/collection.ts';
import { schema } from '../ports/schema.ts';
import type { Tx } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';
import { readContext } from './context.ts';
import type { Kit } from './kit.ts';

/** Links that were handed out and not yet used, by token. */
export const linkRows = collection('runtime.link', z.object({ table: z.string(), at: schema.instant }));

/** Where the links lead. */
export const linkPath = '/links';
const minutesToUse = 15;

/** A file as a browser saves it. */
export interface OneUseFile {
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

/** Hands out a link to a table; undefined where Hallway has no address of its own. */
export async function offerTable(kit: Pick<Kit, 'random' | 'baseUrl'>, tx: Tx, now: Instant, table: string) {
  if (kit.baseUrl === undefined) return undefined;
  const token = kit.random.id();
  await tx.put(linkRows, token, { table, at: now });
  return `${kit.baseUrl}${linkPath}/${encodeURIComponent(tx.org)}.${token}`;
}

/** The file behind a link, once; undefined where the link is used, old or made up. */
export async function takeFile(kit: Kit, link: string): Promise<OneUseFile | undefined> {
  const dot = link.lastIndexOf('.');
  const org = orgId(decodeURIComponent(link.slice(0, dot)));
  const token = link.slice(dot + 1);
  // Read first: a transaction would found an organisation that somebody made up.
  if (dot < 1 || !(await kit.storage.read(org, (reads) => reads.get(linkRows, token)))) return undefined;
  return kit.storage.transaction(org, async (tx) => {
    const row = await tx.get(linkRows, token);
    if (!row) return undefined;
    await tx.remove(linkRows, token);
    const now = kit.clock.now();
    const make = kit.registry.features.flatMap((feature) => feature.tables?.[row.table] ?? [])[0];
    if (now > plus(row.at, { minutes: minutesToUse }) || !make) return undefined;
    const { header, rows } = await make(await readContext(kit, tx, now));
    return { name: `${row.table}.csv`, type: 'text/csv; charset=utf-8', body: asCsv([header, ...rows]) };
  });
}

/** Cells that a spreadsheet would run as a formula are quoted with an apostrophe. */
const asCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(rows.map((row) => row.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))));
