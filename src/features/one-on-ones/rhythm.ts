import { z } from 'zod';
import { parseSpan } from '../../time/date-words.ts';
import { type Parsed, problem, read } from '../../time/words.ts';
import { addDays, addMonths, type LocalDate } from '../../time/zoned.ts';

export const rhythmSchema = z.object({ unit: z.enum(['week', 'month']), every: z.number().int().min(1).max(13) });
/** How often two people talk: every 1 to 13 weeks, or every 1 to 3 months. */
export type Rhythm = z.infer<typeof rhythmSchema>;

/** Until somebody sets another. */
export const defaultRhythm: Rhythm = { unit: 'week', every: 2 };

const mostWeeks = 13;
const mostMonths = 3;
const daysInMonth = 30;
const daysInFebruary = 28;
const HOW = 'Write it like every 2 weeks, monthly or quarterly.';

const NAMED: ReadonlyMap<string, Rhythm> = new Map([
  ['weekly', { unit: 'week', every: 1 }],
  ['fortnightly', { unit: 'week', every: 2 }],
  ['biweekly', { unit: 'week', every: 2 }],
  ['monthly', { unit: 'month', every: 1 }],
  ['quarterly', { unit: 'month', every: 3 }],
]);

/** `every 2 weeks`, `every month`, `weekly`, `quarterly`; from a week to a quarter. */
export function parseRhythm(words: readonly string[]): Parsed<Rhythm> {
  const typed = words.join(' ').toLowerCase();
  const text = typed
    .replace(/^every\s+/, '')
    .replace(/^other\s+week$/, '2 weeks')
    .replace(/^quarter$/, 'quarterly');
  const named = NAMED.get(text);
  if (named) return read(named);
  const span = parseSpan(text);
  if (!span.ok) return problem(`I can't read "${typed}" as a rhythm. ${HOW}`, typed, 'every 2 weeks');
  const { months, days } = span.value;
  if (days > 0 && days % 7 === 0 && days <= mostWeeks * 7) return read({ unit: 'week', every: days / 7 });
  if (months > 0 && months <= mostMonths) return read({ unit: 'month', every: months });
  return problem(`One-on-ones go from every week to every 3 months, not "${typed}".`, typed, 'every 2 weeks');
}

/** `every 2 weeks`, as a part of a sentence. */
export const rhythmWords = ({ unit, every }: Rhythm): string =>
  every === 1 ? `every ${unit}` : `every ${every} ${unit}s`;

/** The date so many times the rhythm later; never earlier for a later start. */
export const advance = (date: LocalDate, { unit, every }: Rhythm, times = 1): LocalDate =>
  unit === 'week' ? addDays(date, 7 * every * times) : addMonths(date, every * times);

/** About how many days there are from one to the next. */
export const lengthOf = ({ unit, every }: Rhythm): number => every * (unit === 'week' ? 7 : daysInMonth);

/** The fewest days there can be. */
export const shortestOf = ({ unit, every }: Rhythm): number => every * (unit === 'week' ? 7 : daysInFebruary);
