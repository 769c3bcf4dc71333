import type { AccountId, PersonId, WorkspaceId } from '../core/ids.ts';
import type { Tx } from '../ports/storage.ts';
import { accountRows, type Facts, type PersonRow, personRows } from './person-record.ts';

/** What is known of somebody from each of their accounts, the first one first. */
export interface Told {
  readonly account: AccountId;
  readonly facts: Facts;
}

const isLive = ({ facts }: Told) => facts.standing === 'member' || facts.standing === 'guest';
const ranks: readonly Facts['standing'][] = ['member', 'guest', 'bot', 'gone'];

/** One coworker out of several accounts: the first that says something is believed, and one that is closed says nothing. */
export function combined(told: readonly Told[], before: Pick<PersonRow, 'choices' | 'also'>): PersonRow {
  const live = told.filter(isLive);
  const lost = told.filter((one) => !isLive(one)).map(({ account }) => account);
  const heard = (live.length > 0 ? live : told).map(({ facts }) => facts);
  const first = <Name extends keyof Facts>(name: Name): Facts[Name] | undefined =>
    heard.find((facts) => facts[name] !== undefined)?.[name];
  const { choices, also } = before;
  return personRows.parse({
    name: first('name') ?? '',
    email: first('email'),
    zone: first('zone'),
    country: first('country'),
    team: first('team'),
    manager: first('manager'),
    standing: ranks.find((rank) => heard.some((facts) => facts.standing === rank)) ?? 'gone',
    isPlatformAdmin: heard.some((facts) => facts.isPlatformAdmin),
    accounts: live.map(({ account }) => account),
    ...(lost.length === 0 ? {} : { lost }),
    ...(also === undefined ? {} : { also }),
    choices,
  });
}

/** What a person's record says, without what only they or Hallway know. */
export function factsOf({ accounts: _a, lost: _l, also: _o, choices: _c, ...facts }: PersonRow): Facts {
  return facts;
}

/** Keeps what a directory says of one of several accounts; false where the person has but one. */
export async function keepFacts(tx: Tx, account: AccountId, change: (facts: Facts) => Facts): Promise<boolean> {
  const known = await tx.get(accountRows, account);
  if (!known?.facts) return false;
  await tx.put(accountRows, account, { ...known, facts: change(known.facts) });
  await combine(tx, known.person);
  return true;
}

async function combine(tx: Tx, person: PersonId): Promise<void> {
  const row = await tx.get(personRows, person);
  if (!row) return;
  const told: Told[] = [];
  for (const account of [...row.accounts, ...(row.lost ?? [])].sort()) {
    const facts = (await tx.get(accountRows, account))?.facts;
    if (facts) told.push({ account, facts });
  }
  const [home] = row.accounts;
  const ordered = [...told.filter((one) => one.account === home), ...told.filter((one) => one.account !== home)];
  await tx.put(personRows, person, combined(ordered, row));
}

/** Takes a workspace's accounts off their people; who they were is remembered, should the workspace come back. */
export async function detachAccounts(tx: Tx, workspace: WorkspaceId): Promise<void> {
  for (const { key, value } of await tx.list(accountRows, { prefix: `${workspace}/` })) {
    const account = key as AccountId;
    const row = await tx.get(personRows, value.person);
    if (!row) continue;
    const facts = value.facts ?? factsOf(row);
    await tx.put(accountRows, account, { ...value, facts: { ...facts, standing: 'gone' } });
    await combine(tx, value.person);
  }
}

/** Forgets a workspace's accounts for good; answers those who are left with none. */
export async function dropAccounts(tx: Tx, workspace: WorkspaceId): Promise<readonly PersonId[]> {
  const homeless: PersonId[] = [];
  for (const { key, value } of await tx.list(accountRows, { prefix: `${workspace}/` })) {
    await tx.remove(accountRows, key);
    const row = await tx.get(personRows, value.person);
    if (!row) continue;
    const { lost = [], ...kept } = row;
    const rest = lost.filter((account) => account !== key);
    await tx.put(personRows, value.person, rest.length === 0 ? kept : { ...kept, lost: rest });
    if (rest.length === 0 && kept.accounts.length === 0) homeless.push(value.person);
  }
  return homeless;
}
