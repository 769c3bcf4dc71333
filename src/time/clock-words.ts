import { type Parsed, problem, read, type Words, wordsOf } from './words.ts';
import { isWallTime, minuteOfDay, type WallTime } from './zoned.ts';

/** Nobody works longer at a stretch: who writes that has put the two times the wrong way round. */
const longestDay = 15;

type Reading = { readonly hour: number; readonly minute: number; readonly half: 'am' | 'pm' | undefined };

const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?\s?(?:h|([ap])\.?m\.?)?$/i;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['noon', '12:00'],
  ['midday', '12:00'],
  ['midnight', '00:00'],
]);

/** A time of day as people write it: `10`, `10:00`, `9.30`, `0930`, `10am`, `10:30 pm`, `noon`. */
export function parseTime(input: Words): Parsed<WallTime> {
  const text = wordsOf(input).join(' ');
  const reading = readingOf(text);
  const time = reading && wallTimeFrom(reading);
  return time === undefined ? unknownTime(text) : read(time);
}

/** True for a word that can only be a time, so that it needs no `at` before it: `10:00`, `10am`. */
export function looksLikeTime(word: string): boolean {
  return /^\d{1,2}:\d\d|^\d{1,2}(?:[.:]\d\d)?[ap]\.?m\.?$/i.test(word);
}

/**
 * Working hours, `09:00-17:00`, `9-17`, `9am to 5pm`. Without am or pm, `9-5` means nine to seventeen; an end before the
 * start otherwise means the next day (`22-6`).
 */
export function parseHours(input: Words): Parsed<{ from: WallTime; to: WallTime }> {
  const text = wordsOf(input).join(' ');
  const [first = '', second, ...more] = text.replace(/^from\s+/i, '').split(/\s*(?:[-–—]|\b(?:to|until|till)\b)\s*/i);
  if (second === undefined || more.length > 0) {
    return problem(`I need a start and an end, not "${text}". For example 09:00-17:00.`, text, '09:00-17:00');
  }
  const from = readingOf(first);
  const to = readingOf(second);
  if (from === undefined || to === undefined) return unknownTime(from === undefined ? first : second);
  const hours = officeHours(from, to, text);
  const [start, end] = [wallTimeFrom(hours.from), wallTimeFrom(hours.to)];
  if (start === undefined || end === undefined) return unknownTime(start === undefined ? first : second);
  if (start === end)
    return problem(`Working hours from ${start} to ${end} leave no time to work.`, text, '09:00-17:00');
  const hoursLong = (24 + (minuteOfDay(end) - minuteOfDay(start)) / 60) % 24;
  if (hoursLong > longestDay)
    return problem(
      `From ${start} to ${end} would be ${Math.round(hoursLong)} hours. Did you mean ${end}-${start}?`,
      text,
      `${end}-${start}`,
    );
  return read({ from: start, to: end });
}

function officeHours(from: Reading, to: Reading, text: string): { from: Reading; to: Reading } {
  // "1-5pm" starts in the afternoon, "9-5pm" in the morning.
  if (to.half === 'pm' && from.half === undefined && from.hour < to.hour && to.hour < 12) {
    return { from: { ...from, half: 'pm' }, to };
  }
  const isPlain = from.half === undefined && to.half === undefined && !/\b0\d/.test(text);
  if (isPlain && from.hour <= 12 && to.hour > 0 && to.hour < 12 && to.hour < from.hour)
    return { from, to: { ...to, half: 'pm' } };
  return { from, to };
}

function readingOf(text: string): Reading | undefined {
  const plain = NAMED.get(text.toLowerCase()) ?? text.replace(/^(\d\d)(\d\d)$/, '$1:$2');
  const [, hour, minute, half] = TIME.exec(plain.trim()) ?? [];
  if (hour === undefined) return undefined;
  const named = half === undefined ? undefined : half.toLowerCase() === 'a' ? 'am' : 'pm';
  return { hour: Number(hour), minute: Number(minute ?? 0), half: named };
}

function wallTimeFrom({ hour, minute, half }: Reading): WallTime | undefined {
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const hour24 = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  const text = `${String(hour24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return isWallTime(text) ? text : undefined;
}

function unknownTime(text: string) {
  return problem(`I can't read the time "${text}". Write it like 10:00 or 2:30 pm.`, text);
}
