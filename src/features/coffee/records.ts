import { z } from 'zod';
import type { ChannelId, PersonId } from '../../core/ids.ts';
import { collection } from '../../ports/collection.ts';
import { schema } from '../../ports/schema.ts';
import type { Collection } from '../../ports/storage.ts';
import type { LocalDate } from '../../time/zoned.ts';

const programSchema = z.object({
  channel: schema.channel,
  cadence: schema.cadence,
  groupSize: z.number().int().min(2).max(8),
  /** Whether members take part until they say no, or only once they say yes. */
  isOptOut: z.boolean(),
  withGuests: z.boolean(),
  across: z.literal('team').optional(),
  within: z.literal('team').optional(),
  between: z.tuple([schema.channel, schema.channel]).optional(),
  hosts: z.array(schema.person).optional(),
  /** First day on which rounds are held again. */
  pausedUntil: schema.date.optional(),
  /** Who gets the summaries; nobody once they have been forgotten. */
  setUpBy: schema.person.optional(),
  /** True when its owner wants no summary after each round. */
  isQuiet: z.boolean(),
  /** Rounds held beside the rule by `coffee now`. */
  extra: z.array(z.object({ date: schema.date, at: schema.instant })),
});
export type Program = z.infer<typeof programSchema>;
/** A recurring coffee program, by id. */
export const programs = collection<Program>('coffee.program', programSchema);

const participantSchema = z.object({
  choice: z.enum(['in', 'out']).optional(),
  /** Nobody is introduced before a welcome has reached them. */
  welcome: z.enum(['none', 'owed', 'given']),
  oddTurns: z.number().int(),
  /** Rounds in a row of which nothing was heard, from either side. */
  silentRounds: z.number().int(),
  /** Asked whether to stay, and left out until they say so. */
  isResting: z.boolean(),
});
export type Participant = z.infer<typeof participantSchema>;
/** What a person chose and had in a program, keyed `program/person`. */
export const participants = collection<Participant>('coffee.participant', participantSchema);

/** Why an admin sees that somebody was not introduced; a fixed list, so that it never tells on anyone. */
export const leftReasons = [
  'paused',
  'away',
  'joined late',
  'not reachable',
  'guest',
  'introduced elsewhere this week',
  'no partner possible',
] as const;
export type LeftReason = (typeof leftReasons)[number];

const roundSchema = z.object({
  number: z.number().int(),
  at: schema.instant,
  groups: z.number().int(),
  people: z.number().int(),
  left: z.array(z.object({ person: schema.person, why: z.enum(leftReasons) })),
  /** How many said they met, counted once, when the next round is held; what comes later enters no figure. */
  met: z.number().int().optional(),
});
export type Round = z.infer<typeof roundSchema>;
/** One run of a program, keyed `program/date`. */
export const rounds = collection<Round>('coffee.round', roundSchema);

const groupSchema = z.object({
  people: z.array(schema.person),
  reason: z.string(),
  isFirstTime: z.boolean(),
  /** The question the card asks now. */
  starter: z.string(),
  outcome: z.enum(['open', 'planned', 'met', 'notThisTime']),
  /** Whose own chat refused the card. */
  unreached: z.array(schema.person).optional(),
});
export type Group = z.infer<typeof groupSchema>;
/** People put together, keyed `program/date/number`. */
export const groups = collection<Group>('coffee.group', groupSchema);

const metSchema = z.object({
  /** How often; none where the only time was taken back. */
  times: z.number().int(),
  last: schema.date,
  /** The time before, so that a meeting that did not happen can be taken back. */
  before: schema.date.optional(),
  /** Starters this pair has had, oldest first. */
  asked: z.array(z.string()),
});
export type Met = z.infer<typeof metSchema>;
/** Two people who were introduced, over all programs; one row a pair, kept under both `a/b` and `b/a`. */
export const met = collection<Met>('coffee.met', metSchema);

const previewSchema = z.object({
  program: z.string(),
  at: schema.instant,
  number: z.number().int(),
  present: z.array(schema.person),
  groups: z.array(z.object({ people: z.array(schema.person), reason: z.string() })),
  left: z.array(z.object({ person: schema.person, why: z.enum(leftReasons) })),
});
export type Preview = z.infer<typeof previewSchema>;
/** Lists an admin has looked at and may send exactly as they are. */
export const previews = collection<Preview>('coffee.preview', previewSchema);

/** Those who asked to meet somebody now and wait for the next who does. Keyed by person. */
export const waiters = collection('coffee.waiter', z.object({ since: schema.instant, until: schema.instant }));

/** A person's latest group: what `met` and home speak of. Keyed by person. */
export const latest = collection(
  'coffee.latest',
  z.object({ group: z.string(), program: z.string(), date: schema.date }),
);

/** Whom a person does not want to be paired with. Never shown to anybody else. Keyed by person, sealed. */
export const avoids = collection('coffee.avoid', z.object({ people: z.array(schema.person) }), {
  sealed: true,
  merge: (one, other) => ({ people: [...new Set([...one.people, ...other.people])] }),
});

/** What a person said they like to talk about, for those they are introduced to. Keyed by person; no row for nothing said. */
export const topics = collection('coffee.topics', z.object({ topics: z.array(z.string()) }));

/** Pairs an admin keeps apart, keyed `a/b`. */
export const nevers = collection('coffee.never', z.object({ pair: z.tuple([schema.person, schema.person]) }));

export const collections: readonly Collection<unknown>[] = [
  programs,
  participants,
  rounds,
  groups,
  met,
  latest,
  avoids,
  topics,
  previews,
  waiters,
  nevers,
];

/** Somebody of whom a program knows nothing yet. */
export const newParticipant: Participant = { welcome: 'none', oddTurns: 0, silentRounds: 0, isResting: false };

export const participantKey = (program: string, person: PersonId) => `${program}/${person}`;
export const roundKey = (program: string, date: LocalDate) => `${program}/${date}`;
export const groupKey = (program: string, date: LocalDate, number: number) =>
  `${roundKey(program, date)}/${String(number).padStart(4, '0')}`;
/** The program, the round's date and the group's number that a group key is made of. */
export function partsOfGroup(key: string): { program: string; date: LocalDate } {
  const [program = '', date = ''] = key.split('/');
  return { program, date: date as LocalDate };
}

/** The id a program has for its channel: one coffee program a channel. */
export const programId = (channel: ChannelId) => channel.replaceAll('/', '_');

/** What introductions on request are kept under in a program's stead; no channel has this name. */
export const onRequest = 'meet';

/** Where everything a program owes is kept; cancelling it stops the program's mail. */
export const deliveryPrefix = (key: string) => `coffee/${key}/`;
