import { addDays, daysBetween, type LocalDate } from '../../time/zoned.ts';

/** A welcome talk in the first week, then a look back after each of these days. */
export const milestoneDays = [0, 30, 60, 90] as const;
/** After this nobody is new any more. */
export const daysNew = 100;

/** The days on which a newcomer's supervisor is reminded of a talk. */
export const milestonesOf = (start: LocalDate): readonly LocalDate[] =>
  milestoneDays.map((days) => addDays(start, days));

/** What a talk with somebody new is about: `new here, second week`, `day 30`; undefined for the others. */
export function newcomerWords(start: LocalDate | undefined, today: LocalDate): string | undefined {
  const day = start === undefined ? -1 : daysBetween(start, today);
  if (day < 0 || day > daysNew) return undefined;
  const milestone = milestoneDays.findLast((days) => days > 0 && days <= day + earlyDays);
  if (milestone !== undefined && day - milestone < 7) return `new here, around day ${milestone}`;
  if (day < 7) return 'new here, first week';
  return day < 14 ? 'new here, second week' : undefined;
}

const earlyDays = 5;
