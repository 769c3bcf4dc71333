import { z } from 'zod';
import type { PersonId } from '../../core/ids.ts';
import { collection } from '../../ports/collection.ts';
import { schema } from '../../ports/schema.ts';
import type { Collection } from '../../ports/storage.ts';
import type { LocalDate } from '../../time/zoned.ts';
import { rhythmSchema } from './rhythm.ts';

const pairSchema = z.object({
  supervisor: schema.person,
  report: schema.person,
  /** `asked` waits for the other side's yes; `ended` keeps the history of the two. */
  state: z.enum(['active', 'asked', 'ended']),
  source: z.enum(['directory', 'file', 'hand', 'report']),
  /** One of the two said it is not so: the directory's word alone does not bring it back. */
  isDenied: z.boolean().optional(),
  /** Who the report's supervisor was before somebody put them on this list: theirs again if the report says no. */
  before: schema.person.optional(),
  /** The import that last wrote it. */
  file: z.string().optional(),
  since: schema.date,
  /** When they are first due, as long as they have never met. */
  first: schema.date,
  /** Their own rhythm over the supervisor's over the organisation's. */
  rhythm: rhythmSchema.optional(),
});
export type Pair = z.infer<typeof pairSchema>;
/** Who reports to whom, keyed `supervisor/report`. What admins may see of two people. */
export const pairs = collection<Pair>('oneonone.pair', pairSchema);

const meetingSchema = z.object({ supervisor: schema.date.optional(), report: schema.date.optional() });
/** One meeting as each side told of it; the later date counts. */
export type Meeting = z.infer<typeof meetingSchema>;

const standingSchema = z.object({
  /** Oldest first. */
  meetings: z.array(meetingSchema),
  loggedOn: schema.date.optional(),
  restUntil: schema.date.optional(),
  /** When the report last said "please meet me". */
  askedAt: schema.instant.optional(),
  /** They have not talked since. */
  isAsked: z.boolean().optional(),
  /** Of a standing that stands aside since accounts were joined: how many of its talks went over to the one in use. */
  gathered: z.number().int().optional(),
  /** Questions the cards offered, oldest first. */
  questions: z.array(z.string()),
});
export type Standing = z.infer<typeof standingSchema>;
/** How it goes between the two, keyed like their pair; nobody else's business. */
export const standings = collection<Standing>('oneonone.standing', standingSchema);
export const defaultStanding: Standing = { meetings: [], questions: [] };

const choicesSchema = z.object({
  rhythm: rhythmSchema.optional(),
  /** Wants no nudges before this day, or none at all. */
  restUntil: z.union([schema.date, z.literal('on')]).optional(),
  /** Written to as their day begins, also on the first and the last of the week. */
  isAnyHour: z.boolean().optional(),
  noTips: z.boolean().optional(),
  noSuggestions: z.boolean().optional(),
  /** Wants no word of what the other of the two drew. */
  noSheets: z.boolean().optional(),
  lastTip: z.object({ id: z.string(), on: schema.date }).optional(),
  lastSuggestion: z.object({ id: z.string(), on: schema.date }).optional(),
  /** The latest ones, oldest first. */
  suggested: z.array(z.string()).optional(),
});
export type Choices = z.infer<typeof choicesSchema>;
/** What a supervisor chose for themselves, by person. */
export const choices = collection<Choices>('oneonone.choices', choicesSchema);

const cardSchema = z.object({
  lines: z.array(
    z.object({
      report: schema.person,
      /** What they answered on the card; an open line has none. */
      done: z.enum(['met', 'later', 'gone']).optional(),
    }),
  ),
  question: z.object({ report: schema.person, id: z.string() }).optional(),
  tip: z.string().optional(),
  suggestion: z.string().optional(),
});
export type Card = z.infer<typeof cardSchema>;
/** A nudge as it was planned, keyed `supervisor/date`. */
export const cards = collection<Card>('oneonone.card', cardSchema);

const programSchema = z.object({
  rhythm: rhythmSchema,
  isOn: z.boolean(),
  /** Since when the directory's word counts. */
  since: schema.date,
});
export type Program = z.infer<typeof programSchema>;
/** What an admin set for everybody, one row under `organisationKey`. */
export const programs = collection<Program>('oneonone.program', programSchema);

export const joinerSchema = z.object({
  start: schema.date,
  /** Whether coffee has introduced them to somebody in their first days. */
  hasBuddy: z.boolean(),
});
export type Joiner = z.infer<typeof joinerSchema>;
/** Somebody new and their first day, by person; kept until their first hundred days are over. */
export const joiners = collection<Joiner>('oneonone.joiner', joinerSchema);

/** The one row that the daily work hangs on. */
export const plans = collection('oneonone.plan', z.object({ since: schema.date }));
export const organisationKey = 'organisation';

export const pairKey = (supervisor: PersonId, report: PersonId) => `${supervisor}/${report}`;
export const cardKey = (supervisor: PersonId, date: LocalDate) => `${supervisor}/${date}`;
/** The supervisor and the report, or the date, of a key. */
export const partsOf = (key: string): readonly [PersonId, string] => {
  const at = key.indexOf('/');
  return [key.slice(0, at) as PersonId, key.slice(at + 1)];
};

/** Where a supervisor's nudges are owed. */
export const nudgePrefix = (supervisor: PersonId) => `oneonone/nudge/${supervisor}/`;
export const nudgeKey = (supervisor: PersonId, date: LocalDate) => `${nudgePrefix(supervisor)}${date}`;
/** Where a report's "please meet me" is owed. */
export const askPrefix = (pair: string) => `oneonone/ask/${pair}/`;

/** Where the word of what one of the two drew is owed. */
export const sheetPrefix = (pair: string) => `oneonone/sheet/${pair}/`;

/** Everything this feature keeps. */
export const collections: readonly Collection<unknown>[] = [pairs, standings, choices, cards, programs, joiners, plans];
