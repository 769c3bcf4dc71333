/*
 * What clocks and calendars show, built on Intl and UTC arithmetic alone, so that a scenario never asks the sources
 * under test what to expect of them. Dates are `YYYY-MM-DD`, times `HH:MM`, instants milliseconds.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, ...parts, hourCycle: 'h23' });
  clocks.set(timeZone, made);
  return made;
}

/** What a clock and a calendar on the wall there show at that instant. */
export function wallAt(zone: string, ms: number): { readonly date: string; readonly time: string } {
  const [date = '', time = ''] = clockIn(zone).format(ms).split(' ');
  return { date, time };
}

/** The date so many days later. */
export const dayAfter = (date: string, days = 1): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** 1 Monday to 7 Sunday. */
export const weekdayOn = (date: string): number => new Date(Date.parse(date)).getUTCDay() || 7;

/** The Monday of that date's week. */
export const mondayOf = (date: string): string => dayAfter(date, 1 - weekdayOn(date));

/** Every date from one to another, both included. */
export function datesFrom(first: string, last: string): readonly string[] {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => dayAfter(first, index));
}

/**
 * The instant of a wall time: every offset seen there around that day is tried, and the earliest that shows the time
 * is it (a fold). Where none does (a gap), the clock is followed from the last minute that exists.
 */
export function instantOfWall(zone: string, date: string, time: string): number {
  const local = Date.parse(`${date}T${time}:00Z`);
  const offsets = new Set<number>();
  for (let ms = local - 30 * HOUR; ms <= local + 30 * HOUR; ms += 3 * HOUR) offsets.add(offsetAt(zone, ms));
  for (let back = 0; back <= 180; back += 1) {
    const wanted = local - back * MINUTE;
    const found = [...offsets].map((offset) => wanted - offset).filter((ms) => offsetAt(zone, ms) === wanted - ms);
    if (found.length > 0) return Math.min(...found) + back * MINUTE;
  }
  throw new Error(`${zone} shows no ${time} around ${date}`);
}

function offsetAt(zone: string, ms: number): number {
  const { date, time } = wallAt(zone, ms);
  return Date.parse(`${date}T${time}:00Z`) - Math.floor(ms / MINUTE) * MINUTE;
}
