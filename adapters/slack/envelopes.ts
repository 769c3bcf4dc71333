import { z } from 'zod';
import { accountId, channelId, type WorkspaceId } from '../../src/core/ids.ts';
import type { Interaction, WorkspaceEvent } from '../../src/core/interaction.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Place } from '../../src/core/place.ts';
import type { Instant } from '../../src/time/zoned.ts';
import { commandBody, eventBody, events, pressBody, submitBody } from './bodies.ts';
import { readMetadata, readValues } from './forms.ts';
import { workspaceFor } from './tenants.ts';
import { readText } from './typed.ts';

/** Where somebody acted, and by which way they are answered there. */
export type Surface =
  | {
      readonly kind: 'conversation';
      readonly responseUrl: string;
      readonly trigger: string;
      readonly channel: string;
      readonly isCard: boolean;
    }
  /** Without a trigger they only opened it. */
  | { readonly kind: 'home'; readonly trigger?: string }
  | { readonly kind: 'view'; readonly view: string }
  | { readonly kind: 'form'; readonly responseUrl?: string; readonly fields: readonly string[] }
  | { readonly kind: 'mention'; readonly channel: string };

/** What Slack told, in our words. Tenant and actor come from the envelope, never from what a button carries. */
export type Received =
  | {
      readonly kind: 'interaction';
      readonly interaction: Interaction;
      readonly surface: Surface;
      readonly user: string;
    }
  | { readonly kind: 'event'; readonly event: WorkspaceEvent }
  /** The channel is one the app can now post in; its name has to be asked for. */
  | { readonly kind: 'channelOpened'; readonly id: string; readonly workspace: WorkspaceId; readonly channel: string };

/** Undefined for what is none of ours: an unknown shape, or somebody of another organisation in a shared channel. */
export function receivedOf(body: unknown, at: Instant): Received | undefined {
  const command = commandBody.safeParse(body);
  if (command.success) return fromCommand(command.data, at);
  const press = pressBody.safeParse(body);
  if (press.success) return fromPress(press.data, at);
  const submit = submitBody.safeParse(body);
  if (submit.success) return fromSubmit(submit.data, at);
  const event = eventBody.safeParse(body);
  return event.success ? fromEvent(event.data, at) : undefined;
}

/** An event as the whole grid would be told it, where it names one. */
export function orgWide(body: unknown): unknown {
  const event = eventBody.safeParse(body).data;
  if (!event?.enterprise_id || event.authorizations?.length) return undefined;
  return { ...event, authorizations: [{ enterprise_id: event.enterprise_id, is_enterprise_install: true }] };
}

function fromCommand(body: z.output<typeof commandBody>, at: Instant): Received | undefined {
  const workspace = workspaceFor({
    team: body.team_id,
    enterprise: body.enterprise_id,
    isOrgWide: body.is_enterprise_install ?? false,
  });
  if (!workspace) return undefined;
  const { user_id: user, channel_id: channel, trigger_id: trigger } = body;
  const account = accountId(workspace, user);
  return {
    kind: 'interaction',
    user,
    surface: { kind: 'conversation', responseUrl: body.response_url, trigger, channel, isCard: false },
    interaction: {
      ...{ kind: 'command', id: `command/${trigger}`, workspace, at },
      actor: { account, name: body.user_name ?? user },
      place: placeOf(workspace, user, channel, body.channel_name),
      text: readText(body.text, workspace),
    },
  };
}

function fromPress(body: z.output<typeof pressBody>, at: Instant): Received | undefined {
  const who = actorOf(body);
  const [{ action_id, value = '{}' }] = body.actions;
  const args = readArgs(value);
  const surface = surfaceOf(body);
  if (!who || !args || !surface) return undefined;
  const { container, channel } = body;
  const isPosted = container.message_ts !== undefined && container.is_ephemeral !== true && channel !== undefined;
  return {
    kind: 'interaction',
    user: body.user.id,
    surface,
    interaction: {
      ...{ kind: 'press', id: `press/${body.trigger_id}`, ...who, at },
      place: placeOf(who.workspace, body.user.id, channel?.id, channel?.name),
      verb: action_id.replace(/#.*$/, ''),
      args,
      ...(isPosted && { message: { channel: channel.id, ts: container.message_ts } }),
    },
  };
}

function surfaceOf({ view, response_url, channel, trigger_id }: z.output<typeof pressBody>): Surface | undefined {
  if (view?.type === 'home') return { kind: 'home', trigger: trigger_id };
  if (view) return { kind: 'view', view: view.id };
  if (response_url === undefined || channel === undefined) return undefined;
  return { kind: 'conversation', responseUrl: response_url, trigger: trigger_id, channel: channel.id, isCard: true };
}

function fromSubmit(body: z.output<typeof submitBody>, at: Instant): Received | undefined {
  const who = actorOf(body);
  const { callback_id: verb, private_metadata, state } = body.view;
  const metadata = readMetadata(private_metadata);
  if (!who || !metadata) return undefined;
  const { args, channel, responseUrl } = metadata;
  const fields = Object.keys(state.values);
  return {
    kind: 'interaction',
    user: body.user.id,
    surface: { kind: 'form', fields, ...(responseUrl !== undefined && { responseUrl }) },
    interaction: {
      // Of the press on Submit, since a form with errors is sent again under the same view.
      ...{ kind: 'submit', id: `submit/${body.trigger_id}`, ...who, at },
      place: placeOf(who.workspace, body.user.id, channel),
      ...{ verb, args, values: readValues(who.workspace, state.values) },
    },
  };
}

function fromEvent(body: z.output<typeof eventBody>, at: Instant): Received | undefined {
  const [first] = body.authorizations ?? [];
  const workspace = workspaceFor({
    team: first?.team_id ?? body.team_id,
    enterprise: first?.enterprise_id ?? body.enterprise_id ?? undefined,
    isOrgWide: first?.is_enterprise_install ?? false,
  });
  const parsed = events.safeParse(body.event);
  if (!workspace || !parsed.success) return undefined;
  return fromParsedEvent(parsed.data, { id: `event/${body.event_id}`, workspace, at });
}

function fromParsedEvent(
  event: z.output<typeof events>,
  envelope: { readonly id: string; readonly workspace: WorkspaceId; readonly at: Instant },
): Received | undefined {
  const { id, workspace } = envelope;
  const happened = (what: WithoutEnvelope): Received => ({ kind: 'event', event: { ...envelope, ...what } });
  switch (event.type) {
    case 'app_home_opened':
      return event.tab === undefined || event.tab === 'home'
        ? deed(envelope, event.user, { kind: 'home' }, { kind: 'home' })
        : undefined;
    case 'app_mention': {
      const text = readText(event.text.replace(/^\s*<@[^>]+>/, '').trim(), workspace);
      return deed(envelope, event.user, { kind: 'command', text }, { kind: 'mention', channel: event.channel });
    }
    case 'member_joined_channel':
    case 'member_left_channel': {
      const kind = event.type === 'member_joined_channel' ? 'joined' : 'left';
      const account = accountId(workspace, event.user);
      return happened({ kind, channel: channelId(workspace, event.channel), account });
    }
    case 'channel_rename':
    case 'group_rename':
      return happened({
        kind: 'channelRenamed',
        channel: channelId(workspace, event.channel.id),
        name: event.channel.name,
      });
    case 'channel_unarchive':
    case 'group_unarchive':
      return { kind: 'channelOpened', id, workspace, channel: event.channel };
    case 'user_change':
    case 'team_join':
      return happened({ kind: 'changed', account: accountId(workspace, event.user.id) });
    case 'app_uninstalled':
      return happened({ kind: 'removed' });
    case 'tokens_revoked':
      return event.tokens.bot?.length ? happened({ kind: 'removed' }) : undefined;
    default:
      return happened({ kind: 'channelClosed', channel: channelId(workspace, event.channel) });
  }
}

type WithoutEnvelope = WorkspaceEvent extends infer Each
  ? Each extends WorkspaceEvent
    ? Omit<Each, 'id' | 'workspace' | 'at'>
    : never
  : never;

function deed(
  { id, workspace, at }: { readonly id: string; readonly workspace: WorkspaceId; readonly at: Instant },
  user: string,
  what: { kind: 'home' } | { kind: 'command'; text: string },
  surface: Surface,
): Received {
  const account = accountId(workspace, user);
  const place = placeOf(workspace, user, surface.kind === 'mention' ? surface.channel : undefined);
  return {
    kind: 'interaction',
    user,
    surface,
    interaction: { id, workspace, at, actor: { account, name: user }, place, ...what },
  };
}

/** Who acted, unless they belong to another organisation that shares the channel. */
function actorOf({
  team,
  enterprise,
  is_enterprise_install,
  user,
}: Pick<z.output<typeof pressBody>, 'team' | 'enterprise' | 'is_enterprise_install' | 'user'>) {
  const workspace = workspaceFor({
    team: team?.id,
    enterprise: enterprise?.id,
    isOrgWide: is_enterprise_install ?? false,
  });
  const isForeign = !enterprise && user.team_id !== undefined && team != null && user.team_id !== team.id;
  if (!workspace || isForeign) return undefined;
  return { workspace, actor: { account: accountId(workspace, user.id), name: user.name ?? user.username ?? user.id } };
}

/** A channel, unless it is a chat of a few or of one, which is nobody's audience. */
function placeOf(workspace: WorkspaceId, user: string, channel: string | undefined, name = ''): Place {
  if (channel === undefined || channel.startsWith('D') || name === 'directmessage' || name.startsWith('mpdm-'))
    return { kind: 'personal', workspace, account: accountId(workspace, user) };
  return { kind: 'channel', workspace, channel: channelId(workspace, channel) };
}

function readArgs(value: string): JsonObject | undefined {
  try {
    return z.record(z.string(), z.json()).safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
