import { kept } from './kept.ts';

declare const kind: unique symbol;

/** A moment: whole milliseconds since 1970-01-01T00:00Z, without leap seconds. */
export type Instant = number & { readonly [kind]: 'Instant' };
/** A day on somebody's calendar, `YYYY-MM-DD`, years 1000 to 9999; compares correctly as text. */
export type LocalDate = string & { readonly [kind]: 'LocalDate' };
/** A time on somebody's wall clock, `HH:MM`, 00:00 to 23:59; compares correctly as text. */
export type WallTime = string & { readonly [kind]: 'WallTime' };
/** An IANA time zone name such as `Europe/Lisbon`; never an offset such as `+01:00`. */
export type Zone = string & { readonly [kind]: 'Zone' };

const DAY = 86_400_000;
const YEAR_10000 = Date.UTC(10_000, 0);

/** True for a real calendar day written `YYYY-MM-DD`; 2027-02-29 is not one. */
export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !/^[1-9]\d{3}-\d\d-\d\d$/.test(value)) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && dateOfUtc(ms) === value;
}

/** True for `HH:MM` from 00:00 to 23:59, both parts with two digits. */
export function isWallTime(value: unknown): value is WallTime {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** The date of a `YYYY-MM-DD` text; RangeError for anything else. */
export function localDate(text: string): LocalDate {
  if (isLocalDate(text)) return text;
  throw new RangeError(`not a date: "${text}" (wanted a real day as YYYY-MM-DD)`);
}

/** The wall time of an `HH:MM` text; RangeError for anything else. */
export function wallTime(text: string): WallTime {
  if (isWallTime(text)) return text;
  throw new RangeError(`not a time: "${text}" (wanted HH:MM from 00:00 to 23:59)`);
}

/** Minutes from midnight to that wall time, 0 to 1439. */
export function minuteOfDay(time: WallTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The UTC date of an epoch in milliseconds, for those who have already added a zone's offset; RangeError from year 10000. */
export function dateOfUtc(ms: number): LocalDate {
  if (ms >= YEAR_10000) throw new RangeError('no date after 9999-12-31');
  return writtenDay(Math.floor(ms / DAY));
}

const mostWrittenDays = 10_000;
/** A day by its number since 1970: rules walk the same few years over and over. */
const writtenDay = kept((day: number) => new Date(day * DAY).toISOString().slice(0, 10) as LocalDate, mostWrittenDays);

/** The date `n` days later, or earlier if negative. */
export function addDays(date: LocalDate, n: number): LocalDate {
  return dateOfUtc(Date.parse(date) + n * DAY);
}

/** Whole days from `a` to `b`; negative if `b` comes first. */
export function daysBetween(a: LocalDate, b: LocalDate): number {
  return (Date.parse(b) - Date.parse(a)) / DAY;
}

/** ISO day of the week: 1 Monday to 7 Sunday. */
export function weekdayOf(date: LocalDate): number {
  return ((((Date.parse(date) / DAY + 3) % 7) + 7) % 7) + 1;
}
