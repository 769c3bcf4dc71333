import { z } from 'zod';
import type { AccountId } from '../../src/core/ids.ts';
import type { Message } from '../../src/core/message.ts';
import type { Place } from '../../src/core/place.ts';
import { type Instant, isZone, type Zone } from '../../src/time/zoned.ts';
import type { Organisation } from './organisation.ts';

const instant = z.custom<Instant>((value) => Number.isInteger(value));
const account = z.custom<AccountId>((value) => typeof value === 'string');
const message = z.custom<Message>(
  (value) => z.object({ fallback: z.string(), blocks: z.array(z.unknown()) }).safeParse(value).success,
);
const place = z.custom<Place>(
  (value) => z.object({ kind: z.enum(['channel', 'personal', 'group']) }).safeParse(value).success,
);

/** A message as the platform keeps it: the bot's as blocks, a person's as their words. */
const storedMessage = z.object({
  /** Its rank among all messages; the id is `m` and this number. */
  seq: z.number().int(),
  place,
  at: instant,
  /** `hallway`, or the id of the person who wrote it. */
  from: z.string(),
  /** Only this person sees it. */
  onlyFor: z.string().optional(),
  /** The delivery it belongs to, so that a double can be told from two messages. */
  key: z.string().optional(),
  words: z.string().optional(),
  message: message.optional(),
});
export type StoredMessage = z.infer<typeof storedMessage>;

/** One line of the journal. */
export const journalEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), stored: storedMessage }),
  z.object({ kind: z.literal('replaced'), seq: z.number().int(), message }),
  z.object({ kind: z.literal('home'), account, message }),
  z.object({ kind: z.literal('clock'), now: instant }),
]);
export type JournalEntry = z.infer<typeof journalEntry>;

const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  timezone: z.custom<Zone>(isZone).optional(),
  team: z.string().optional(),
  manager: z.string().optional(),
  country: z.string().optional(),
  isAdmin: z.boolean(),
  isGuest: z.boolean(),
});

/** The file that holds who is there. */
export const organisationFile: z.ZodType<Organisation> = z.object({
  people: z.array(person),
  channels: z.array(z.object({ id: z.string(), name: z.string(), members: z.array(z.string()) })),
  former: z.record(z.string(), z.string()),
});

export const messageId = (stored: StoredMessage): string => `m${stored.seq}`;
