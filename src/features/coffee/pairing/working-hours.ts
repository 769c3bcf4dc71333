import { instantAt, localDate, utcOffsetMinutes, wallTime, type Zone, zone } from '../../../time/zoned.ts';
import type { Member } from './types.ts';

const MINUTES_A_DAY = 1440;

/** The working week's default hours (contracts.md, Defaults). */
const DEFAULT_HOURS = ['09:00', '17:00'] as const;

/** A year to read standard offsets from; the lower of January's and July's is the one without summer time. */
const STANDARD_YEAR = 2025;

/** Working hours of one day in UTC minutes: `start` in 0..1439, `length` up to a whole day. */
export interface Shift {
  readonly start: number;
  readonly length: number;
}

/** Free at any hour: a member without a zone overlaps everybody. */
const ANY_HOUR: Shift = { start: 0, length: MINUTES_A_DAY };

/** Gives the shift of a member on the round's date; each zone's offset is looked up once. */
export function shiftReader(date: string | undefined): (member: Member) => Shift {
  const offsets = new Map<string, number>();
  return (member) => {
    if (member.timezone === undefined) return ANY_HOUR;
    const known = offsets.get(member.timezone);
    const offset = known ?? offsetOn(zone(member.timezone), date);
    if (known === undefined) offsets.set(member.timezone, offset);
    const [from, to] = member.hours ?? DEFAULT_HOURS;
    const length = modulo(minutesOf(to) - minutesOf(from), MINUTES_A_DAY);
    return { start: modulo(minutesOf(from) - offset, MINUTES_A_DAY), length: length === 0 ? MINUTES_A_DAY : length };
  };
}

/** What a member's clock shows at a UTC minute, given their shift; 0..1439. */
export const localMinute = ({ hours: [from] = DEFAULT_HOURS }: Member, shift: Shift, minute: number): number =>
  modulo(minute - shift.start + minutesOf(from), MINUTES_A_DAY);

function offsetOn(where: Zone, date: string | undefined): number {
  const offsetAtNoon = (day: string): number =>
    utcOffsetMinutes(where, instantAt(localDate(day), wallTime('12:00'), where));
  if (date !== undefined) return offsetAtNoon(date);
  return Math.min(offsetAtNoon(`${STANDARD_YEAR}-01-15`), offsetAtNoon(`${STANDARD_YEAR}-07-15`));
}

function minutesOf(wall: string): number {
  return Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5));
}

function modulo(value: number, base: number): number {
  return ((value % base) + base) % base;
}

/** The stretches, one or two, in which two shifts overlap; start in 0..1439, in UTC minutes. */
function commonHours(a: Shift, b: Shift): Shift[] {
  if (a.length === MINUTES_A_DAY) return [b];
  if (b.length === MINUTES_A_DAY) return [a];
  const stretches: Shift[] = [];
  // Days wrap: the other shift may begin the day before or after.
  for (const turn of [-MINUTES_A_DAY, 0, MINUTES_A_DAY]) {
    const start = Math.max(a.start, b.start + turn);
    const end = Math.min(a.start + a.length, b.start + turn + b.length);
    if (end > start) stretches.push({ start: modulo(start, MINUTES_A_DAY), length: end - start });
  }
  return stretches;
}

/** Length of the longest stretch that two shifts share, in minutes. */
export function overlapMinutes(a: Shift, b: Shift): number {
  return commonHours(a, b).reduce((longest, stretch) => Math.max(longest, stretch.length), 0);
}

/** The longest stretch that all shifts share; null when there is none. */
export function commonStretch(shifts: readonly Shift[]): Shift | null {
  let stretches: Shift[] = [ANY_HOUR];
  for (const shift of shifts) stretches = stretches.flatMap((stretch) => commonHours(stretch, shift));
  return stretches.reduce<Shift | null>((best, s) => (best === null || s.length > best.length ? s : best), null);
}
