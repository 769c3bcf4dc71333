import { z } from 'zod';
import { type AccountId, accountId, channelId, nativeId, type WorkspaceId } from '../../src/core/ids.ts';
import { clean } from '../../src/core/plain.ts';
import type { Directory, DirectoryAudience, DirectoryEntry, DirectoryPage } from '../../src/ports/directory.ts';
import { isZone, zone } from '../../src/time/zoned.ts';
import type { Activity } from './bodies.ts';
import { TIMEOUT_MS } from './connector.ts';
import { type AccountChange, type AccountReference, type Conversations, rosterFor } from './conversations.ts';
import { actorOf, rostersOf, type Where } from './envelopes.ts';
import { refusalOf } from './errors.ts';
import type { Graph } from './graph.ts';
import type { Tenant, Tenants } from './tenants.ts';

const PAGE = 500;

const member = z.object({
  id: z.string(),
  // The connector spells it either way, by the age of the client that wrote it.
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  tenantId: z.string().nullish(),
  userRole: z.string().nullish(),
});
/** Somebody in a roster. */
type Member = z.output<typeof member>;

export interface DirectoryParts {
  readonly tenants: Tenants;
  readonly conversations: Conversations;
  readonly graph: Graph;
}

/** Who works in a tenant, as far as Hallway meets them: the rosters of its teams and chats, and who added it alone. */
export class TeamsDirectory implements Directory {
  readonly #parts: DirectoryParts;
  /** Whom the sync under way has listed, by tenant, and whether any roster could be read. */
  readonly #listed = new Map<WorkspaceId, { readonly accounts: Set<AccountId>; isRead: boolean }>();

  constructor(parts: DirectoryParts) {
    this.#parts = parts;
  }

  /** Roster after roster, then those who stand in none; the cursor names the roster and Teams' own page of it. */
  async people(workspace: WorkspaceId, audience: DirectoryAudience, cursor?: string): Promise<DirectoryPage> {
    const tenant = await this.#tenant(workspace);
    if (audience.kind === 'channel') {
      const roster = await this.#rosterOf(workspace, nativeId(audience.channel));
      return (await this.#pageIfIn(tenant, roster, cursor)) ?? { entries: [] };
    }
    const rosters = await this.#rosters(workspace);
    const [index, page] = cursor === undefined ? [0, undefined] : placeIn(cursor);
    if (cursor === undefined) await this.#begin(workspace);
    const roster = rosters[index];
    const listed = this.#listed.get(workspace);
    // Refused by all of them it is the tenant that is shut, and nobody has left.
    if (roster === undefined && index > 0 && !listed?.isRead) throw new Error(`no roster of ${workspace} can be read`);
    if (roster === undefined) return { entries: await this.#others(tenant) };
    const read = await this.#pageIfIn(tenant, roster, page);
    if (read && listed) listed.isRead = true;
    const { entries, cursor: next } = read ?? { entries: [] };
    for (const { account } of entries) listed?.accounts.add(account);
    return { entries, cursor: next === undefined ? `${index + 1}|` : `${index}|${next}` };
  }

  async channels(workspace: WorkspaceId) {
    const { conversations } = this.#parts;
    const [teams, chats] = await Promise.all([conversations.teams(workspace), conversations.chats(workspace)]);
    const ofTeams = teams.flatMap(({ channels }) => Object.entries(channels));
    return [...ofTeams, ...chats.map(({ id, name }) => [id, name] as const)].map(([id, name]) => ({
      channel: channelId(workspace, id),
      name,
    }));
  }

  async account(workspace: WorkspaceId, account: AccountId): Promise<DirectoryEntry | undefined> {
    const known = await this.#parts.conversations.account(account);
    const where = known.team ?? known.chat;
    if (known.user === undefined || where === undefined) return undefined;
    return this.member(workspace, where, known.user);
  }

  /** Somebody by their id in the Bot Framework, as a roster has them; undefined where they are not in it. */
  async member(workspace: WorkspaceId, roster: string, user: string): Promise<DirectoryEntry | undefined> {
    const tenant = await this.#tenant(workspace);
    const { patient } = await this.#parts.tenants.connector(tenant);
    try {
      const found = await patient.conversations.getConversationMember(roster, user, { timeout: TIMEOUT_MS });
      const [entry] = await this.#entries(tenant, roster, [member.parse(found)]);
      return entry;
    } catch (error) {
      if (isNotIn(error)) return undefined;
      throw error;
    }
  }

  /** True for a coworker who has Hallway, by themselves or through any team or chat. */
  async isStillHere(workspace: WorkspaceId, account: AccountId): Promise<boolean> {
    const { user, isInstalled } = await this.#parts.conversations.account(account);
    if (isInstalled || user === undefined) return isInstalled ?? false;
    for (const roster of await this.#rosters(workspace))
      if ((await this.member(workspace, roster, user))?.standing === 'member') return true;
    return false;
  }

  /** True where somebody of another tenant acts. Rosters are asked once: coworkers are known from then on. */
  async isOutsider(activity: Activity, workspace: WorkspaceId, where: Where): Promise<boolean> {
    const account = actorOf(activity, workspace);
    if (account === undefined || where.kind === 'personal') return false;
    if ((await this.#parts.conversations.account(account)).user !== undefined) return false;
    for (const roster of rostersOf(where)) {
      const found = await this.member(workspace, roster, activity.from.id);
      if (found) return found.standing === 'gone';
    }
    return false;
  }

  async supervisorOf(workspace: WorkspaceId, account: AccountId): Promise<AccountId | undefined> {
    const supervisor = await this.#parts.graph.supervisorOf(workspace, nativeId(account));
    return supervisor === undefined ? undefined : accountId(workspace, supervisor);
  }

  async isAdmin(workspace: WorkspaceId, account: AccountId): Promise<boolean> {
    const { isFounder } = await this.#parts.conversations.account(account);
    return isFounder || this.#parts.graph.isAdmin(workspace, nativeId(account));
  }

  async #tenant(workspace: WorkspaceId): Promise<Tenant> {
    const tenant = await this.#parts.tenants.find(workspace);
    if (tenant) return tenant;
    throw new Error(`nothing was heard from ${workspace} yet`);
  }

  async #begin(workspace: WorkspaceId): Promise<void> {
    this.#listed.set(workspace, { accounts: new Set(), isRead: false });
    await this.#parts.conversations.accounts(workspace);
  }

  async #rosters(workspace: WorkspaceId): Promise<readonly string[]> {
    const { conversations } = this.#parts;
    const [teams, chats] = await Promise.all([conversations.teams(workspace), conversations.chats(workspace)]);
    return [...teams.flatMap(({ id, own = [] }) => [id, ...own]), ...chats.map(({ id }) => id)];
  }

  /** A channel's people are its team's, unless it is private or shared. */
  async #rosterOf(workspace: WorkspaceId, channel: string): Promise<string> {
    const teams = await this.#parts.conversations.teams(workspace);
    const team = teams.find(({ id, channels }) => id === channel || channel in channels);
    return team ? rosterFor(team, channel) : channel;
  }

  /** Undefined where Hallway is not in the team or chat any more, which it may not have been told. */
  async #pageIfIn(tenant: Tenant, roster: string, page: string | undefined): Promise<DirectoryPage | undefined> {
    try {
      return await this.#page(tenant, roster, page);
    } catch (error) {
      if (isNotIn(error)) return undefined;
      throw error;
    }
  }

  async #page(tenant: Tenant, roster: string, continuationToken: string | undefined): Promise<DirectoryPage> {
    const { patient } = await this.#parts.tenants.connector(tenant);
    const page = await patient.conversations.getConversationPagedMembers(roster, {
      ...{ pageSize: PAGE, timeout: TIMEOUT_MS },
      // The SDK's type asks for what only a second page has.
      continuationToken: continuationToken as string,
    });
    const all = await this.#entries(tenant, roster, z.array(member).parse(page.members ?? []));
    const entries = all.filter(({ standing }) => standing !== 'gone');
    return page.continuationToken ? { entries, cursor: page.continuationToken } : { entries };
  }

  /** People whom no roster has: they added Hallway for themselves. */
  async #others({ workspace }: Tenant): Promise<readonly DirectoryEntry[]> {
    const listed = this.#listed.get(workspace)?.accounts ?? new Set();
    this.#listed.delete(workspace);
    const entries: DirectoryEntry[] = [];
    for (const { native, ...known } of await this.#parts.conversations.accounts(workspace)) {
      const account = accountId(workspace, native);
      if (!known.isInstalled || listed.has(account)) continue;
      entries.push(entryOf(account, known, known.isGuest ? 'guest' : 'member', undefined));
    }
    return entries;
  }

  /** Rostered people as entries; how each coworker is reached is kept on the way, in one go. */
  async #entries(tenant: Tenant, roster: string, members: readonly Member[]): Promise<DirectoryEntry[]> {
    const { workspace } = tenant;
    const { conversations, graph } = this.#parts;
    const team = await conversations.team(workspace, roster);
    const people = members.flatMap((one) => {
      const native = (one.aadObjectId ?? one.objectId)?.toLowerCase();
      return native
        ? [{ ...one, native, account: accountId(workspace, native), standing: standingOf(tenant, one) }]
        : [];
    });
    const coworkers = people.filter(({ standing }) => standing !== 'gone');
    const changes = coworkers.map(({ account, id, name, email, standing }): [AccountId, AccountChange] => [
      account,
      {
        ...{ user: id, isGuest: standing === 'guest' ? true : null, ...(team && { team: roster }) },
        ...{ ...(name && { name: clean(name) }), ...(email && { email }) },
      },
    ]);
    await conversations.change(workspace, new Map(changes));
    const known = await Promise.all(people.map(({ account }) => conversations.account(account)));
    const zoned = new Set(people.flatMap(({ account }, index) => (known[index]?.zone === undefined ? [] : [account])));
    const unsaid = coworkers.filter(({ account }) => !zoned.has(account)).map(({ native }) => native);
    const zones = await graph.zones(workspace, unsaid);
    const owners = team?.group === undefined ? new Set() : await graph.owners(workspace, team.group);
    return people.map(({ account, native, standing }, index) => ({
      ...entryOf(account, known[index] ?? {}, standing, zones.get(native)),
      ...(owners.has(native) && { isOwner: true }),
    }));
  }
}

const isNotIn = (error: unknown): boolean => [403, 404].includes(refusalOf(error)?.status ?? 0);

/** The zone of somebody's own messages says where they are now; the mailbox, where they set it up once. */
function entryOf(
  account: AccountId,
  known: AccountReference,
  standing: DirectoryEntry['standing'],
  mailboxZone: string | undefined,
): DirectoryEntry {
  const found = [known.zone, mailboxZone].find(isZone);
  return {
    account,
    name: known.name ?? nativeId(account),
    standing,
    ...(known.email !== undefined && { email: known.email }),
    ...(found !== undefined && { zone: zone(found) }),
  };
}

/** Guests of the tenant are marked; people of another tenant, met in shared channels, are no coworkers. */
function standingOf({ guid }: Tenant, one: Member): DirectoryEntry['standing'] {
  if (one.tenantId && one.tenantId.toLowerCase() !== guid) return 'gone';
  if (one.userRole === 'anonymous') return 'gone';
  return one.userRole === 'guest' || /#EXT#/i.test(one.userPrincipalName ?? '') ? 'guest' : 'member';
}

function placeIn(cursor: string): [number, string | undefined] {
  const bar = cursor.indexOf('|');
  return [Number(cursor.slice(0, bar)), cursor.slice(bar + 1) || undefined];
}
