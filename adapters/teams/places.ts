import { type ChannelId, channelId } from '../../src/core/ids.ts';
import type { Activity } from './bodies.ts';
import { TIMEOUT_MS } from './connector.ts';
import type { Conversations, TeamReference } from './conversations.ts';
import type { Where } from './envelopes.ts';
import type { Tenant, Tenants } from './tenants.ts';

export interface PlaceParts {
  readonly tenants: Tenants;
  readonly conversations: Conversations;
}

/** A channel that was not spoken in before. */
interface Opened {
  readonly kind: 'channelOpened';
  readonly channel: ChannelId;
  readonly name: string;
}

/** `new` for a team or a chat not known yet; a channel not spoken in before is an event. */
export async function keepPlace(
  parts: PlaceParts,
  tenant: Tenant,
  where: Where,
  activity: Activity,
): Promise<'known' | 'new' | Opened> {
  const { conversations } = parts;
  const { workspace } = tenant;
  if (where.kind === 'personal') return 'known';
  if (where.kind === 'chat') {
    if (await conversations.chat(workspace, where.id)) return 'known';
    await conversations.keepChat(workspace, { id: where.id, name: where.name ?? 'this chat' });
    return 'new';
  }
  const known = await conversations.team(workspace, where.team.id);
  if (!known) {
    await keepNewTeam(parts, tenant, where);
    return 'new';
  }
  const isSpoken = activity.type === 'message' || activity.type === 'invoke';
  if (where.id in known.channels || !isSpoken) return 'known';
  const { name, own } = await channelOf(parts, tenant, where);
  const channels = { ...known.channels, [where.id]: name };
  await conversations.keepTeam(workspace, { ...known, channels, own: [...(known.own ?? []), ...own] });
  return { kind: 'channelOpened', channel: channelId(workspace, where.id), name };
}

/** The general channel has no name of its own, so it goes by its team's. */
async function keepNewTeam(
  parts: PlaceParts,
  tenant: Tenant,
  where: Extract<Where, { kind: 'channel' }>,
): Promise<void> {
  const { id, group } = where.team;
  const name = where.team.name ?? (await teamName(parts, tenant, id));
  const spoken = where.id === id ? { name, own: [] } : await channelOf(parts, tenant, where);
  const channels = { [id]: name, [where.id]: spoken.name };
  const team: TeamReference = { id, name, channels, own: spoken.own, ...(group !== undefined && { group }) };
  await parts.conversations.keepTeam(tenant.workspace, team);
}

async function teamName({ tenants }: PlaceParts, tenant: Tenant, id: string): Promise<string> {
  const { teams } = await tenants.connector(tenant);
  return (await teams.teams.fetchTeamDetails(id, { timeout: TIMEOUT_MS })).name ?? 'this team';
}

/** What a channel is called, and its id again where it has members of its own: one that is not listed is not for all. */
async function channelOf(
  { tenants }: PlaceParts,
  tenant: Tenant,
  { id, team }: Extract<Where, { kind: 'channel' }>,
): Promise<{ readonly name: string; readonly own: string[] }> {
  const { teams } = await tenants.connector(tenant);
  const { conversations = [] } = await teams.teams.fetchChannelList(team.id, { timeout: TIMEOUT_MS });
  const found = conversations.find((one) => one.id === id);
  const isForAll = found !== undefined && (found.type ?? 'standard') === 'standard';
  return { name: found?.name ?? 'this channel', own: isForAll ? [] : [id] };
}
