import type { AccountId, OrgId, PersonId } from '../../core/ids.ts';
import type { MovedDelivery, MovedOrganisation, MovedRecord } from '../../ports/moving.ts';
import { combined, factsOf, type Told } from '../accounts.ts';
import { accountRows, aliasRows, type PersonRow, personRows } from '../person-record.ts';
import { namedIn, type Sides, withIds } from './names.ts';
import { type Join, joinKey, joinRows, linkingCollections } from './records.ts';
import type { Pairing } from './who-joins.ts';

type Rows = Map<string, MovedRecord>;
/** They name both sides, and are not about either. */
const ownNames = new Set(linkingCollections.map(({ name }) => name));

/** A name that tells a row from all others of its organisation. */
export const nameOf = (collection: string, key: string) => `${collection}\0${key}`;
/** A row as it moves. */
export const record = (
  collection: { readonly name: string; readonly isSealed: boolean },
  key: string,
  row: unknown,
) => ({
  collection: collection.name,
  key,
  json: JSON.stringify(row),
  isSealed: collection.isSealed,
});

const byName = (records: readonly MovedRecord[]): Rows =>
  new Map(records.map((one) => [nameOf(one.collection, one.key), one]));
const put = (rows: Rows, one: MovedRecord) => rows.set(nameOf(one.collection, one.key), one);

function personIn(rows: Rows, id: PersonId): PersonRow {
  const found = rows.get(nameOf(personRows.name, id));
  if (!found) throw new Error('somebody who joins is not known');
  return personRows.parse(JSON.parse(found.json));
}

/** Makes one coworker of each pair. Where both have a row under what is then one key, the one that joins stays where it is. */
export function joined(holding: MovedOrganisation, pairings: readonly Pairing[], org: OrgId): MovedOrganisation {
  if (pairings.length === 0) return holding;
  const ids = new Map<string, string>(pairings.map(({ into, from }) => [from, into]));
  const before = byName(holding.records);
  const rows = renamed(holding.records, ids);
  for (const { into, from } of pairings) {
    const was = { into: personIn(before, into), from: personIn(before, from) };
    const told = [into, from].flatMap((id) => tellings(rows, personIn(rows, id)));
    const choices = { ...was.from.choices, ...was.into.choices };
    const also = [...(was.into.also ?? []), from];
    rows.delete(nameOf(personRows.name, from));
    put(rows, record(personRows, into, combined(told, { choices, also })));
    put(rows, record(aliasRows, from, { person: into }));
    for (const { account, facts } of told) put(rows, record(accountRows, account, { person: into, facts }));
    const accounts = accountsOf(was.from);
    const join: Join = { into, from, accounts, org, hasInto: false, hasFrom: false, before: was };
    put(rows, record(joinRows, joinKey(join), join));
  }
  return {
    ...holding,
    records: [...rows.values()],
    deliveries: holding.deliveries.map((one) => readdressed(one, ids)),
  };
}

const accountsOf = ({ accounts, lost = [] }: PersonRow): AccountId[] => [...accounts, ...lost];

function tellings(rows: Rows, person: PersonRow): readonly Told[] {
  return accountsOf(person).map((account) => {
    const found = rows.get(nameOf(accountRows.name, account));
    const known = found && accountRows.parse(JSON.parse(found.json));
    return { account, facts: known?.facts ?? factsOf(person) };
  });
}

/** Rows with other ids in them; one whose new name is taken keeps its old key. Sealed rows stay under their owner's id. */
function renamed(records: readonly MovedRecord[], ids: ReadonlyMap<string, string>): Rows {
  const rows: Rows = new Map();
  const taken = new Set(records.map(({ collection, key }) => nameOf(collection, key)));
  const people = new Set(records.filter(({ collection }) => collection === personRows.name).map(({ key }) => key));
  for (const one of records) {
    const key = one.isSealed ? withOwner(one.key, ids, people) : withIds(one.key, ids);
    const isFree = key === one.key || !taken.has(nameOf(one.collection, key));
    if (isFree) taken.add(nameOf(one.collection, key));
    put(rows, { ...one, key: isFree ? key : one.key, json: withIds(one.json, ids) });
  }
  return rows;
}

/** All ids but the owner's, who is the first person named. */
function withOwner(key: string, ids: ReadonlyMap<string, string>, people: ReadonlySet<string>): string {
  let hasOwner = false;
  return key.replace(/[\w-]+/g, (found) => {
    if (hasOwner) return ids.get(found) ?? found;
    hasOwner = people.has(found);
    return found;
  });
}

function readdressed({ receipt, unsettled }: MovedDelivery, ids: ReadonlyMap<string, string>): MovedDelivery {
  const people = receipt.people.map((id) => (ids.get(id) ?? id) as PersonId);
  const next = { ...receipt, key: withIds(receipt.key, ids), people };
  if (!unsettled) return { receipt: next };
  const message = JSON.parse(withIds(JSON.stringify(unsettled.message), ids));
  const replaces = unsettled.replaces === undefined ? {} : { replaces: withIds(unsettled.replaces, ids) };
  return { receipt: next, unsettled: { ...unsettled, message, ...replaces } };
}

/** Who the two were, with what their directories say and what the one they were has chosen since. */
function partedPeople(rows: Rows, join: Join): { readonly into: PersonRow; readonly from: PersonRow } {
  const { before, into, from } = join;
  const now = personIn(rows, into);
  const initially = { ...before.from.choices, ...before.into.choices };
  const hasChosen =
    JSON.stringify(now.choices) !== JSON.stringify(personRows.parse({ ...now, choices: initially }).choices);
  const also = now.also?.filter((id) => id !== from) ?? [];
  const mine = new Set(join.accounts);
  const tell = (was: PersonRow, isMine: boolean, others: readonly PersonId[]) => {
    const told = tellings(rows, now).filter(({ account }) => mine.has(account) === isMine);
    const choices = hasChosen ? now.choices : was.choices;
    return combined(told, { choices, ...(others.length === 0 ? {} : { also: [...others] }) });
  };
  return { into: tell(before.into, false, also), from: tell(before.from, true, before.from.also ?? []) };
}

/** Makes two coworkers of one again: what names the other side goes to the one who came from there. */
export function parted(
  holding: MovedOrganisation,
  joins: readonly Join[],
  sides: Sides,
  came: readonly (readonly [string, string])[],
): MovedOrganisation {
  if (joins.length === 0) return holding;
  const ids = new Map<string, string>(joins.map(({ into, from }) => [into, from]));
  const merged = new Map<string, string>(
    joins.filter(({ hasInto, hasFrom }) => hasInto && hasFrom).map(({ into, from }) => [into, from]),
  );
  const theirs = new Set(came.map(([collection, key]) => nameOf(collection, key)));
  const before = byName(holding.records);
  const rows: Rows = new Map();
  for (const one of holding.records) {
    const isTheirs = !ownNames.has(one.collection) && belongs(one, sides, theirs);
    const key = isTheirs ? withIds(one.key, ids) : one.key;
    put(rows, { ...one, key, json: isTheirs ? withIds(one.json, ids) : one.json });
    // What was put together from both cannot be told apart: each goes on with all of it.
    if (one.isSealed && !isTheirs && namedIn(one.key, sides) === 'none' && withIds(one.key, merged) !== one.key)
      put(rows, { ...one, key: withIds(one.key, merged), json: withIds(one.json, merged) });
  }
  for (const join of joins) partPeople(rows, before, join, ids);
  return {
    ...holding,
    records: [...rows.values()],
    deliveries: holding.deliveries.map((one) =>
      sides.get(one.receipt.workspace) === 'theirs' ? readdressed(one, ids) : one,
    ),
  };
}

function partPeople(rows: Rows, before: Rows, join: Join, ids: ReadonlyMap<string, string>): void {
  const { into, from } = partedPeople(before, join);
  rows.delete(nameOf(aliasRows.name, join.from));
  rows.delete(nameOf(joinRows.name, joinKey(join)));
  const keep = (id: PersonId, person: PersonRow, names: ReadonlyMap<string, string>) => {
    const named = (one: MovedRecord) => put(rows, { ...one, json: withIds(one.json, names) });
    named(record(personRows, id, person));
    const hasSeveral = accountsOf(person).length > 1 || person.lost !== undefined;
    for (const { account, facts } of tellings(before, person))
      named(record(accountRows, account, { person: id, ...(hasSeveral && { facts }) }));
  };
  keep(join.into, into, new Map());
  keep(join.from, from, ids);
}

/** The key decides before the value; what names nobody is theirs where it came from there. */
export function belongs({ collection, key, json }: MovedRecord, sides: Sides, came: ReadonlySet<string>): boolean {
  const [inKey, inValue] = [namedIn(key, sides), namedIn(json, sides)];
  if (inKey !== 'none') return inKey === 'theirs';
  if (came.has(nameOf(collection, key))) return true;
  return inValue === 'theirs';
}
