import { type Cadence, nextOccurrence } from './cadence.ts';
import { looksLikeTime, parseTime } from './clock-words.ts';
import { numberOf, parseDate } from './date-words.ts';
import { KNOWN_DAYS, weekdayOfWord, weekdaysOfWord } from './day-words.ts';
import { type Beat, describeRule, ordinalOf, ruleFor } from './rule-words.ts';
import {
  type Parsed,
  type Problem,
  problem,
  read,
  unknownWord,
  type WordContext,
  type Words,
  wordsOf,
} from './words.ts';
import { parseZone } from './zone-words.ts';
import {
  formatInstant,
  instantAt,
  type LocalDate,
  localDate,
  localDateOf,
  type Reader,
  type WallTime,
  wallTime,
  zone,
} from './zoned.ts';

/** A cadence read from words, or why not. */
export type CadenceReading = { readonly ok: true; readonly cadence: Cadence } | Problem;

const DEFAULT_TIME = wallTime('10:00');
const HOW = 'For example: every 2 weeks on tuesday at 10:00.';
const MOST = { day: 90, weekday: 1, week: 52, month: 24 } satisfies Record<Beat['unit'], number>;

const ADVERBS: ReadonlyMap<string, Beat> = new Map(
  Object.entries({
    daily: { unit: 'day', interval: 1 },
    weekdays: { unit: 'weekday', interval: 1 },
    weekly: { unit: 'week', interval: 1 },
    fortnightly: { unit: 'week', interval: 2 },
    biweekly: { unit: 'week', interval: 2 },
    'bi-weekly': { unit: 'week', interval: 2 },
    monthly: { unit: 'month', interval: 1 },
    quarterly: { unit: 'month', interval: 3 },
  }),
);
const UNITS: ReadonlyMap<string, Beat> = new Map(
  Object.entries({
    day: { unit: 'day', interval: 1 },
    weekday: { unit: 'weekday', interval: 1 },
    workday: { unit: 'weekday', interval: 1 },
    week: { unit: 'week', interval: 1 },
    fortnight: { unit: 'week', interval: 2 },
    month: { unit: 'month', interval: 1 },
    quarter: { unit: 'month', interval: 3 },
  }),
);

type ClauseName = 'on' | 'at' | 'in' | 'from';
type Clauses = Partial<Record<ClauseName, string[]>>;
const CLAUSES: ReadonlyMap<string, ClauseName> = new Map([
  ['on', 'on'],
  ['at', 'at'],
  ['in', 'in'],
  ['from', 'from'],
  ['starting', 'from'],
]);

/**
 * The cadence words of the slash grammar: `every 2 weeks on tuesday at 10:00 [in ZONE] [from DATE]` and its kin. Without
 * a time 10:00. The first date, which intervals count from, is the first match still ahead of `now`. What cannot be read is
 * answered with `example`, a sentence, if one is given.
 */
export function parseCadence(input: Words, context: WordContext & { readonly example?: string }): CadenceReading {
  const reading = readCadence(input, context);
  if (reading.ok || context.example === undefined) return reading;
  return { ...reading, problem: reading.problem.replace(HOW, context.example) };
}

function readCadence(input: Words, context: WordContext): CadenceReading {
  const words = withoutFiller(wordsOf(input));
  const head = readHead(words);
  if (!head.ok) return head;
  const clauses = readClauses(head.value.rest);
  if (!clauses.ok) return clauses;
  const { on = [], at, in: where, from } = clauses.value;
  const place = where === undefined ? read(context.zone) : parseZone(where);
  if (!place.ok) return place;
  const time: Parsed<WallTime> = at === undefined ? read(DEFAULT_TIME) : parseTime(at);
  if (!time.ok) return time;
  const start = startDate(from, { now: context.now, zone: place.value });
  if (!start.ok) return start;
  const rule = ruleFor(head.value.beat, on, start.value);
  if (!rule.ok) return rule;
  const always = ruleFor({ ...head.value.beat, interval: 1 }, on, start.value);
  if (!always.ok) return always;
  const kept = { time: time.value, zone: place.value };
  const search = { ...kept, rule: always.value, from: start.value ?? localDateOf(context.now, place.value) };
  return { ok: true, cadence: { ...kept, rule: rule.value, from: nextOccurrence(search, context.now).date } };
}

/** The cadence as a sentence begins, `Every 2 weeks on Tuesday at 10:00`, in a form `parseCadence` reads; zone and start left out. */
export function describeCadence(cadence: Pick<Cadence, 'rule' | 'time'>, reader?: Reader): string {
  return `${describeRule(cadence.rule)} at ${reader === undefined ? cadence.time : timeFor(cadence.time, reader)}`;
}

function timeFor(time: WallTime, reader: Reader): string {
  const utc = zone('UTC');
  return formatInstant(instantAt(localDate('2000-01-01'), time, utc), utc, 'time', reader);
}

// "working day" and "of the month" are longer ways to say "weekday" and "every month on".
function withoutFiller(words: readonly string[]): string[] {
  const text = words.join(' ').replace(/\b(working|work|business) (?=days?\b)/gi, 'week');
  const short = text.replace(/\s+(of|in) (the|each|every) month\b/i, '');
  const isMonthly = short !== text && /^every (?!month)/i.test(text);
  return wordsOf(isMonthly ? short.replace(/^every/i, 'every month on the') : short);
}

function readHead(words: readonly string[]): Parsed<{ beat: Beat; rest: readonly string[] }> {
  const [first = '', ...rest] = words;
  const adverb = ADVERBS.get(first.toLowerCase());
  if (adverb !== undefined) return read({ beat: adverb, rest });
  if (/^(every|each)$/i.test(first)) return afterEvery(rest);
  if (weekdaysOfWord(first) !== undefined) return read({ beat: { unit: 'week', interval: 1 }, rest: words });
  if (first === '') return problem(`Say how often. ${HOW}`, '', 'every');
  return unknownWord('word', first, ['every', ...ADVERBS.keys(), ...KNOWN_DAYS], `Say how often. ${HOW}`);
}

function afterEvery(words: readonly string[]): Parsed<{ beat: Beat; rest: readonly string[] }> {
  const [first = '', second = ''] = words;
  const ordinal = /^\d+$/.test(first) ? undefined : ordinalOf(first);
  const count = /^other$/i.test(first) ? 2 : (numberOf(first) ?? (isUnit(second) ? ordinal : undefined));
  if (count === undefined && ordinal !== undefined) return nthDay(words, ordinal);
  const [unit = '', ...rest] = count === undefined ? words : words.slice(1);
  const beat = UNITS.get(unit.toLowerCase().replace(/s$/, ''));
  if (beat !== undefined) return paced(beat, count ?? 1, first, rest);
  if (weekdaysOfWord(unit) !== undefined) {
    return paced({ unit: 'week', interval: 1 }, count ?? 1, first, count === undefined ? words : words.slice(1));
  }
  if (unit === '') return problem(`Every what? ${HOW}`, first, 'week');
  return unknownWord('word', unit, ['week', 'weeks', 'month', 'months', 'day', 'weekday', ...KNOWN_DAYS], HOW);
}

function isUnit(word: string): boolean {
  return UNITS.has(word.toLowerCase().replace(/s$/, ''));
}

function paced(
  beat: Beat,
  count: number,
  at: string,
  rest: readonly string[],
): Parsed<{ beat: Beat; rest: readonly string[] }> {
  const interval = beat.interval * count;
  if (interval >= 1 && interval <= MOST[beat.unit]) return read({ beat: { ...beat, interval }, rest });
  if (beat.unit === 'weekday')
    return problem('I can do every weekday, or every few days, not both.', at, 'every weekday');
  return problem(`I can do every 1 to ${MOST[beat.unit]} ${beat.unit}s, not every ${interval}.`, at);
}

// "every first monday" and "every 15th" can only be of the month; "every second tuesday" may as well be every other one.
function nthDay(words: readonly string[], ordinal: number): Parsed<{ beat: Beat; rest: readonly string[] }> {
  const [first = '', day = ''] = words;
  if (ordinal === 1 || ordinal === -1 || weekdayOfWord(day) === undefined) {
    return read({ beat: { unit: 'month', interval: 1 }, rest: words });
  }
  const ways = `"every ${ordinal} weeks on ${day}" or "every month on the ${first} ${day}"`;
  return problem(`"every ${first} ${day}" can be read two ways. Say ${ways}.`, first, String(ordinal));
}

function readClauses(words: readonly string[]): Parsed<Clauses> {
  const clauses: Clauses = {};
  let current: ClauseName | undefined;
  for (const word of words) {
    const keyword = CLAUSES.get(word.toLowerCase());
    const next: ClauseName | undefined = keyword ?? impliedClause(word, current, clauses);
    if (next === undefined) return unknownWord('word', word, [...CLAUSES.keys(), ...KNOWN_DAYS], HOW);
    const isNew = keyword !== undefined || next !== current;
    if (isNew && clauses[next] !== undefined) return problem(`You said "${next}" twice. ${HOW}`, word);
    current = next;
    clauses[next] = [...(clauses[next] ?? []), ...(keyword === undefined ? [word] : [])];
  }
  const empty = [...CLAUSES.values()].find((name) => clauses[name]?.length === 0);
  return empty === undefined ? read(clauses) : problem(`There is nothing after "${empty}". ${HOW}`, empty);
}

// "every week tuesday 10:00" needs no "on" or "at"; a time stands alone, so a weekday after it begins another clause.
function impliedClause(word: string, current: ClauseName | undefined, clauses: Clauses): ClauseName | undefined {
  if (looksLikeTime(word)) return 'at';
  const isTimeOver = current === 'at' && (clauses.at?.length ?? 0) > 0 && !/^[ap]\.?m\.?$/i.test(word);
  if (current !== undefined && !isTimeOver) return current;
  return weekdaysOfWord(word) !== undefined || ordinalOf(word) !== undefined || word.toLowerCase() === 'the'
    ? 'on'
    : undefined;
}

function startDate(words: readonly string[] | undefined, context: WordContext): Parsed<LocalDate | undefined> {
  if (words === undefined) return read(undefined);
  const date = parseDate(words, context);
  if (!date.ok || date.value >= localDateOf(context.now, context.zone)) return date;
  const typed = words.join(' ');
  return problem(`${typed} is already past. Choose a first date from today on.`, typed, 'today');
}
