import { dayAfter, instantOfWall, wallAt, weekdayOn } from '../../../support/wall-clock.ts';
import { type Colleague, closedIn } from './cast.ts';

/** Leave, both dates included. */
export interface Leave {
  readonly from: string;
  readonly to: string;
}

/** Somebody's hours of one day, in milliseconds; `to` excluded. */
interface Hours {
  readonly from: number;
  readonly to: number;
}

const instants = new Map<string, number>();

/** `instantOfWall`, remembered: a year asks for the same mornings again and again. */
export function momentOf(zone: string, date: string, time: string): number {
  const key = `${zone} ${date} ${time}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const found = instantOfWall(zone, date, time);
  instants.set(key, found);
  return found;
}

/** The date on somebody's wall. */
export const dateThere = (zone: string, at: number): string => wallAt(zone, at).date;

function hoursOn(who: Colleague, leave: readonly Leave[], date: string): Hours | undefined {
  if (!who.days.includes(weekdayOn(date)) || closedIn(who.country).has(date)) return undefined;
  if (leave.some(({ from, to }) => from <= date && date <= to)) return undefined;
  return { from: momentOf(who.zone, date, who.from), to: momentOf(who.zone, date, who.to) };
}

/** True while they are at work; nobody here works past midnight. */
export function isAtWork(who: Colleague, leave: readonly Leave[], at: number): boolean {
  const hours = hoursOn(who, leave, dateThere(who.zone, at));
  return hours !== undefined && hours.from <= at && at < hours.to;
}

/** That moment if they are at work then, else when they next begin. */
export function nextAtWork(who: Colleague, leave: readonly Leave[], at: number): number {
  for (let date = dateThere(who.zone, at); ; date = dayAfter(date)) {
    const hours = hoursOn(who, leave, date);
    if (hours && at < hours.to) return Math.max(at, hours.from);
  }
}

/** When they begin on that date, or on their first working day after it. */
export function firstMorning(who: Colleague, leave: readonly Leave[], from: string): number {
  for (let date = from; ; date = dayAfter(date)) {
    const hours = hoursOn(who, leave, date);
    if (hours) return hours.from;
  }
}
