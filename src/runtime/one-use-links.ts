import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { orgId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { collection } from '../ports/collection.ts';
import type { ReadContext } from '../ports/context.ts';
import type { GivenFile } from '../ports/feature.ts';
import { schema } from '../ports/schema.ts';
import type { Tx } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';
import { readContext } from './context.ts';
import type { Kit } from './kit.ts';

/** Links that were handed out and not yet used, by token. */
export const linkRows = collection(
  'runtime.link',
  z.object({
    table: z.string().optional(),
    file: z.string().optional(),
    args: z.record(z.string(), z.json()).optional(),
    at: schema.instant,
  }),
);
type LinkRow = ReturnType<typeof linkRows.parse>;

/** Where the links lead. */
export const linkPath = '/links';
const minutesToUse = 15;

/** What a link leads to: a feature's table, or a file it makes of arguments. */
type Offer = { readonly table: string } | { readonly file: string; readonly args: JsonObject };

/** Hands out a link to a file; undefined where Hallway has no address of its own. */
export async function offerLink(kit: Pick<Kit, 'random' | 'baseUrl'>, tx: Tx, now: Instant, offer: Offer) {
  if (kit.baseUrl === undefined) return undefined;
  const token = kit.random.id();
  await tx.put(linkRows, token, linkRows.parse({ ...offer, at: now }));
  return `${kit.baseUrl}${linkPath}/${encodeURIComponent(tx.org)}.${token}`;
}

/** The file behind a link, once; undefined where the link is used, old or made up. */
export async function takeFile(kit: Kit, link: string): Promise<GivenFile | undefined> {
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
    if (now > plus(row.at, { minutes: minutesToUse })) return undefined;
    return fileOf(kit, await readContext(kit, tx, now), row);
  });
}

async function fileOf(kit: Kit, ctx: ReadContext, { table, file, args }: LinkRow): Promise<GivenFile | undefined> {
  for (const feature of kit.registry.features) {
    const made = file === undefined ? undefined : feature.files?.[file];
    if (made) return made(ctx, args ?? {});
    const make = table === undefined ? undefined : feature.tables?.[table];
    if (!make) continue;
    const { header, rows } = await make(ctx);
    return { name: `${table}.csv`, type: 'text/csv; charset=utf-8', body: asCsv([header, ...rows]) };
  }
  return undefined;
}

/** Cells that a spreadsheet would run as a formula are quoted with an apostrophe. */
const asCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(rows.map((row) => row.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))));
