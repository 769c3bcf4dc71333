import type { AccountId, PersonId } from '../core/ids.ts';
import type { Collection, Entry, ListOptions, Tx } from '../ports/storage.ts';
import { type Join, joinRows } from './linking/records.ts';
import { personRows } from './person-record.ts';

/** Whose sealed rows one account sees as its own, and whose else it may read. */
interface View {
  readonly person: string;
  /** The id that this account's side sealed its rows under. */
  readonly own: string;
  /** Other sides that have said this account is theirs too. */
  readonly open: readonly string[];
}

/**
 * The transaction as it is seen through one of a person's accounts. What each side sealed before they were joined lies
 * in a drawer of its own, keyed by the id it had: the person's id opens the drawer of this account's side, and for rules
 * that have to see everything the other ids open the others.
 */
export async function seenThrough(tx: Tx, person: PersonId, account: AccountId): Promise<Tx> {
  // Most people have one account, and their record is read anyway.
  if ((await tx.get(personRows, person))?.also === undefined) return tx;
  const joins = (await tx.list(joinRows, { prefix: `${person}/` })).map(({ value }) => value);
  if (joins.length === 0) return tx;
  const view = viewOf(person, account, joins);
  const isPlain = view.own === person && view.open.length === 0;
  return isPlain ? tx : wrapped(tx, view);
}

function viewOf(person: PersonId, account: AccountId, joins: readonly Join[]): View {
  const mine = joins.find(({ accounts }) => accounts.includes(account));
  const others = joins.filter((join) => join !== mine && join.hasFrom).map(({ from }) => from);
  // Both have said yes, and what was sealed lies under one id: what comes after goes there too.
  if (mine?.hasFrom && mine.hasInto) return { person, own: person, open: [mine.from, ...others] };
  return { person, own: mine?.from ?? person, open: mine?.hasInto ? [person, ...others] : mine ? [] : others };
}

const renamed = (key: string, names: ReadonlyMap<string, string>): string =>
  key.replace(/[\w-]+/g, (word) => names.get(word) ?? word);

function wrapped(tx: Tx, { person, own, open }: View): Tx {
  const swap = new Map([
    [person, own],
    [own, person],
  ]);
  const naming: Naming = {
    isNamed: (key) => renamed(key, new Map([[person, '']])) !== key,
    inOwn: (key) => renamed(key, swap),
    inOpen: (key) => open.map((id) => renamed(key, new Map([[person, id]]))),
    asOwn: new Map(open.map((id) => [swap.get(id) ?? id, person])),
  };
  const { isNamed, inOwn, inOpen } = naming;
  return {
    ...tx,
    get: async (collection, key) => {
      if (!collection.isSealed) return tx.get(collection, key);
      const found = await tx.get(collection, inOwn(key));
      if (found !== undefined || !isNamed(key)) return found;
      for (const other of inOpen(key)) {
        const row = await tx.get(collection, other);
        if (row !== undefined) return row;
      }
      return undefined;
    },
    list: async (collection, options = {}) =>
      collection.isSealed ? listed(tx, collection, options, naming) : tx.list(collection, options),
    insert: (collection, key, row) => tx.insert(collection, collection.isSealed ? inOwn(key) : key, row),
    put: (collection, key, row) => tx.put(collection, collection.isSealed ? inOwn(key) : key, row),
    remove: async (collection, key) => {
      await tx.remove(collection, collection.isSealed ? inOwn(key) : key);
      if (collection.isSealed && isNamed(key)) for (const other of inOpen(key)) await tx.remove(collection, other);
    },
  };
}

interface Naming {
  readonly isNamed: (key: string) => boolean;
  /** Keys as they are kept in this account's drawer, and back. */
  readonly inOwn: (key: string) => string;
  /** The same key in each drawer that was opened to this account. */
  readonly inOpen: (key: string) => readonly string[];
  /** How ids of opened drawers read as the person's own. */
  readonly asOwn: ReadonlyMap<string, string>;
}

/** Own rows first; where this side has none under a key, what was opened to it stands there. */
async function listed<Row>(
  tx: Tx,
  collection: Collection<Row>,
  { prefix = '', from = '', limit = Number.POSITIVE_INFINITY }: ListOptions,
  { isNamed, inOwn, inOpen, asOwn }: Naming,
): Promise<readonly Entry<Row>[]> {
  const found = new Map<string, Row>();
  for (const one of new Set([inOwn(prefix), ...(isNamed(prefix) ? inOpen(prefix) : [])]))
    for (const { key, value } of await tx.list(collection, { prefix: one })) found.set(inOwn(key), value);
  for (const [key, value] of [...found]) {
    const shown = renamed(key, asOwn);
    if (!found.has(shown)) found.set(shown, value);
  }
  const keys = [...found.keys()].filter((key) => key >= from && key.startsWith(prefix)).sort();
  return keys.slice(0, limit).map((key) => ({ key, value: found.get(key) as Row }));
}
