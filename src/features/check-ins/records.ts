import { z } from 'zod';
import type { ChannelId, PersonId } from '../../core/ids.ts';
import { collection } from '../../ports/collection.ts';
import { schema } from '../../ports/schema.ts';
import type { Collection } from '../../ports/storage.ts';
import type { LocalDate } from '../../time/zoned.ts';
import { questionSchema } from './question.ts';

const programSchema = z.object({
  channel: schema.channel,
  cadence: schema.cadence,
  /** At the cadence's wall time in each person's own zone; else in the cadence's zone for all. */
  isLocal: z.boolean(),
  shape: z.enum(['private', 'water-cooler']),
  pack: z.string(),
  /** Questions asked every time instead of a pack. */
  standing: z.array(z.string()),
  /** Questions of staff that an admin took in; they come round with the pack's. */
  added: z.array(questionSchema),
  isAnonymous: z.boolean(),
  digestAt: schema.time,
  /** One digest for all, or one for each band of time zones; anonymous programs always have one. */
  digestPer: z.enum(['all', 'band']),
  inThread: z.boolean(),
  /** When those who have said nothing are reminded once; without it nobody is. */
  reminderAt: schema.time.optional(),
  /** Asks this person's reports instead of the channel's members; the digest still goes to the channel. */
  reportsOf: schema.person.optional(),
  setUpBy: schema.person.optional(),
});
export type Program = z.infer<typeof programSchema>;
/** A check-in program, by id. */
export const programs = collection<Program>('checkin.program', programSchema);

const periodSchema = z.object({
  /** As they were asked, so that a pack that changes later changes nothing. */
  questions: z.array(questionSchema),
  isAnonymous: z.boolean(),
  /** Bands whose digest is out; `all` where there is one digest. Once it is closed a period is never opened again. */
  closed: z.array(z.string()),
  /** The quarter a pulse's questions belong to: `2026-Q4`. */
  quarter: z.string().optional(),
});
export type Period = z.infer<typeof periodSchema>;
/** What was asked on one local date, keyed `program/date`. */
export const periods = collection<Period>('checkin.period', periodSchema);

const answerSchema = z.object({
  values: z.array(z.object({ question: z.string(), value: z.union([z.number().int(), z.string()]) })),
  isSkipped: z.boolean(),
  isLate: z.boolean(),
  /** The digest it belongs to, settled when it was given: who moves is told of once. */
  band: z.string(),
});
export type Answer = z.infer<typeof answerSchema>;
/** A person's answer in a named program, keyed `program/date/person`. */
export const answers = collection<Answer>('checkin.answer', answerSchema, { sealed: true });

const poolSchema = z.object({
  salt: z.string(),
  /** Opaque marks, sorted: that somebody has answered, or skipped, and not who. */
  answered: z.array(z.string()),
  skipped: z.array(z.string()),
  /** Answers by question, each shuffled anew whenever one comes in. */
  values: z.record(z.string(), z.array(z.union([z.number().int(), z.string()]))),
  /** Fills the row up, so that its length tells nothing of an answer's. */
  padding: z.string(),
});
export type Pool = z.infer<typeof poolSchema>;
/** The open anonymous answers of one period in one row, keyed `program/date`; gone when it closes. */
export const pools = collection<Pool>('checkin.pool', poolSchema, { sealed: true });

const cellSchema = z.object({
  question: questionSchema,
  answers: z.number().int(),
  /** How many chose each value, lowest first. */
  counts: z.array(z.number().int()),
});
export type Cell = z.infer<typeof cellSchema>;
/** Distributions that were released, keyed `program/date`; what was below the floor is in none. */
export const results = collection('checkin.result', z.object({ cells: z.array(cellSchema) }), { sealed: true });

const releaseSchema = z.object({ at: schema.instant });
/** Quarters of a pulse that are told, keyed `program/quarter`: before, nobody sees a figure of them, and told is told once. */
export const releases = collection<z.infer<typeof releaseSchema>>('checkin.release', releaseSchema);

const takerSchema = z.object({
  /** `never`: stopped for good, until they ask to be asked again. */
  rhythm: z.enum(['always', 'twice', 'weekly', 'never']),
  pausedUntil: schema.date.optional(),
});
export type Taker = z.infer<typeof takerSchema>;
/** How often a person wants to be asked by a program, keyed `program/person`; without a row, always. */
export const takers = collection<Taker>('checkin.taker', takerSchema);

/** Whom a program has told what it is, keyed by program. */
export const greeted = collection('checkin.greeted', z.object({ people: z.array(schema.person) }));

/** Which questions of its round a program has had, in order, and the order of its last round; keyed by program. */
export const rotations = collection(
  'checkin.rotation',
  z.object({ used: z.array(z.string()), before: z.array(z.string()).optional(), quarter: z.string().optional() }),
);

const suggestionSchema = z.object({
  text: z.string(),
  by: schema.person.optional(),
  program: z.string(),
  at: schema.instant,
});
export type Suggestion = z.infer<typeof suggestionSchema>;
/** Questions staff have proposed, by id, until an admin decides. */
export const suggestions = collection<Suggestion>('checkin.suggestion', suggestionSchema);

export const collections: readonly Collection<unknown>[] = [
  programs,
  periods,
  answers,
  pools,
  results,
  releases,
  takers,
  greeted,
  rotations,
  suggestions,
];

/** The id a program has for its channel: one check-in program a channel. */
export const programId = (channel: ChannelId) => channel.replaceAll('/', '_');
export const periodKey = (program: string, date: LocalDate) => `${program}/${date}`;
export const answerKey = (program: string, date: LocalDate, person: PersonId) => `${program}/${date}/${person}`;
export const takerKey = (program: string, person: PersonId) => `${program}/${person}`;

/** Where everything a program owes is kept; cancelling it stops the program's mail. */
export const deliveryPrefix = (program: string) => `checkin/${program}/`;
/** Where the prompts of one date are kept, a person each. */
export const promptPrefix = (program: string, date: LocalDate) => `${deliveryPrefix(program)}${date}/ask/`;
/** What stands in the channel where the digest is in its thread; no key of the digest, so that a redraw leaves it. */
export const titleKey = (program: string, date: LocalDate, band: string) =>
  `${deliveryPrefix(program)}${date}/title/${band}`;
export const digestKey = (program: string, date: LocalDate, band: string) =>
  `${deliveryPrefix(program)}${date}/digest/${band}`;
