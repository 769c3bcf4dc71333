import { z } from 'zod';
import { viewState } from './forms.ts';

const id = z.string().regex(/^[A-Z0-9]{1,32}$/);
const named = z.object({ id }).nullish();
const orgWide = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).optional();

/** A slash command, as Slack posts it. */
export const commandBody = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: id.optional(),
  enterprise_id: id.optional(),
  is_enterprise_install: orgWide,
  user_id: id,
  user_name: z.string().optional(),
  channel_id: id,
  channel_name: z.string().optional(),
  trigger_id: z.string(),
  response_url: z.url(),
});

const acting = {
  team: named,
  enterprise: named,
  is_enterprise_install: orgWide,
  user: z.object({ id, name: z.string().optional(), username: z.string().optional(), team_id: id.optional() }),
  trigger_id: z.string(),
};

/** A press on a button. */
export const pressBody = z.object({
  ...acting,
  type: z.literal('block_actions'),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().optional() })], z.unknown()),
  container: z.object({
    type: z.string(),
    message_ts: z.string().optional(),
    channel_id: id.optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  channel: z.object({ id, name: z.string().optional() }).optional(),
  view: z.object({ id: z.string(), type: z.string() }).optional(),
  response_url: z.url().optional(),
});

/** A form sent. */
export const submitBody = z.object({
  ...acting,
  type: z.literal('view_submission'),
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: viewState }),
  }),
});

/** Something that happened. Whose it is stands in the authorisation: a shared channel's event may name another team. */
export const eventBody = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  team_id: id.optional(),
  enterprise_id: id.nullish(),
  authorizations: z
    .array(
      z.object({ team_id: id.nullish(), enterprise_id: id.nullish(), is_enterprise_install: z.boolean().optional() }),
    )
    .optional(),
  event: z.looseObject({ type: z.string() }),
});

/** The events that mean something here, each with what is needed of it. */
export const events = z.discriminatedUnion('type', [
  z.object({ type: z.literal('app_home_opened'), user: id, tab: z.string().optional() }),
  z.object({ type: z.literal('app_mention'), user: id, text: z.string(), channel: id }),
  z.object({ type: z.enum(['member_joined_channel', 'member_left_channel']), user: id, channel: id }),
  z.object({ type: z.enum(['channel_rename', 'group_rename']), channel: z.object({ id, name: z.string() }) }),
  z.object({
    type: z.enum([
      'channel_archive',
      'channel_deleted',
      'channel_left',
      'group_archive',
      'group_deleted',
      'group_left',
    ]),
    channel: id,
  }),
  z.object({ type: z.enum(['channel_unarchive', 'group_unarchive']), channel: id }),
  z.object({ type: z.enum(['user_change', 'team_join']), user: z.object({ id }) }),
  z.object({ type: z.literal('app_uninstalled') }),
  z.object({ type: z.literal('tokens_revoked'), tokens: z.object({ bot: z.array(z.string()).optional() }) }),
]);
