import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { type AccountId, accountId, channelId, nativeId, type WorkspaceId } from '../../src/core/ids.ts';
import { clean } from '../../src/core/plain.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type {
  Directory,
  DirectoryAudience,
  DirectoryChannel,
  DirectoryEntry,
  DirectoryPage,
} from '../../src/ports/directory.ts';
import { isZone } from '../../src/time/zoned.ts';
import { codeOf } from './errors.ts';
import { Grids } from './grid.ts';
import type { Read } from './read.ts';
import { Supervisors } from './supervisors.ts';
import { isOrgWide, type Tenant, type Tenants } from './tenants.ts';

const PAGE = 500;
const MOST_REMEMBERED = 2_000;

const user = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  name: z.string().optional(),
  deleted: z.boolean().optional(),
  tz: z.string().optional(),
  is_bot: z.boolean().optional(),
  is_workflow_bot: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_primary_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  enterprise_user: z
    .object({ enterprise_id: z.string(), is_admin: z.boolean().optional(), is_owner: z.boolean().optional() })
    .optional(),
  profile: z
    .object({ real_name: z.string().optional(), display_name: z.string().optional(), email: z.string().optional() })
    .optional(),
});
type SlackUser = z.output<typeof user>;

/** What the directory is read with. `supervisorField` is the profile field that names people's supervisor, if there is one. */
export interface DirectoryOptions {
  readonly tenants: Tenants;
  readonly read: Read;
  readonly clock: Clock;
  readonly supervisorField?: string;
}

/** Who works in a Slack workspace or grid, read page by page. Throws where Slack cannot be read: the sync tries again later. */
export function slackDirectory({ tenants, read, clock, supervisorField }: DirectoryOptions): Directory {
  const remembered = new Remembered();
  const grids = new Grids(read);
  const supervisors = new Supervisors(clock);
  const tenantOf = async (workspace: WorkspaceId): Promise<Tenant> => {
    const tenant = await tenants.find(workspace);
    if (tenant) return tenant;
    throw new Error(`Hallway is not installed in ${workspace}`);
  };
  const ask = async (workspace: WorkspaceId, account: AccountId) => {
    const found = await oneUser(await tenantOf(workspace), read, nativeId(account));
    return found && remembered.keep(workspace, found);
  };
  return {
    async people(workspace, audience, cursor) {
      const tenant = await tenantOf(workspace);
      if (audience.kind === 'channel') return membersOf(tenant, read, audience, cursor);
      const keep = (one: unknown) => toEntry(workspace, remembered.keep(workspace, user.parse(one)));
      return isOrgWide(workspace)
        ? peopleOfGrid(tenant, read, grids, cursor, keep)
        : peopleOfTeam(tenant, read, undefined, cursor, keep);
    },
    async channels(workspace) {
      const tenant = await tenantOf(workspace);
      const found = new Map<string, DirectoryChannel>();
      for (const team of await grids.teams(tenant))
        for (const one of await channelsOf(tenant, read, team)) found.set(one.channel, one);
      return [...found.values()];
    },
    async account(workspace, account) {
      // Asked because somebody changed, so what is remembered may be old.
      const found = await ask(workspace, account);
      return found && toEntry(workspace, found);
    },
    async supervisorOf(workspace, account) {
      if (supervisorField === undefined) return undefined;
      return supervisors.of(account, async () => {
        const profileOf = ({ users }: Tenant['client']) => users.profile.get({ user: nativeId(account) });
        const { profile } = await read(await tenantOf(workspace), 'users.profile.get', profileOf).catch(withoutField);
        const id = profile?.fields?.[supervisorField]?.value;
        return id && /^[UW][A-Z0-9]+$/.test(id) ? accountId(workspace, id) : undefined;
      });
    },
    async isAdmin(workspace, account) {
      const found = remembered.find(account) ?? (await ask(workspace, account));
      const { is_admin, is_owner, is_primary_owner, enterprise_user } = found ?? {};
      return Boolean(
        is_admin || is_owner || is_primary_owner || enterprise_user?.is_admin || enterprise_user?.is_owner,
      );
    },
  };
}

/** People of the latest pages, so that their roles need no call each; a workspace may have 20,000. */
class Remembered {
  readonly #users = new Map<AccountId, SlackUser>();

  find(account: AccountId): SlackUser | undefined {
    return this.#users.get(account);
  }

  keep(workspace: WorkspaceId, one: SlackUser): SlackUser {
    const account = accountId(workspace, one.id);
    this.#users.delete(account);
    this.#users.set(account, one);
    const [oldest] = this.#users.keys();
    if (this.#users.size > MOST_REMEMBERED && oldest !== undefined) this.#users.delete(oldest);
    return one;
  }
}

async function peopleOfTeam(
  tenant: Tenant,
  read: Read,
  team: string | undefined,
  cursor: string | undefined,
  keep: (one: unknown) => DirectoryEntry,
): Promise<DirectoryPage> {
  const asked = { limit: PAGE, ...(cursor && { cursor }), ...(team !== undefined && { team_id: team }) };
  const { members = [], response_metadata } = await read(tenant, 'users.list', ({ users }) => users.list(asked));
  return withCursor(members.map(keep), response_metadata);
}

async function peopleOfGrid(
  tenant: Tenant,
  read: Read,
  grids: Grids,
  cursor: string | undefined,
  keep: (one: unknown) => DirectoryEntry,
): Promise<DirectoryPage> {
  const at = await grids.at(tenant, cursor);
  if (at === undefined) return { entries: [] };
  const page = await peopleOfTeam(tenant, read, at.team, at.cursor, keep);
  const next = await grids.after(tenant, at.team, page.cursor);
  return { entries: grids.newly(tenant.workspace, page.entries), ...(next !== undefined && { cursor: next }) };
}

/** Without the scope nobody has a supervisor, and people are read all the same; `doctor` names the scope. */
function withoutField(error: unknown): { profile?: undefined } {
  if (['missing_scope', 'user_not_found'].includes(codeOf(error) ?? '')) return {};
  throw error;
}

async function oneUser(tenant: Tenant, read: Read, id: string): Promise<SlackUser | undefined> {
  try {
    const asking = ({ users }: Tenant['client']) => users.info({ user: id });
    // Somebody may be waiting for an answer, so the first try waits for no turn.
    const { user: found } = await asking(tenant.client).catch((error: unknown) => {
      if (codeOf(error) !== undefined) throw error;
      return read(tenant, 'users.info', asking);
    });
    return user.parse(found);
  } catch (error) {
    if (['user_not_found', 'user_not_visible'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** A channel lists ids only; who they are is known from the list of everybody. */
async function membersOf(
  tenant: Tenant,
  read: Read,
  { channel }: Extract<DirectoryAudience, { kind: 'channel' }>,
  cursor: string | undefined,
): Promise<DirectoryPage> {
  const asked = { channel: nativeId(channel), limit: PAGE, ...(cursor && { cursor }) };
  const page = await read(tenant, 'conversations.members', ({ conversations }) => conversations.members(asked));
  const entries = (page.members ?? []).map((id) => ({
    account: accountId(tenant.workspace, id),
    name: id,
    standing: 'gone' as const,
  }));
  return withCursor(entries, page.response_metadata);
}

async function channelsOf(tenant: Tenant, read: Read, team: string | undefined): Promise<DirectoryChannel[]> {
  const found: DirectoryChannel[] = [];
  let cursor: string | undefined;
  do {
    const asked = {
      ...{ types: 'public_channel,private_channel', exclude_archived: true, limit: PAGE },
      ...(cursor && { cursor }),
      ...(team !== undefined && { team_id: team }),
    };
    const page = await read(tenant, 'users.conversations', ({ users }) => users.conversations(asked));
    for (const { id, name } of page.channels ?? [])
      if (id !== undefined) found.push({ channel: channelId(tenant.workspace, id), name: name ?? id });
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return found;
}

function toEntry(workspace: WorkspaceId, one: SlackUser): DirectoryEntry {
  const { profile, tz } = one;
  const name = clean(profile?.display_name || profile?.real_name || one.name || one.id);
  return {
    account: accountId(workspace, one.id),
    name,
    standing: standingOf(workspace, one),
    ...(profile?.email && { email: profile.email }),
    ...(isZone(tz) && { zone: tz }),
  };
}

/** Slackbot is marked as no bot; people of other organisations, met in shared channels, are no coworkers. */
function standingOf(workspace: WorkspaceId, one: SlackUser): DirectoryEntry['standing'] {
  if (one.is_bot || one.is_workflow_bot || one.id === 'USLACKBOT') return 'bot';
  if (one.deleted || one.is_stranger || isForeign(workspace, one)) return 'gone';
  return one.is_restricted || one.is_ultra_restricted ? 'guest' : 'member';
}

/** A grid's people carry the mark of their grid; in one workspace they carry its id. */
function isForeign(workspace: WorkspaceId, { team_id, enterprise_user }: SlackUser): boolean {
  if (isOrgWide(workspace)) return `slack:${enterprise_user?.enterprise_id}` !== workspace;
  return team_id !== undefined && `slack:${team_id}` !== workspace;
}

const withCursor = (
  entries: readonly DirectoryEntry[],
  metadata: webApi.WebAPICallResult['response_metadata'],
): DirectoryPage => (metadata?.next_cursor ? { entries, cursor: metadata.next_cursor } : { entries });
