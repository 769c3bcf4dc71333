import type { FormValues } from '../../src/core/form.ts';
import { type AccountId, accountId, channelId, type WorkspaceId } from '../../src/core/ids.ts';
import type { Interaction } from '../../src/core/interaction.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Place } from '../../src/core/place.ts';
import { type Instant, isZone } from '../../src/time/zoned.ts';
import { readPress } from './actions.ts';
import { type Activity, dialogValue, pressValue, submittedValue, type TeamsAccount } from './bodies.ts';
import { type FormMetadata, readMetadata, readValues } from './forms.ts';
import { HOME_VERB } from './render.ts';

/** Where an activity happened: a person's own chat with Hallway, a chat of several, or a team's channel. */
export type Where =
  | { readonly kind: 'personal' }
  | { readonly kind: 'chat'; readonly id: string; readonly name: string | undefined }
  | { readonly kind: 'channel'; readonly id: string; readonly team: TeamFacts };

/** What an activity says of its team; some say its id only. */
export interface TeamFacts {
  readonly id: string;
  readonly name: string | undefined;
  readonly group: string | undefined;
}

/** Where somebody acted, and by which way they are answered there. */
export type Surface =
  | { readonly kind: 'words' }
  | { readonly kind: 'card'; readonly activity: string | undefined }
  | { readonly kind: 'dialog' };

/** What a person did, before the words of a message are read: that takes looking people up. */
export type Deed =
  | { readonly kind: 'words' }
  | { readonly kind: 'home' }
  | { readonly kind: 'press'; readonly verb: string; readonly args: JsonObject }
  | { readonly kind: 'submit'; readonly form: FormMetadata; readonly values: FormValues };

/** What Teams told, in our words. Tenant and actor come from the envelope, never from what a card carries. */
export type Received =
  | { readonly kind: 'deed'; readonly deed: Deed; readonly surface: Surface }
  | { readonly kind: 'added' | 'removed' }
  | { readonly kind: 'members'; readonly joined: readonly TeamsAccount[]; readonly left: readonly TeamsAccount[] }
  | { readonly kind: 'channelRenamed'; readonly name: string }
  | { readonly kind: 'channelDeleted' }
  | { readonly kind: 'teamRenamed'; readonly name: string };

/** Undefined for what means nothing here, such as the edit of a message or somebody's thumb up. */
export function receivedOf(activity: Activity, workspace: WorkspaceId): Received | undefined {
  switch (activity.type) {
    case 'message':
      return fromMessage(activity, workspace);
    case 'invoke':
      return fromInvoke(activity, workspace);
    case 'installationUpdate':
      if (activity.action?.startsWith('add')) return { kind: 'added' };
      return activity.action?.startsWith('remove') ? { kind: 'removed' } : undefined;
    case 'conversationUpdate':
      return fromUpdate(activity);
    default:
      return undefined;
  }
}

/** The place of an activity; a channel's thread is its channel. */
export function whereOf({ conversation, channelData }: Activity): Where {
  const team = channelData?.team;
  if (team) {
    const id = channelData.channel?.id ?? conversation.id.replace(/;messageid=.*$/, '');
    return { kind: 'channel', id, team: { id: team.id, name: team.name ?? undefined, group: team.aadGroupId } };
  }
  const isPersonal =
    conversation.conversationType === 'personal' || (!conversation.conversationType && !conversation.isGroup);
  return isPersonal
    ? { kind: 'personal' }
    : { kind: 'chat', id: conversation.id, name: conversation.name ?? undefined };
}

/** The rosters that somebody there may stand in, widest first: whoever visits a shared channel is in its own alone. */
export const rostersOf = (where: Exclude<Where, { kind: 'personal' }>): readonly string[] =>
  where.kind === 'chat' ? [where.id] : [where.team.id, where.id];

/** Whose deed it is; undefined for a bot, which has no account in the directory. */
export function actorOf({ from }: Activity, workspace: WorkspaceId): AccountId | undefined {
  return from.aadObjectId === undefined ? undefined : accountId(workspace, from.aadObjectId);
}

/** Who did it, where and when: what every interaction begins with. */
export function envelopeOf(activity: Activity, workspace: WorkspaceId, account: AccountId, at: Instant) {
  const where = whereOf(activity);
  const place: Place =
    where.kind === 'personal'
      ? { kind: 'personal', workspace, account }
      : { kind: 'channel', workspace, channel: channelId(workspace, where.id) };
  const { localTimezone: zone, from } = activity;
  const actor = { account, name: from.name ?? 'Somebody', ...(isZone(zone) && { zone }) };
  return { id: `${activity.type}/${activity.id}`, workspace, at, actor, place } satisfies Partial<Interaction>;
}

function fromMessage(activity: Activity, workspace: WorkspaceId): Received {
  // A client without dialogs sends a button that opens one, and a card with inputs, as messages of their own.
  const given = submittedValue.safeParse(activity.value).data;
  const deed = given && deedOf(given, workspace);
  return deed
    ? { kind: 'deed', deed, surface: { kind: 'card', activity: activity.replyToId } }
    : { kind: 'deed', deed: { kind: 'words' }, surface: { kind: 'words' } };
}

function fromInvoke(activity: Activity, workspace: WorkspaceId): Received | undefined {
  switch (activity.name) {
    case 'adaptiveCard/action': {
      const value = pressValue.safeParse(activity.value).data;
      const deed = value && deedOf(value.action.data ?? {}, workspace, value.action.verb);
      return deed && { kind: 'deed', deed, surface: { kind: 'card', activity: activity.replyToId } };
    }
    case 'task/fetch':
    case 'task/submit': {
      const value = dialogValue.safeParse(activity.value).data;
      const deed = value && deedOf(value.data, workspace);
      return deed && { kind: 'deed', deed, surface: { kind: 'dialog' } };
    }
    default:
      return undefined;
  }
}

function deedOf(data: JsonObject, workspace: WorkspaceId, verb?: string): Deed | undefined {
  if (verb === HOME_VERB) return { kind: 'home' };
  const form = readMetadata(data);
  if (form) return { kind: 'submit', form, values: readValues(workspace, form, data) };
  const press = readPress(data);
  if (press?.verb === HOME_VERB) return { kind: 'home' };
  return press && { kind: 'press', ...press };
}

function fromUpdate({
  channelData,
  membersAdded = [],
  membersRemoved = [],
  recipient,
}: Activity): Received | undefined {
  const name = channelData?.channel?.name ?? undefined;
  const isUs = ({ id }: TeamsAccount) => id === recipient.id;
  switch (channelData?.eventType) {
    case 'channelRenamed':
      return name === undefined ? undefined : { kind: 'channelRenamed', name };
    case 'channelDeleted':
      return { kind: 'channelDeleted' };
    case 'teamRenamed':
      return channelData.team?.name ? { kind: 'teamRenamed', name: channelData.team.name } : undefined;
    case 'teamDeleted':
    case 'teamHardDeleted':
    case 'teamArchived':
      return { kind: 'removed' };
    case 'teamRestored':
    case 'teamUnarchived':
      return { kind: 'added' };
  }
  if (membersAdded.some(isUs)) return { kind: 'added' };
  if (membersRemoved.some(isUs)) return { kind: 'removed' };
  if (membersAdded.length + membersRemoved.length === 0) return undefined;
  return { kind: 'members', joined: membersAdded, left: membersRemoved };
}
