import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSealer } from '../../../../src/drivers/sealing/index.ts';
import type { House } from '../../../support/house.ts';
import { query } from '../../../support/postgres.ts';
import { testedStore, testKey } from '../../../support/store.ts';

/** One value as it lies in the store, opened: whoever reads here has the key as well. */
export interface Trace {
  readonly table: string;
  readonly key: string;
  readonly value: unknown;
}

/** An order in which a store shows what it holds: the order of its journal, of its dump, of `ctid` or of `xmin`. */
export interface Order {
  readonly name: string;
  readonly traces: readonly Trace[];
}

const sealer = createSealer([testKey]);

/** Everything in the store's files or tables, in every order they have, with the key at hand. */
export async function everyOrder(house: House): Promise<readonly Order[]> {
  return testedStore === 'lowdb' ? ordersOfFiles(house) : ordersOfTables(house);
}

async function ordersOfFiles(house: House): Promise<readonly Order[]> {
  const entries = await readdir(house.folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const orders = await Promise.all(
    paths
      .filter((path) => /\/(journal\.\d+|snapshot\.json)$/.test(path))
      .map(async (path) => ({
        name: path.replace(/.*\//, ''),
        traces: tracesIn(house.org, await readFile(path, 'utf8')),
      })),
  );
  // A journal goes on where the snapshot ends.
  const whole = [...orders].sort((a, b) => (a.name > b.name ? -1 : 1)).flatMap(({ traces }) => traces);
  return [...orders, { name: 'snapshot and journal', traces: whole }];
}

/** Lines of the files: a head, then JSON of one commit or of some rows of a table. */
function tracesIn(org: string, text: string): readonly Trace[] {
  return text.split('\n').flatMap((line) => {
    const start = line.indexOf('{');
    if (start < 0) return [];
    const said = JSON.parse(line.slice(start)) as {
      changes?: [string, string, ...unknown[]][];
      table?: string;
      rows?: [string, ...unknown[]][];
    };
    const changes =
      said.changes ?? (said.rows ?? []).map((row) => [said.table ?? '', ...row] as [string, string, ...unknown[]]);
    return changes.flatMap(([table, key, ...written]) =>
      written.length === 0 ? [] : [opened(org, table, key, written)],
    );
  });
}

function opened(org: string, table: string, key: string, [plain, sealed]: readonly unknown[]): Trace {
  if (typeof sealed !== 'string') return { table, key, value: plain };
  return { table, key, value: JSON.parse(sealer.open(sealed, { org, collection: table, key })) };
}

async function ordersOfTables(house: House): Promise<readonly Order[]> {
  const read = async (order: string) => {
    const rows = await query(
      house.url ?? '',
      `select collection, key, value, is_sealed from hallway.records order by ${order}`,
    );
    return rows.map(({ collection, key, value, is_sealed }): Trace => {
      const place = { org: house.org, collection: String(collection), key: String(key) };
      const text = is_sealed ? sealer.open(String(value), place) : String(value);
      return { table: place.collection, key: place.key, value: JSON.parse(text) };
    });
  };
  return Promise.all(
    [
      ['dump', 'org, collection, key'],
      ['ctid', 'ctid'],
      ['xmin', 'xmin::text::bigint, ctid'],
    ].map(async ([name = '', order = '']) => ({ name, traces: await read(order) })),
  );
}

/** The given words in the order in which they first appear in what was found. */
export function appearances(traces: readonly Trace[], words: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  for (const { key, value } of traces)
    for (const [text] of `${key} ${JSON.stringify(value)}`.matchAll(/[A-Za-z0-9-]+/g))
      if (words.has(text)) found.add(text);
  return [...found];
}
