import { type AccountId, type OrgId, type PersonId, workspaceOf } from '../../core/ids.ts';
import type { Joined, LinkedOrganisation, Linking } from '../../ports/linking.ts';
import { differenceOf, type MovedOrganisation } from '../../ports/moving.ts';
import type { Collection, Reads, Tx } from '../../ports/storage.ts';
import { personRows } from '../person-record.ts';
import type { Registry } from '../registry.ts';
import { joined, parted, record } from './join.ts';
import { sidesOf } from './names.ts';
import { apartRows, type Join, joinKey, joinRows, linkedRows } from './records.ts';
import { whoJoins } from './who-joins.ts';

/** What is linked within one organisation; `tx` is the whole of it, whoever's drawers it holds. */
export function linkingWithin(registry: Pick<Registry, 'collections'>, tx: Tx): Linking {
  return {
    linked: () => linkedIn(tx),
    joinsOf: (person) => joinsIn(tx, `${person}/`),
    confirm: (person, account) => confirm(registry, tx, person, account),
    part: (person, from) => part(registry, tx, person, from),
  };
}

async function linkedIn(reads: Reads): Promise<readonly LinkedOrganisation[]> {
  const rows = await reads.list(linkedRows);
  return rows
    .map(({ key, value: { workspaces, at, isFinal } }) => ({
      org: key as LinkedOrganisation['org'],
      workspaces,
      at,
      isFinal,
    }))
    .sort((a, b) => b.at - a.at);
}

/** The joins under a prefix of `into/from`. */
export async function joinsIn(reads: Reads, prefix: string): Promise<readonly (Joined & Pick<Join, 'org'>)[]> {
  const rows = await reads.list(joinRows, { prefix });
  return Promise.all(
    rows.map(async ({ value: { into, from, accounts, org, hasInto, hasFrom } }) => {
      const all = (await reads.get(personRows, into))?.accounts ?? [];
      const had = all.filter((account) => !accounts.includes(account));
      return { person: into, from, came: accounts, had, org, isConfirmed: { byCame: hasFrom, byHad: hasInto } };
    }),
  );
}

async function confirm(registry: Pick<Registry, 'collections'>, tx: Tx, person: PersonId, account: AccountId) {
  for (const { key, value } of await tx.list(joinRows, { prefix: `${person}/` })) {
    const isCame = value.accounts.includes(account);
    const next = { ...value, hasFrom: value.hasFrom || isCame, hasInto: value.hasInto || !isCame };
    await tx.put(joinRows, key, next);
    if (next.hasFrom && next.hasInto && !(value.hasFrom && value.hasInto)) await mergeDrawers(registry, tx, next);
  }
}

/** Both sides have said yes: what was sealed under either id is under one. */
async function mergeDrawers(
  { collections }: Pick<Registry, 'collections'>,
  tx: Tx,
  { into, from }: Join,
): Promise<void> {
  const ids = new Map<string, string>([[from, into]]);
  for (const collection of collections.values()) {
    if (!collection.isSealed || collection.name === joinRows.name) continue;
    for (const { key, value } of await tx.list(collection)) {
      const target = key.replace(/[\w-]+/g, (word) => ids.get(word) ?? word);
      if (target === key) continue;
      const known = await tx.get(collection, target);
      await tx.put(collection, target, known === undefined ? value : (collection.merge?.(known, value) ?? known));
      await tx.remove(collection, key);
    }
  }
}

async function part({ collections }: Pick<Registry, 'collections'>, tx: Tx, person: PersonId, from: PersonId) {
  const key = joinKey({ into: person, from });
  const join = await tx.get(joinRows, key);
  if (!join) return;
  const linked = await tx.get(linkedRows, join.org);
  const holding = await holdingOf(collections, tx);
  const sides = sidesOf(holding, new Set(linked?.workspaces ?? []));
  await become(collections, tx, holding, parted(holding, [join], sides, linked?.came ?? []));
  await tx.put(apartRows, key, { org: join.org });
}

/** Joins who has come to both sides since they were linked, by the same rule; not those who said that they are two. */
export async function joinMore({ collections }: Pick<Registry, 'collections'>, tx: Tx, org: OrgId): Promise<void> {
  const linked = await tx.get(linkedRows, org);
  if (!linked || linked.domains.length === 0) return;
  const theirs = new Set(linked.workspaces);
  const people = (await tx.list(personRows)).map(({ key, value }) => ({ ...value, id: key as PersonId }));
  const on = (isTheirs: boolean) =>
    people.filter(({ accounts, lost = [] }) =>
      [...accounts, ...lost].some((account) => theirs.has(workspaceOf(account)) === isTheirs),
    );
  const pairings = [];
  for (const pairing of whoJoins(on(false), on(true), linked.domains))
    if (pairing.into !== pairing.from && !(await tx.get(apartRows, joinKey(pairing)))) pairings.push(pairing);
  if (pairings.length === 0) return;
  const holding = await holdingOf(collections, tx);
  await become(collections, tx, holding, joined(holding, pairings, org));
}

/** Writes what differs. */
async function become(
  collections: Registry['collections'],
  tx: Tx,
  before: MovedOrganisation,
  after: MovedOrganisation,
): Promise<void> {
  const { put, gone } = differenceOf(before, after);
  const named = (name: string): Collection<unknown> => {
    const found = collections.get(name);
    if (!found) throw new Error(`no collection ${name}`);
    return found;
  };
  for (const { collection, key } of gone) await tx.remove(named(collection), key);
  for (const { collection, key, json } of put) await tx.put(named(collection), key, JSON.parse(json));
}

/** Everything of one organisation but its deliveries, as it would move. */
async function holdingOf(collections: Registry['collections'], tx: Tx): Promise<MovedOrganisation> {
  const records = [];
  for (const collection of collections.values())
    for (const { key, value } of await tx.list(collection)) records.push(record(collection, key, value));
  return { org: tx.org, records, wakes: [], deliveries: [] };
}
