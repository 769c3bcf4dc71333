import { z } from 'zod';
import type { AccountId, ChannelId, PersonId, WorkspaceId } from '../core/ids.ts';
import { collection } from '../ports/collection.ts';
import type { Directory, DirectoryAudience, DirectoryEntry } from '../ports/directory.ts';
import { schema } from '../ports/schema.ts';
import type { Tx, Wake } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';
import { factsOf, keepFacts } from './accounts.ts';
import { followPeople, workContext } from './context.ts';
import { type Kit, platformFor } from './kit.ts';
import { newcomer } from './people.ts';
import { accountRows, channelRows, type Facts, memberKey, memberRows, personRows } from './person-record.ts';

/** When a workspace's people were last read. */
export const syncRows = collection('runtime.sync', z.object({ at: schema.instant }));

/** The first part of the wake that keeps a directory fresh. */
export const syncSchedule = 'sync';
const hoursBetween = 24;
/** A workspace of 20,000 whose supervisors are told one by one, at a hundred a minute. */
const longestHours = 6;
const supervisorsAtOnce = 200;

/** Everything the directory says of one page of people, asked for before the transaction that keeps it. */
interface Described extends DirectoryEntry {
  readonly isAdmin: boolean;
}

/**
 * Reads a workspace's people and channels page by page, each page a transaction. Who is no longer listed is gone;
 * a read that fails part way through changes nobody's standing.
 */
export async function syncWorkspace(kit: Kit, workspace: WorkspaceId): Promise<void> {
  const { directory } = platformFor(kit, workspace);
  const org = await kit.installations.orgOf(workspace);
  const listed = new Set<AccountId>();
  for await (const page of pages(directory, workspace, { kind: 'all' })) {
    const described = await Promise.all(page.map((entry) => describe(directory, workspace, entry)));
    for (const { account } of described) listed.add(account);
    await kit.storage.transaction(org, async (tx) => {
      for (const entry of described) await keepEntry(kit, tx, entry);
    });
  }
  await kit.storage.transaction(org, (tx) => markDeparted(tx, workspace, listed));
  for (const { channel, name } of await directory.channels(workspace)) await syncChannel(kit, workspace, channel, name);
  await syncSupervisors(kit, workspace, [...listed]);
  await kit.storage.transaction(org, async (tx) => {
    await noteSync(tx, workspace, kit.clock.now());
    await followPeople(kit, await workContext(kit, tx, kit.clock.now()));
  });
}

/** Last, since a platform may tell them one person a call: with many people that takes hours, and nobody waits for it. */
async function syncSupervisors(kit: Kit, workspace: WorkspaceId, accounts: readonly AccountId[]): Promise<void> {
  const { directory } = platformFor(kit, workspace);
  const org = await kit.installations.orgOf(workspace);
  for (let from = 0; from < accounts.length; from += supervisorsAtOnce) {
    const found = new Map<AccountId, AccountId | undefined>();
    for (const account of accounts.slice(from, from + supervisorsAtOnce))
      found.set(account, await directory.supervisorOf(workspace, account));
    await kit.storage.transaction(org, (tx) => linkSupervisors(tx, found));
  }
}

/** Puts the sync off while it is under way, here or in another replica; one that dies is taken up again after that. */
export const holdSync = (kit: Kit, wake: Wake, now: Instant): Promise<void> =>
  kit.storage.transaction(wake.org, (tx) => tx.wake(wake.schedule, plus(now, { hours: longestHours })));

/** The wake's work: reads the workspace again and looks at it the next day, or in an hour if that failed. */
export async function syncDue(kit: Kit, wake: Wake, now: Instant): Promise<void> {
  const workspace = wake.schedule.slice(syncSchedule.length + 1) as WorkspaceId;
  try {
    await syncWorkspace(kit, workspace);
  } catch (cause) {
    kit.log.warn('sync.failed', { workspace, cause: cause instanceof Error ? cause.name : 'unknown' });
    await kit.storage.transaction(wake.org, async (tx) => {
      await tx.wake(wake.schedule, plus(now, { hours: 1 }));
      const work = await workContext(kit, tx, now);
      const what = 'I could not read who works here. I go on with what I knew.';
      await work.problem(`sync/${workspace}`, what, 'hallway doctor says what is missing.');
    });
  }
}

async function noteSync(tx: Tx, workspace: WorkspaceId, now: Instant): Promise<void> {
  await tx.put(syncRows, workspace, { at: now });
  await tx.wake(`${syncSchedule}/${workspace}`, plus(now, { hours: hoursBetween }));
}

async function* pages(directory: Directory, workspace: WorkspaceId, audience: DirectoryAudience) {
  let cursor: string | undefined;
  do {
    const page = await directory.people(workspace, audience, cursor);
    yield page.entries;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** What the directory says of one account, with role. */
export async function describe(
  directory: Directory,
  workspace: WorkspaceId,
  entry: DirectoryEntry,
): Promise<Described> {
  return { ...entry, isAdmin: await directory.isAdmin(workspace, entry.account) };
}

/** Keeps one account: joins it to its person, or makes a new one. */
export async function keepEntry(kit: Kit, tx: Tx, entry: Described): Promise<PersonId> {
  const known = await tx.get(accountRows, entry.account);
  const id = known?.person ?? (kit.random.id() as PersonId);
  const said = (kept: Facts): Facts => ({ ...fresh(kept, entry), isPlatformAdmin: entry.isAdmin });
  if (await keepFacts(tx, entry.account, said)) return id;
  const before = (await tx.get(personRows, id)) ?? (await newcomer(tx, entry.account, entry.name));
  const { accounts, choices } = before;
  await tx.put(personRows, id, { ...said(factsOf(before)), accounts, choices });
  if (!known) await tx.put(accountRows, entry.account, { person: id });
  return id;
}

/** The directory's word over what was known; what it does not say is forgotten. */
function fresh({ email: _e, zone: _z, country: _c, team: _t, ...kept }: Facts, entry: DirectoryEntry): Facts {
  const { name, email, zone, country, team, standing } = entry;
  return {
    ...kept,
    name,
    standing,
    ...(email === undefined ? {} : { email }),
    ...(zone === undefined ? {} : { zone }),
    ...(country === undefined ? {} : { country }),
    ...(team === undefined ? {} : { team }),
  };
}

/** After all pages, since a supervisor may be listed after their reports. */
async function linkSupervisors(tx: Tx, supervisors: ReadonlyMap<AccountId, AccountId | undefined>): Promise<void> {
  for (const [account, supervisor] of supervisors) {
    const id = (await tx.get(accountRows, account))?.person;
    const row = id && (await tx.get(personRows, id));
    if (!row) continue;
    const manager = supervisor && (await tx.get(accountRows, supervisor))?.person;
    if (manager === row.manager || manager === id) continue;
    const led = <Row extends Facts>({ manager: _m, ...kept }: Row) => ({
      ...kept,
      ...(manager === undefined ? {} : { manager }),
    });
    if (!(await keepFacts(tx, account, led))) await tx.put(personRows, id, led(row));
  }
}

async function markDeparted(tx: Tx, workspace: WorkspaceId, listed: ReadonlySet<AccountId>): Promise<void> {
  for (const { key, value } of await tx.list(accountRows, { prefix: `${workspace}/` })) {
    if (listed.has(key as AccountId)) continue;
    if (await keepFacts(tx, key as AccountId, (facts) => ({ ...facts, standing: 'gone' }))) continue;
    const row = await tx.get(personRows, value.person);
    if (row && row.standing !== 'gone') await tx.put(personRows, value.person, { ...row, standing: 'gone' });
  }
}

/** Reads who is in a channel; somebody not known yet joins with the next sync of everybody. */
export async function syncChannel(kit: Kit, workspace: WorkspaceId, channel: ChannelId, name: string): Promise<void> {
  const { directory } = platformFor(kit, workspace);
  const listed = new Map<AccountId, boolean>();
  for await (const page of pages(directory, workspace, { kind: 'channel', channel }))
    for (const { account, isOwner } of page) listed.set(account, isOwner ?? false);
  const org = await kit.installations.orgOf(workspace);
  await kit.storage.transaction(org, async (tx) => {
    await tx.put(channelRows, channel, { name });
    const people = new Map<PersonId, boolean>();
    for (const [account, isOwner] of listed) {
      const known = await tx.get(accountRows, account);
      if (known) people.set(known.person, isOwner);
    }
    const rows = await tx.list(memberRows, { prefix: `${channel}/` });
    const before = new Map(rows.map(({ value }) => [value.person, value.isOwner ?? false]));
    for (const [person, isOwner] of people)
      if (before.get(person) !== isOwner)
        await tx.put(memberRows, memberKey(channel, person), { person, ...(isOwner && { isOwner }) });
    for (const person of before.keys())
      if (!people.has(person)) await tx.remove(memberRows, memberKey(channel, person));
    const work = await workContext(kit, tx, kit.clock.now());
    for (const feature of kit.registry.features) await feature.membership?.(work, channel);
    await followPeople(kit, work);
  });
}
