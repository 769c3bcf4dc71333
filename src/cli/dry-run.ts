import type { Collection, Entry, ListOptions, Reads, Tx } from '../ports/storage.ts';
import type { Work } from '../runtime/context.ts';
import { contextOf } from './last-commit.ts';

/** A work context whose writes stay in memory and show in its reads; it owes nobody anything and wakes nothing. */
export async function dryWork(reads: Reads): Promise<Work> {
  const tx = dryTx(reads);
  const base = await contextOf(tx);
  return {
    ...base,
    tx,
    favours: { buddyFor: async () => undefined, suggestionsFor: async () => [], grant: async () => undefined },
    change: async ({ collection, key, after }) =>
      after === undefined ? tx.remove(collection, key) : tx.put(collection, key, after),
    send: async () => [],
    cancel: async () => 0,
    redraw: async () => undefined,
    reschedule: async () => undefined,
    problem: async () => undefined,
    settleProblems: async () => undefined,
    choose: async () => {
      throw new Error('nobody chooses anything in a dry run');
    },
    finish: async () => undefined,
    undo: async () => undefined,
    forgotten: [],
    forgetHistory: () => undefined,
    mustForget: () => false,
  };
}

function dryTx(reads: Reads): Tx {
  const written = new Map<string, Map<string, unknown>>();
  const tableOf = ({ name }: { readonly name: string }) => {
    const known = written.get(name) ?? new Map<string, unknown>();
    written.set(name, known);
    return known;
  };
  const get = async <Row>(collection: Collection<Row>, key: string): Promise<Row | undefined> => {
    const table = tableOf(collection);
    if (!table.has(key)) return reads.get(collection, key);
    const row = table.get(key);
    return row === undefined ? undefined : collection.parse(structuredClone(row));
  };
  const put = async <Row>(collection: Collection<Row>, key: string, row: Row) =>
    void tableOf(collection).set(key, JSON.parse(JSON.stringify(collection.parse(row))));
  return {
    org: reads.org,
    deliveries: reads.deliveries,
    wakes: reads.wakes,
    get,
    put,
    list: async (collection, options = {}) => {
      const changed = [...tableOf(collection).keys()];
      const keys = new Set([...(await reads.list(collection)).map(({ key }) => key), ...changed]);
      return rowsOf(collection, [...keys].sort(), options, get);
    },
    insert: async (collection, key, row) => {
      const isNew = (await get(collection, key)) === undefined;
      if (isNew) await put(collection, key, row);
      return isNew;
    },
    remove: async (collection, key) => void tableOf(collection).set(key, undefined),
    enqueue: async () => true,
    cancel: async () => 0,
    prune: async () => 0,
    wake: async () => undefined,
  };
}

async function rowsOf<Row>(
  collection: Collection<Row>,
  keys: readonly string[],
  { prefix = '', from = '', limit }: ListOptions,
  get: Tx['get'],
): Promise<readonly Entry<Row>[]> {
  const rows: Entry<Row>[] = [];
  for (const key of keys) {
    if (!key.startsWith(prefix) || key < from) continue;
    const value = await get(collection, key);
    if (value !== undefined) rows.push({ key, value });
  }
  return rows.slice(0, limit);
}
