import { z } from 'zod';

const id = z.string().min(1).max(1_024);
/** A directory's GUID; Microsoft's playground writes one of its own that is a digit longer. */
const guid = z
  .string()
  .regex(/^[0-9a-f-]{36,40}$/i)
  .toLowerCase();

const account = z.object({ id, name: z.string().optional(), aadObjectId: guid.optional() });
const named = z.object({ id, name: z.string().nullish() });
const team = named.extend({ aadGroupId: z.string().optional() });

/** What every activity from Teams holds. Whose it is stands here, and in nothing that a card carries. */
export const activityBody = z.object({
  type: z.string(),
  id,
  channelId: z.string(),
  serviceUrl: z.url(),
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    conversationType: z.string().optional(),
    isGroup: z.boolean().optional(),
    tenantId: guid.optional(),
    name: z.string().nullish(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: guid }).optional(),
      team: team.optional(),
      channel: named.optional(),
      eventType: z.string().optional(),
    })
    .nullish(),
  localTimezone: z.string().optional(),
  replyToId: z.string().optional(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  membersAdded: z.array(account).optional(),
  membersRemoved: z.array(account).optional(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
});
export type Activity = z.output<typeof activityBody>;
export type TeamsAccount = z.output<typeof account>;

/** A mention within the words of a message: the stretch it stands for, and whom or which channel it means. */
export const mentionEntity = z.object({ type: z.literal('mention'), text: z.string(), mentioned: account });

const data = z.record(z.string(), z.json());

/** A press on a card, `adaptiveCard/action`. */
export const pressValue = z.object({ action: z.object({ verb: z.string().optional(), data: data.optional() }) });

/** A dialog asked for or sent, `task/fetch` and `task/submit`. */
export const dialogValue = z.object({ data });

/** A press that came as a message of its own, from a client without dialogs. */
export const submittedValue = data;
