import { sql } from 'kysely';
import type { OrgId } from '../../core/ids.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Collection, Entry, ListOptions } from '../../ports/storage.ts';
import { build, endOf, type Run, raw } from './schema.ts';

/** A record as it is kept: JSON as text, or that under seal. */
export interface StoredValue {
  readonly value: string;
  readonly is_sealed: boolean;
}

/** A record with its key. */
export type StoredRow = StoredValue & { readonly key: string };

/** One key written or, without a value, removed. */
export interface Change {
  readonly collection: string;
  readonly key: string;
  readonly stored: StoredValue | undefined;
}

/** So many rows go in one statement. */
const BATCH = 2_000;

/** One record as it is kept. */
export async function readRecord(
  run: Run,
  org: OrgId,
  collection: string,
  key: string,
): Promise<StoredValue | undefined> {
  const query = build
    .selectFrom('records')
    .select(['value', 'is_sealed'])
    .where('org', '=', org)
    .where('collection', '=', collection)
    .where('key', '=', key);
  return (await run(query.compile()))[0];
}

/** Records in the order of their keys. */
export async function listRecords(
  run: Run,
  org: OrgId,
  collection: string,
  { prefix = '', from = '', limit }: ListOptions,
): Promise<readonly StoredRow[]> {
  let query = build
    .selectFrom('records')
    .select(['key', 'value', 'is_sealed'])
    .where('org', '=', org)
    .where('collection', '=', collection)
    .where('key', '>=', from > prefix ? from : prefix)
    .orderBy('key');
  if (prefix !== '') query = query.where('key', '<', endOf(prefix));
  if (limit !== undefined && Number.isFinite(limit)) query = query.limit(Math.max(0, limit));
  return run(query.compile());
}

/** Writes and removes; each key at most once. */
export async function writeRecords(run: Run, org: OrgId, changes: readonly Change[]): Promise<void> {
  const gone = changes.filter(({ stored }) => stored === undefined);
  const kept = changes.flatMap(({ collection, key, stored }) => (stored ? [{ collection, key, ...stored }] : []));
  for (const some of batches(gone)) {
    const [collections, keys] = [some.map((one) => one.collection), some.map((one) => one.key)];
    await run(
      raw(sql`
        delete from hallway.records r using unnest(${collections}::text[], ${keys}::text[]) as gone (collection, key)
        where r.org = ${org} and r.collection = gone.collection and r.key = gone.key`),
    );
  }
  for (const some of batches(kept)) await run(raw(upsert(org, some)));
}

/** Writes one; false, and nothing changed, where the key is there. */
export async function insertRecord(
  run: Run,
  org: OrgId,
  collection: string,
  key: string,
  stored: StoredValue,
): Promise<boolean> {
  const query = build
    .insertInto('records')
    .values({ org, collection, key, ...stored })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key');
  return (await run(query.compile())).length > 0;
}

/** Checks a row and writes it as it is kept. What does not fit is refused here and not first when it is read. */
export function storedFrom<Row>(
  sealer: Sealer,
  org: OrgId,
  collection: Collection<Row>,
  key: string,
  row: Row,
): StoredValue {
  const text = JSON.stringify(collection.parse(row), jsonOnly);
  if (text === undefined) throw new TypeError(`a record may hold JSON only, not ${typeof row}`);
  if (!collection.isSealed) return { value: text, is_sealed: false };
  return { value: sealer.seal(text, { org, collection: collection.name, key }), is_sealed: true };
}

/** A row from how it is kept. */
export function rowFrom<Row>(
  sealer: Sealer,
  org: OrgId,
  { name, parse }: Collection<Row>,
  key: string,
  { value, is_sealed }: StoredValue,
): Row {
  return parse(JSON.parse(is_sealed ? sealer.open(value, { org, collection: name, key }) : value));
}

/** A page of rows from how they are kept. */
export function entriesFrom<Row>(
  sealer: Sealer,
  org: OrgId,
  collection: Collection<Row>,
  rows: readonly StoredRow[],
): readonly Entry<Row>[] {
  return rows.map((row) => ({ key: row.key, value: rowFrom(sealer, org, collection, row.key, row) }));
}

function upsert(org: OrgId, rows: readonly (StoredRow & { collection: string })[]) {
  const [collections, keys] = [rows.map((row) => row.collection), rows.map((row) => row.key)];
  const [values, seals] = [rows.map((row) => row.value), rows.map((row) => row.is_sealed)];
  return sql`
    insert into hallway.records (org, collection, key, value, is_sealed)
    select ${org}::text, collection, key, value, is_sealed
    from unnest(${collections}::text[], ${keys}::text[], ${values}::text[], ${seals}::boolean[])
      as given (collection, key, value, is_sealed)
    on conflict (org, collection, key) do update set value = excluded.value, is_sealed = excluded.is_sealed`;
}

function* batches<Item>(items: readonly Item[]): Generator<readonly Item[], undefined> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}

/** JSON would write these as null without a word. */
function jsonOnly(_name: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`a record may not hold ${value}`);
  return value;
}
