import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { type AccountId, accountId, channelId, nativeId, type WorkspaceId } from '../../src/core/ids.ts';
import { clean } from '../../src/core/plain.ts';
import type { Directory, DirectoryAudience, DirectoryEntry, DirectoryPage } from '../../src/ports/directory.ts';
import { isZone } from '../../src/time/zoned.ts';
import { codeOf } from './errors.ts';
import type { Tenant, Tenants } from './tenants.ts';

const PAGE = 500;
/** People of the latest pages, so that their roles need no call each; a workspace may have 20,000. */
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
  profile: z
    .object({ real_name: z.string().optional(), display_name: z.string().optional(), email: z.string().optional() })
    .optional(),
});
type SlackUser = z.output<typeof user>;

/** Which field of people's profiles names their supervisor, if there is one. */
export interface DirectoryOptions {
  readonly tenants: Tenants;
  readonly supervisorField?: string;
}

/** Who works in a Slack workspace, read page by page. Throws where Slack cannot be read: the sync tries again later. */
export function slackDirectory({ tenants, supervisorField }: DirectoryOptions): Directory {
  const remembered = new Map<AccountId, SlackUser>();
  const tenantOf = async (workspace: WorkspaceId): Promise<Tenant> => {
    const tenant = await tenants.find(workspace);
    if (tenant) return tenant;
    throw new Error(`Hallway is not installed in ${workspace}`);
  };
  const remember = (workspace: WorkspaceId, one: SlackUser): SlackUser => {
    const account = accountId(workspace, one.id);
    remembered.delete(account);
    remembered.set(account, one);
    const [oldest] = remembered.keys();
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return one;
  };
  const find = async (workspace: WorkspaceId, account: AccountId) =>
    remembered.get(account) ?? ask(await tenantOf(workspace), nativeId(account), (one) => remember(workspace, one));
  return {
    async people(workspace, audience, cursor) {
      const tenant = await tenantOf(workspace);
      if (audience.kind === 'channel') return membersOf(tenant, audience, cursor);
      const { members = [], response_metadata } = await tenant.reader.users.list({
        limit: PAGE,
        ...(cursor && { cursor }),
      });
      const entries = members.map((one) => toEntry(workspace, remember(workspace, user.parse(one))));
      return withCursor(entries, response_metadata);
    },
    channels: async (workspace) => channelsOf(await tenantOf(workspace)),
    async account(workspace, account) {
      // Asked because somebody changed, so what is remembered may be old.
      const found = await ask(await tenantOf(workspace), nativeId(account), (one) => remember(workspace, one));
      return found && toEntry(workspace, found);
    },
    async supervisorOf(workspace, account) {
      if (supervisorField === undefined) return undefined;
      const { profile } = await (await tenantOf(workspace)).reader.users.profile.get({ user: nativeId(account) });
      const id = profile?.fields?.[supervisorField]?.value;
      return id && /^[UW][A-Z0-9]+$/.test(id) ? accountId(workspace, id) : undefined;
    },
    async isAdmin(workspace, account) {
      const found = await find(workspace, account);
      return Boolean(found?.is_admin || found?.is_owner || found?.is_primary_owner);
    },
  };
}

async function ask(
  { reader }: Tenant,
  id: string,
  remember: (one: SlackUser) => SlackUser,
): Promise<SlackUser | undefined> {
  try {
    return remember(user.parse((await reader.users.info({ user: id })).user));
  } catch (error) {
    if (['user_not_found', 'user_not_visible'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** A channel lists ids only; who they are is known from the list of everybody. */
async function membersOf(
  { workspace, reader }: Tenant,
  { channel }: Extract<DirectoryAudience, { kind: 'channel' }>,
  cursor: string | undefined,
): Promise<DirectoryPage> {
  const page = await reader.conversations.members({
    channel: nativeId(channel),
    limit: PAGE,
    ...(cursor && { cursor }),
  });
  const entries = (page.members ?? []).map((id) => ({
    account: accountId(workspace, id),
    name: id,
    standing: 'gone' as const,
  }));
  return withCursor(entries, page.response_metadata);
}

async function channelsOf({ workspace, reader }: Tenant) {
  const found: { channel: ReturnType<typeof channelId>; name: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.users.conversations({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    for (const { id, name } of page.channels ?? [])
      if (id !== undefined) found.push({ channel: channelId(workspace, id), name: name ?? id });
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
  const isOrgWide = workspace.startsWith('slack:E');
  const isForeign = !isOrgWide && one.team_id !== undefined && `slack:${one.team_id}` !== workspace;
  if (one.deleted || one.is_stranger || isForeign) return 'gone';
  return one.is_restricted || one.is_ultra_restricted ? 'guest' : 'member';
}

const withCursor = (
  entries: readonly DirectoryEntry[],
  metadata: webApi.WebAPICallResult['response_metadata'],
): DirectoryPage => (metadata?.next_cursor ? { entries, cursor: metadata.next_cursor } : { entries });
