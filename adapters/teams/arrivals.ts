import { type AccountId, accountId, channelId, type WorkspaceId } from '../../src/core/ids.ts';
import type { WorkspaceEvent } from '../../src/core/interaction.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { isZone, type Zone, zone } from '../../src/time/zoned.ts';
import type { Activity, TeamsAccount } from './bodies.ts';
import { type AccountChange, type Conversations, rosterFor } from './conversations.ts';
import type { TeamsDirectory } from './directory.ts';
import { actorOf, type Received, type Where, whereOf } from './envelopes.ts';
import { keepPlace } from './places.ts';
import type { Tenant, Tenants } from './tenants.ts';

export interface ArrivalParts {
  readonly tenants: Tenants;
  readonly conversations: Conversations;
  readonly directory: TeamsDirectory;
  readonly clock: Clock;
}

/** What an activity told beside what was done: events for the bot, and whether somebody has Hallway for the first time. */
export interface Arrival {
  readonly events: readonly WorkspaceEvent[];
  readonly isFirstChat: boolean;
  /** Whose deed it is belongs to another organisation, so that nothing of them is kept. */
  readonly isOutsider: boolean;
}

type News = WorkspaceEvent extends infer Each
  ? Each extends WorkspaceEvent
    ? Omit<Each, 'id' | 'workspace' | 'at'>
    : never
  : never;

/**
 * Keeps what an activity tells of its tenant, its sender and the place it came from, so that everybody met can be
 * written to later. Call it one at a time for each tenant.
 */
export async function arrive(
  parts: ArrivalParts,
  activity: Activity,
  workspace: WorkspaceId,
  received: Received,
): Promise<Arrival> {
  // Teams tells of one taking out twice, in two ways: the second is no return.
  if (received.kind === 'removed' && !(await parts.tenants.find(workspace)))
    return { events: [], isFirstChat: false, isOutsider: false };
  const where = whereOf(activity);
  const { tenant, isNew, firstZone } = await parts.tenants.meet(workspace, activity);
  // Asked before anything of the place is kept: if nobody can tell now, it is as if nothing had arrived.
  const isOutsider = received.kind === 'deed' && (await parts.directory.isOutsider(activity, workspace, where));
  const isLeaving = received.kind === 'removed' || received.kind === 'channelDeleted';
  const place = isLeaving ? 'known' : await keepPlace(parts, tenant, where, activity);
  const sender = isOutsider ? nobody : await keepSender(parts, activity, workspace, where, received);
  const news: News[] = [];
  if (isNew || firstZone || place === 'new')
    news.push({
      kind: 'installed',
      ...(firstZone && { zone: firstZone }),
      ...(sender.account && { by: sender.account }),
    });
  else if (place !== 'known') news.push(place);
  else if (sender.account && sender.hasMoved) news.push({ kind: 'changed', account: sender.account });
  news.push(...(await newsOf(parts, tenant, where, received)));
  const envelope = { workspace, at: parts.clock.now() };
  const events = news.map((one, index) => ({ id: `${activity.id}/${index}`, ...envelope, ...one }) as WorkspaceEvent);
  return { events, isFirstChat: sender.isFirstChat, isOutsider };
}

/** Of whom nothing is kept. */
const nobody = { account: undefined, hasMoved: false, isFirstChat: false };

async function keepSender(
  parts: ArrivalParts,
  activity: Activity,
  workspace: WorkspaceId,
  where: Where,
  { kind }: Received,
): Promise<{ account: AccountId | undefined; hasMoved: boolean; isFirstChat: boolean }> {
  const { conversations } = parts;
  const account = actorOf(activity, workspace);
  if (!account) return nobody;
  const before = await conversations.account(account);
  const { localTimezone, from, conversation } = activity;
  const own: Zone | undefined = isZone(localTimezone) ? zone(localTimezone) : undefined;
  const isHere = where.kind === 'personal' && kind !== 'removed';
  const isOnTheirOwn = isHere && (kind === 'added' || before.team === undefined);
  const mayFound = kind === 'added' && where.kind !== 'personal' && !before.isFounder;
  const isFounding = mayFound && !(await isFounded(parts, workspace));
  const change: AccountChange = {
    user: from.id,
    ...(from.name !== undefined && before.name === undefined && { name: from.name }),
    ...(own && { zone: own }),
    ...(isHere && { chat: conversation.id }),
    ...(isOnTheirOwn && { isInstalled: true }),
    ...(isFounding && { isFounder: true }),
    ...(where.kind === 'personal' && kind === 'removed' && { chat: null, home: null, isInstalled: null }),
  };
  await conversations.change(workspace, new Map([[account, change]]));
  const hasMoved = own !== undefined && before.zone !== own;
  const isFresh = before.chat !== conversation.id || (kind === 'added' && !before.isInstalled);
  return { account, hasMoved, isFirstChat: isHere && isFresh };
}

/** Whoever adds Hallway to the first team or chat of a tenant is its first admin, until they leave: then it is the next. */
async function isFounded({ conversations, directory }: ArrivalParts, workspace: WorkspaceId): Promise<boolean> {
  const founders = (await conversations.accounts(workspace)).filter(({ isFounder }) => isFounder);
  for (const { native } of founders) {
    // Where nobody can tell now, nobody becomes admin by it.
    if (await directory.isStillHere(workspace, accountId(workspace, native)).catch(() => true)) return true;
  }
  return false;
}

/** What was told outright: people and channels that come, go and change their names. */
async function newsOf(parts: ArrivalParts, tenant: Tenant, where: Where, received: Received): Promise<News[]> {
  const { conversations } = parts;
  const { workspace } = tenant;
  switch (received.kind) {
    case 'removed':
      return takenOut(parts, workspace, where);
    case 'members':
      return movedMembers(parts, tenant, where, received);
    case 'channelRenamed':
    case 'channelDeleted': {
      const team = where.kind === 'channel' ? await conversations.team(workspace, where.team.id) : undefined;
      if (where.kind !== 'channel' || !team || !(where.id in team.channels)) return [];
      const channel = channelId(workspace, where.id);
      const { [where.id]: _, ...others } = team.channels;
      const isGone = received.kind === 'channelDeleted';
      const channels = isGone ? others : { ...others, [where.id]: received.name };
      await conversations.keepTeam(workspace, { ...team, channels });
      return [isGone ? { kind: 'channelClosed', channel } : { kind: 'channelRenamed', channel, name: received.name }];
    }
    case 'teamRenamed': {
      const team = where.kind === 'channel' ? await conversations.team(workspace, where.team.id) : undefined;
      if (!team) return [];
      const { name } = received;
      await conversations.keepTeam(workspace, { ...team, name, channels: { ...team.channels, [team.id]: name } });
      return [{ kind: 'channelRenamed', channel: channelId(workspace, team.id), name }];
    }
    default:
      return [];
  }
}

/** Taken out of a team, a chat or somebody's apps; with the last of them the tenant has left. */
async function takenOut(
  { conversations, tenants }: ArrivalParts,
  workspace: WorkspaceId,
  where: Where,
): Promise<News[]> {
  const closed: string[] = [];
  if (where.kind === 'channel') {
    closed.push(...Object.keys((await conversations.team(workspace, where.team.id))?.channels ?? {}));
    await conversations.forget(workspace, 'team', where.team.id);
  } else if (where.kind === 'chat') {
    if (await conversations.chat(workspace, where.id)) closed.push(where.id);
    await conversations.forget(workspace, 'chat', where.id);
  }
  const [teams, chats] = await Promise.all([conversations.teams(workspace), conversations.chats(workspace)]);
  const isAlone = teams.length + chats.length === 0;
  const hasLeft = isAlone && !(await conversations.accounts(workspace)).some(({ isInstalled }) => isInstalled);
  if (hasLeft) await tenants.forget(workspace);
  const news: News[] = closed.map((id) => ({ kind: 'channelClosed', channel: channelId(workspace, id) }));
  return hasLeft ? [...news, { kind: 'removed' }] : news;
}

async function movedMembers(
  parts: ArrivalParts,
  tenant: Tenant,
  where: Where,
  { joined, left }: Extract<Received, { kind: 'members' }>,
): Promise<News[]> {
  const { conversations } = parts;
  const { workspace } = tenant;
  if (where.kind === 'personal') return [];
  const team = where.kind === 'channel' ? await conversations.team(workspace, where.team.id) : undefined;
  const roster = team ? rosterFor(team, where.id) : where.id;
  // Whoever comes to a team comes to all of its channels but those with members of their own.
  const channels = team ? Object.keys(team.channels).filter((id) => rosterFor(team, id) === roster) : [roster];
  const news: News[] = [];
  const tell = (kind: 'joined' | 'left', account: AccountId) =>
    news.push(...channels.map((id) => ({ kind, account, channel: channelId(workspace, id) })));
  for (const one of joined) {
    const entry = await parts.directory.member(workspace, roster, one.id);
    if (entry && entry.standing !== 'gone') tell('joined', entry.account);
  }
  for (const one of left) {
    const account = await accountOf(parts, workspace, one);
    if (account) tell('left', account);
  }
  return news;
}

/** Somebody who has gone stands in no roster any more, so they are looked for among those met before. */
async function accountOf(
  { conversations }: ArrivalParts,
  workspace: WorkspaceId,
  { id, aadObjectId }: TeamsAccount,
): Promise<AccountId | undefined> {
  if (aadObjectId !== undefined) return accountId(workspace, aadObjectId);
  const found = (await conversations.accounts(workspace)).find(({ user }) => user === id);
  return found && accountId(workspace, found.native);
}
