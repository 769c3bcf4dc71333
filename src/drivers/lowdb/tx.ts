import type { OrgId } from '../../core/ids.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Collection, Tx } from '../../ports/storage.ts';
import { cancelPending, forgetWhere, owe } from './deliveries.ts';
import { jsonCopy } from './json-copy.ts';
import { type Layer, Sealed, type Stored } from './layer.ts';
import { found } from './moved.ts';
import { createReads, wakeTable } from './reads.ts';

/** A transaction that writes to a draft; `end` makes every later use throw, so that no write is lost in silence. */
export function createTx(org: OrgId, draft: Layer, sealer: Sealer): { readonly tx: Tx; end(): void } {
  found(draft);
  let isOver = false;
  const live = () => {
    if (isOver) throw new Error('this transaction is over; await everything in it before it returns');
    return draft;
  };
  const put = <Row>(collection: Collection<Row>, key: string, row: Row) =>
    live().set(nameOf(collection), key, stored(org, sealer, collection, key, row));
  const tx: Tx = {
    ...createReads(org, live, sealer),
    insert: async (collection, key, row) => {
      if (live().get(nameOf(collection), key) !== undefined) return false;
      put(collection, key, row);
      return true;
    },
    put: async (collection, key, row) => put(collection, key, row),
    remove: async (collection, key) => live().set(nameOf(collection), key, undefined),
    enqueue: async (delivery) => owe({ org, draft: live(), sealer }, delivery),
    cancel: async (prefix) => cancelPending(live(), prefix),
    prune: async (before) => forgetWhere(live(), '', (row) => row.settledAt !== undefined && row.settledAt < before),
    wake: async (schedule, at) => live().set(wakeTable, schedule, at),
  };
  return { tx, end: () => (isOver = true) };
}

/** Rows that do not fit are refused here and not first when they are read. */
function stored<Row>(org: OrgId, sealer: Sealer, collection: Collection<Row>, key: string, row: Row): Stored {
  const json = jsonCopy(collection.parse(row));
  if (!collection.isSealed) return json;
  return new Sealed(sealer.seal(JSON.stringify(json), { org, collection: collection.name, key }));
}

/** The store's own tables begin with a dollar. */
function nameOf({ name }: Collection<unknown>): string {
  if (name.startsWith('$')) throw new Error(`a collection may not be called "${name}"`);
  return name;
}
