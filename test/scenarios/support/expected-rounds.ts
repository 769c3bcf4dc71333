import { DAY, datesFrom, dayAfter, instantOfWall, mondayOf, weekdayOn } from './wall-clock.ts';

/** When rounds of one program are expected, in the test's own terms. */
export interface ExpectedRhythm {
  /** True on a date that the rule names. */
  readonly isOn: (date: string) => boolean;
  readonly time: string;
  readonly zone: string;
}

/** Days nobody works in the organisation: dates, and weekdays by number. */
export interface ClosedDays {
  readonly dates: readonly string[];
  readonly weekdays: readonly number[];
}

export const nothingClosed: ClosedDays = { dates: [], weekdays: [] };
const daysAWeek = 7;

/** Those weekdays of every nth week, counted in Monday weeks from the one that holds the first date. */
export function weekly(weekdays: readonly number[], every = 1, first = '2026-06-08'): (date: string) => boolean {
  return (date) => {
    const weeks = (Date.parse(mondayOf(date)) - Date.parse(mondayOf(first))) / (daysAWeek * DAY);
    return weekdays.includes(weekdayOn(date)) && weeks % every === 0;
  };
}

/** The nth such weekday of each month; -1 is the last. */
export function monthly(nth: number, weekday: number): (date: string) => boolean {
  return (date) => {
    const isLast = dayAfter(date, daysAWeek).slice(5, 7) !== date.slice(5, 7);
    const place = Math.ceil(Number(date.slice(8)) / daysAWeek);
    return weekdayOn(date) === weekday && (nth === -1 ? isLast : place === nth);
  };
}

/** The dates of all rounds between two: a closed day moves its round on, and two on one day are one. */
export function expectedDates(
  isOn: ExpectedRhythm['isOn'],
  first: string,
  last: string,
  closed: ClosedDays,
): readonly string[] {
  const isClosed = (date: string) => closed.dates.includes(date) || closed.weekdays.includes(weekdayOn(date));
  const held = new Set<string>();
  for (const planned of datesFrom(first, last).filter(isOn)) {
    let date = planned;
    while (isClosed(date)) date = dayAfter(date);
    held.add(date);
  }
  return [...held].sort();
}

/** The same as instants. */
export const expectedRounds = (
  { isOn, time, zone }: ExpectedRhythm,
  first: string,
  last: string,
  closed: ClosedDays,
): readonly number[] => expectedDates(isOn, first, last, closed).map((date) => instantOfWall(zone, date, time));
