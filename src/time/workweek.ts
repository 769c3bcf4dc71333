import { holidayNames } from './holidays.ts';
import {
  addDays,
  formatDate,
  type Instant,
  instantAt,
  type LocalDate,
  localDateOf,
  type WallTime,
  weekdayOf,
  type Zone,
} from './zoned.ts';

/** When an organisation or a person works. `to` at or before `from` means the stretch ends on the next day. */
export type Calendar = {
  /** ISO weekdays, 1 Monday to 7 Sunday; a night shift belongs to the day it begins on. */
  readonly days: readonly number[];
  readonly from: WallTime;
  readonly to: WallTime;
  readonly zone: Zone;
  /** ISO 3166, optionally with region (`DE-BY`); without it no public holidays. */
  readonly country?: string | undefined;
  /** Days closed beyond holidays. */
  readonly closed: readonly LocalDate[];
};

/** A span of exact time, `to` excluded. */
export type Stretch = { readonly from: Instant; readonly to: Instant };

/** How far ahead or back a working day is looked for; a calendar closed longer has none. */
const SEARCH_DAYS = 400;

/** True if somebody with that calendar works on that date. */
export function isWorkingDay(calendar: Calendar, date: LocalDate): boolean {
  return (
    calendar.days.includes(weekdayOf(date)) &&
    holidayOn(calendar, date) === undefined &&
    !calendar.closed.includes(date)
  );
}

/** Why nobody works then: the holiday's name, else `Saturday`, else `closed day`; undefined on a working day. */
export function whyClosed(calendar: Calendar, date: LocalDate): string | undefined {
  const holiday = holidayOn(calendar, date);
  if (holiday !== undefined) return holiday;
  if (!calendar.days.includes(weekdayOf(date)))
    return formatDate(date, 'weekday', { locale: 'en-GB', hourCycle: 'h23' });
  return calendar.closed.includes(date) ? 'closed day' : undefined;
}

/** The first working day on or after the date; undefined if there is none within 400 days. */
export function nextWorkingDay(calendar: Calendar, onOrAfter: LocalDate): LocalDate | undefined {
  return searchDays(calendar, onOrAfter, 1);
}

/** The last working day on or before the date; undefined if there is none within 400 days. */
export function lastWorkingDay(calendar: Calendar, onOrBefore: LocalDate): LocalDate | undefined {
  return searchDays(calendar, onOrBefore, -1);
}

/** The working hours that begin on that date; undefined on a closed day, or if a DST gap swallows them. */
export function workingStretch(calendar: Calendar, date: LocalDate): Stretch | undefined {
  if (!isWorkingDay(calendar, date)) return undefined;
  const from = instantAt(date, calendar.from, calendar.zone);
  const lastDate = calendar.to <= calendar.from ? addDays(date, 1) : date;
  const to = instantAt(lastDate, calendar.to, calendar.zone);
  return from < to ? { from, to } : undefined;
}

/** True inside working hours; the closing minute itself is outside. */
export function isWithinHours(calendar: Calendar, at: Instant): boolean {
  const today = localDateOf(at, calendar.zone);
  return [addDays(today, -1), today].some((date) => {
    const stretch = workingStretch(calendar, date);
    return stretch !== undefined && stretch.from <= at && at < stretch.to;
  });
}

/** That instant if it lies in working hours, else the start of the next stretch; undefined if none within 400 days. */
export function nextWorkingInstant(calendar: Calendar, notBefore: Instant): Instant | undefined {
  if (calendar.days.length === 0) return undefined;
  const today = localDateOf(notBefore, calendar.zone);
  for (let day = -1; day <= SEARCH_DAYS; day++) {
    const stretch = workingStretch(calendar, addDays(today, day));
    if (stretch !== undefined && stretch.to > notBefore) return stretch.from > notBefore ? stretch.from : notBefore;
  }
  return undefined;
}

function holidayOn(calendar: Calendar, date: LocalDate): string | undefined {
  return calendar.country === undefined
    ? undefined
    : holidayNames(calendar.country, Number(date.slice(0, 4))).get(date);
}

function searchDays(calendar: Calendar, start: LocalDate, step: 1 | -1): LocalDate | undefined {
  if (calendar.days.length === 0) return undefined;
  for (let day = 0; day <= SEARCH_DAYS; day++) {
    const date = addDays(start, day * step);
    if (isWorkingDay(calendar, date)) return date;
  }
  return undefined;
}
