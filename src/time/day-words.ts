import { listed, type Parsed, read, unknownWord, type Words, wordsOf } from './words.ts';

/** Weekday names in ISO order, Monday first, as a sentence writes them. */
export const DAY_NAMES: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
/** RFC 5545 weekday codes in the same order. */
export const DAY_CODES: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Lower-case weekday names, to suggest from. */
export const KNOWN_DAYS = DAY_NAMES.map((name) => name.toLowerCase());

/** The ISO weekday a word names: `tue`, `tues`, `Tuesdays`, `tuesday's`; undefined for another word. */
export function weekdayOfWord(word: string): number | undefined {
  const bare = word.toLowerCase().replace(/(?<=day)['’]?s$/, '');
  if (bare.length < 2) return undefined;
  // Two letters suffice (mo, tu); longer ones must begin the name, so `tusday` is no day.
  const index = KNOWN_DAYS.findIndex((name) => name.startsWith(bare));
  return index < 0 ? undefined : index + 1;
}

/** The ISO weekdays a word stands for: one day, a range `mon-fri` (also over the weekend), or `weekdays`. */
export function weekdaysOfWord(word: string): number[] | undefined {
  if (/^(weekdays?|workdays?)$/i.test(word)) return [1, 2, 3, 4, 5];
  const [first = '', last, ...more] = word.split(/[-–]/);
  const start = weekdayOfWord(first);
  const end = last === undefined ? start : weekdayOfWord(last);
  if (start === undefined || end === undefined || more.length > 0) return undefined;
  const length = ((end - start + 7) % 7) + 1;
  return Array.from({ length }, (_, day) => ((start - 1 + day) % 7) + 1);
}

/** Working days as people write them, `mon-thu`, `mon,tue,thu`, `mon to thu`, `weekdays`: ISO weekdays in order, each once. */
export function parseWorkdays(input: Words): Parsed<number[]> {
  const text = wordsOf(input).join(' ');
  const words = wordsOf(text.replace(/\s*(?:\b(?:to|until|through)\b|[-–])\s*/gi, '-')).filter(
    (word) => !isJoiner(word),
  );
  const days = new Set<number>();
  for (const word of words) {
    const found = weekdaysOfWord(word);
    if (found === undefined) return unknownDay(word);
    for (const day of found) days.add(day);
  }
  return days.size === 0 ? unknownDay(text) : read([...days].sort((a, b) => a - b));
}

/** ISO weekdays in a sentence: `Monday to Friday` where three or more follow one another, else `Monday, Tuesday and Friday`. */
export function daysInWords(days: readonly number[]): string {
  const names = days.map((day) => DAY_NAMES[day - 1] ?? '');
  const isRun = days.length > 2 && days.every((day, index) => day === (days[0] ?? 0) + index);
  return isRun ? `${names[0]} to ${names.at(-1)}` : listed(names);
}

/** Words that only join others: `and`, `&`, `the`. */
export function isJoiner(word: string): boolean {
  return /^(and|&|\+|the)$/i.test(word);
}

/** The problem of a word that should have been a weekday; in a range, of the half that is none. */
export function unknownDay(word: string) {
  const part = word.split(/[-–]/).find((half) => half !== '' && weekdayOfWord(half) === undefined) ?? word;
  return unknownWord('day', part, KNOWN_DAYS, 'Write days like tue or mon-thu.');
}
