import { KNOWN_DAYS, unknownDay, weekdayOfWord } from './day-words.ts';
import {
  nearest,
  type Parsed,
  type Problem,
  problem,
  read,
  unknownWord,
  type WordContext,
  type Words,
  wordsOf,
} from './words.ts';
import { addDays, addMonths, isLocalDate, type LocalDate, localDateOf, weekdayOf } from './zoned.ts';

/** A stretch of calendar time: so many months, then so many days. */
export type Span = { readonly months: number; readonly days: number };

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const KNOWN_MONTHS = MONTHS.map((name) => name.toLowerCase());
const HOW = 'Write it like 1 dec, 2026-12-01, tomorrow or next tuesday.';
const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/**
 * A date as people write it: `2026-12-01`, `1 dec`, `dec 1 2026`, `tomorrow`, `friday` (the next one, not today),
 * `next tuesday` (that of next week), `next month` (its first). Without a year the next such day, today included.
 */
export function parseDate(input: Words, { now, zone }: WordContext): Parsed<LocalDate> {
  const typed = wordsOf(input);
  const today = localDateOf(now, zone);
  const words = typed.map((word) => word.toLowerCase()).filter((word) => !/^(on|the|of|this)$/.test(word));
  const [first = '', second] = words;
  if (first === '') return problem(`I need a date. ${HOW}`, typed.join(' '), 'tomorrow');
  if (words.length === 1) return oneWord(first, typed.join(' '), today);
  if (first === 'next' && second !== undefined && words.length === 2) return afterNext(second, today);
  return dayAndMonth(words, typed.join(' '), today);
}

/** A first and a last date as people write them: `24 dec to 1 jan`, or one date that is both; their order is not looked at. */
export function parseDates(input: Words, context: WordContext): Parsed<{ from: LocalDate; to: LocalDate }> {
  const words = wordsOf(input);
  const split = words.findIndex((word) => /^(to|until|till|-)$/i.test(word));
  const from = parseDate(split < 0 ? words : words.slice(0, split), context);
  if (!from.ok) return from;
  const to = split < 0 ? from : parseDate(words.slice(split + 1), context);
  return to.ok ? read({ from: from.value, to: to.value }) : to;
}

/** A length of time in days, weeks or months: `3 days`, `two weeks`, `a month`, `fortnight`; at most ten years. */
export function parseSpan(input: Words): Parsed<Span> {
  const typed = wordsOf(input);
  const text = typed.join(' ');
  const [, count = '1', unit = ''] = /^(?:for )?(?:(\S+) )?(\S+)$/.exec(text.toLowerCase()) ?? [];
  const name = unit.replace(/s$/, '');
  const size = SPANS.get(name);
  if (size === undefined) {
    const near = nearest(unit, ['days', 'weeks', 'months', 'day', 'week', 'month']);
    const cure = near === undefined ? 'Write it like 3 days, 2 weeks or a month.' : `Did you mean ${near}?`;
    return problem(`I can't read "${text}" as a length of time. ${cure}`, unit === '' ? text : unit, near);
  }
  const n = numberOf(count);
  if (n === undefined || n < 1) return problem(`I can't read the number "${count}". Write it like 3 days.`, count);
  const span = { months: size.months * n, days: size.days * n };
  return span.months > 120 || span.days > 3_660
    ? problem(`"${text}" is too long: ten years is the most.`, text)
    : read(span);
}

/** The date so much later; a day that the month lacks becomes its last. */
export function plusSpan(date: LocalDate, span: Span): LocalDate {
  return addDays(addMonths(date, span.months), span.days);
}

/** The number a word stands for: digits, `a`, `two` to `twelve`; undefined for another word. */
export function numberOf(word: string): number | undefined {
  if (/^\d{1,4}$/.test(word)) return Number(word);
  if (/^an?$/i.test(word)) return 1;
  const index = NUMBERS.indexOf(word.toLowerCase());
  return index < 0 ? undefined : index;
}

const SPANS: ReadonlyMap<string, Span> = new Map([
  ['day', { months: 0, days: 1 }],
  ['week', { months: 0, days: 7 }],
  ['fortnight', { months: 0, days: 14 }],
  ['month', { months: 1, days: 0 }],
  ['year', { months: 12, days: 0 }],
]);

function oneWord(word: string, typed: string, today: LocalDate): Parsed<LocalDate> {
  if (isLocalDate(word)) return read(word);
  if (word === 'today') return read(today);
  if (word === 'tomorrow') return read(addDays(today, 1));
  const weekday = weekdayOfWord(word);
  if (weekday !== undefined) return read(addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1));
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(word)) return problem(`There is no ${word} in the calendar. ${HOW}`, typed);
  // 1/12 is January in one country and December in another.
  if (/^\d+[/.]\d+([/.]\d+)?$/.test(word)) return problem(`"${typed}" can be read two ways. ${HOW}`, typed);
  return unknownWord('date', typed, ['today', 'tomorrow', ...KNOWN_DAYS], HOW);
}

function afterNext(word: string, today: LocalDate): Parsed<LocalDate> {
  const nextMonday = addDays(today, 8 - weekdayOf(today));
  if (word === 'week') return read(nextMonday);
  if (word === 'month') return read(firstOfMonth(addMonths(today, 1)));
  const weekday = weekdayOfWord(word);
  return weekday === undefined ? unknownDay(word) : read(addDays(nextMonday, weekday - 1));
}

function dayAndMonth(words: readonly string[], typed: string, today: LocalDate): Parsed<LocalDate> {
  const [a = '', b = '', yearWord, ...more] = words;
  const [dayWord, monthWord] = /^\d/.test(a) ? [a, b] : [b, a];
  const day = /^(\d{1,2})(st|nd|rd|th)?$/.exec(dayWord)?.[1];
  if (day === undefined || more.length > 0) return problem(`I can't read the date "${typed}". ${HOW}`, typed);
  const month = monthOf(monthWord);
  if (month === undefined) return unknownWord('month', monthWord, KNOWN_MONTHS, HOW);
  if (yearWord === undefined) return nextSuchDay(Number(day), month, typed, today);
  if (!/^[1-9]\d{3}$/.test(yearWord)) return problem(`I can't read the year "${yearWord}". ${HOW}`, yearWord);
  return (
    dateFrom(Number(yearWord), month, Number(day)) ??
    noSuchDay(`${yearWord} has no ${day} ${MONTHS[month - 1]}.`, typed)
  );
}

function nextSuchDay(day: number, month: number, typed: string, today: LocalDate): Parsed<LocalDate> {
  const year = Number(today.slice(0, 4));
  // 29 February may be eight years away, across 2100.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const date = dateFrom(year + ahead, month, day);
    if (date?.ok && date.value >= today) return date;
  }
  return noSuchDay(`There is no ${day} ${MONTHS[month - 1]}.`, typed);
}

function noSuchDay(sentence: string, typed: string): Problem {
  return problem(`${sentence} ${HOW}`, typed);
}

function dateFrom(year: number, month: number, day: number): { ok: true; value: LocalDate } | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isLocalDate(text) ? { ok: true, value: text } : undefined;
}

function monthOf(word: string): number | undefined {
  if (word.length < 3) return undefined;
  const index = KNOWN_MONTHS.findIndex((name) => name.startsWith(word));
  return index < 0 ? undefined : index + 1;
}

function firstOfMonth(date: LocalDate): LocalDate {
  return addDays(date, 1 - Number(date.slice(8)));
}
