import { DAY_CODES, DAY_NAMES, isJoiner, unknownDay, weekdayOfWord, weekdaysOfWord } from './day-words.ts';
import { listed, type Parsed, problem, read } from './words.ts';
import { type LocalDate, weekdayOf } from './zoned.ts';

/** What a rule repeats by, and every how many of them. */
export type Beat = { readonly unit: 'day' | 'weekday' | 'week' | 'month'; readonly interval: number };

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const LAST = -1;
const WEEKDAYS = 'MO,TU,WE,TH,FR';

/** The place a word counts to: `first`, `2nd`, `15`, and -1 for `last`; undefined for another word. */
export function ordinalOf(word: string): number | undefined {
  const lower = word.toLowerCase();
  if (lower === 'last') return LAST;
  const number = /^(\d{1,2})(st|nd|rd|th)?$/.exec(lower)?.[1];
  if (number !== undefined) return Number(number);
  const index = ORDINALS.indexOf(lower);
  return index < 0 ? undefined : index + 1;
}

/**
 * The RFC 5545 rule for a beat and the words after `on`. Without words the day comes from `from`, else it is Monday, and
 * for months the first Monday. Days that some month lacks (a fifth Monday, the 30th) are refused.
 */
export function ruleFor(beat: Beat, on: readonly string[], from: LocalDate | undefined): Parsed<string> {
  const words = on.filter((word) => !isJoiner(word));
  if (on.length > words.length && words.length === 0) return unknownDay(on.join(' '));
  switch (beat.unit) {
    case 'day':
    case 'weekday':
      return words.length === 0 ? read(rule(beat)) : dayTwice(beat, words);
    case 'week':
      return weekly(beat, words, from);
    case 'month':
      return monthly(beat, words, from);
  }
}

/** The rule as people say it, `Every 2 weeks on Tuesday`; `By the rule ...` for one the slash grammar cannot make. */
export function describeRule(text: string): string {
  const parts = new Map(
    text.split(';').map((part): [string, string] => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']),
  );
  const [freq, interval, days, monthDays] = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY'].map((name) => parts.get(name));
  const known = [freq, interval, days, monthDays].filter((part) => part !== undefined).length;
  const every = (unit: string) =>
    interval === undefined || interval === '1' ? `Every ${unit}` : `Every ${interval} ${unit}s`;
  if (parts.size === known) {
    if (freq === 'DAILY' && !days && !monthDays) return every('day');
    if (freq === 'WEEKLY' && days === WEEKDAYS && interval === undefined) return 'Every weekday';
    if (freq === 'WEEKLY' && days && !monthDays) return `${every('week')} on ${listed(days.split(',').map(dayName))}`;
    if (freq === 'MONTHLY' && days && !monthDays) return `${every('month')} on the ${listed(placesInMonth(days))}`;
    if (freq === 'MONTHLY' && monthDays && !days)
      return `${every('month')} on the ${listed(monthDays.split(',').map(nth))}`;
  }
  return `By the rule ${text}`;
}

function rule({ unit, interval }: Beat, by?: string): string {
  const freq = { day: 'DAILY', weekday: 'WEEKLY', week: 'WEEKLY', month: 'MONTHLY' }[unit];
  const parts = [
    `FREQ=${freq}`,
    interval === 1 ? '' : `INTERVAL=${interval}`,
    by ?? (unit === 'weekday' ? `BYDAY=${WEEKDAYS}` : ''),
  ];
  return parts.filter((part) => part !== '').join(';');
}

function dayTwice(beat: Beat, words: readonly string[]): Parsed<string> {
  const days = words.join(' ');
  return problem(
    `"Every ${beat.unit}" leaves no day to choose. For ${days} say "every week on ${days}".`,
    words[0] ?? '',
    'week',
  );
}

function weekly(beat: Beat, words: readonly string[], from: LocalDate | undefined): Parsed<string> {
  const days = new Set<number>(words.length > 0 ? [] : [from === undefined ? 1 : weekdayOf(from)]);
  for (const word of words) {
    const found = weekdaysOfWord(word);
    if (found === undefined && ordinalOf(word) !== undefined) {
      return problem(`"${word}" belongs to a month: say "every month on the ${words.join(' ')}".`, word, 'month');
    }
    if (found === undefined) return unknownDay(word);
    for (const day of found) days.add(day);
  }
  const codes = [...days].sort((a, b) => a - b).map((day) => DAY_CODES[day - 1]);
  return read(rule(beat, `BYDAY=${codes.join(',')}`));
}

function monthly(beat: Beat, words: readonly string[], from: LocalDate | undefined): Parsed<string> {
  const named =
    words.length === 0 ? (from === undefined ? ['first', 'monday'] : [String(Number(from.slice(8)))]) : words;
  const places = placesOf(named);
  if (!places.ok) return places;
  const { weekdays, monthDays } = places.value;
  if (weekdays.length > 0 && monthDays.length > 0) {
    return problem(
      'Say either days like "first monday" or dates like "the 15th", not both.',
      words.join(' '),
      'first monday',
    );
  }
  const rare = weekdays.find(({ nth }) => nth > 4) ?? monthDays.find(({ nth }) => nth > 28);
  if (rare !== undefined) return missing(rare);
  if (monthDays.length > 0)
    return read(rule(beat, `BYMONTHDAY=${unique(monthDays.map(({ nth }) => nth).sort(byPlace))}`));
  const sorted = weekdays.sort((a, b) => a.day - b.day || byPlace(a.nth, b.nth));
  return read(rule(beat, `BYDAY=${unique(sorted.map(({ nth, day }) => `${nth}${DAY_CODES[day - 1]}`))}`));
}

/** The nth of something in a month, and the word that said so; with a weekday the nth of those. */
type Place = { readonly nth: number; readonly word: string; readonly day?: number };
type WeekdayPlace = Place & { readonly day: number };
type Places = { readonly weekdays: WeekdayPlace[]; readonly monthDays: Place[] };

// "first and third tuesday", "last day", "1st and 15th": ordinals wait until a day says what they count.
function placesOf(words: readonly string[]): Parsed<Places> {
  const places: Places = { weekdays: [], monthDays: [] };
  let waiting: Place[] = [];
  let used: Place[] = [];
  for (const word of words) {
    const nth = ordinalOf(word);
    const day = weekdayOfWord(word);
    if (nth !== undefined && nth !== 0) {
      waiting.push({ nth, word });
      continue;
    }
    if (waiting.length > 0) [used, waiting] = [waiting, []];
    if (day === undefined && !/^days?$/i.test(word)) return unknownDay(word);
    if (used.length === 0)
      return problem(`Which ${word} of the month? For example "on the first ${word}".`, word, `first ${word}`);
    if (day === undefined) places.monthDays.push(...used);
    else places.weekdays.push(...used.map((place) => ({ ...place, day })));
  }
  const last = waiting.find(({ nth }) => nth === LAST);
  if (last !== undefined)
    return problem('The last what of the month? For example "on the last friday".', last.word, 'last friday');
  places.monthDays.push(...waiting);
  return read(places);
}

function missing({ nth, day, word }: Place): Parsed<string> {
  const name = day === undefined ? 'day' : DAY_NAMES[day - 1];
  const what = day === undefined ? `day ${nth}` : `${ORDINALS[nth - 1] ?? `${nth}th`} ${name}`;
  return problem(
    `Not every month has a ${what}. Did you mean the last ${name}?`,
    word,
    day === undefined ? 'last day' : 'last',
  );
}

function byPlace(a: number, b: number): number {
  return (a === LAST ? 99 : a) - (b === LAST ? 99 : b);
}

function unique(items: readonly (string | number)[]): string {
  return [...new Set(items)].join(',');
}

function dayName(code: string): string {
  return DAY_NAMES[DAY_CODES.indexOf(code)] ?? code;
}

function placesInMonth(byDay: string): string[] {
  const groups = new Map<string, string[]>();
  for (const entry of byDay.split(',')) {
    const day = dayName(entry.slice(-2));
    const place = Number(entry.slice(0, -2));
    groups.set(day, [...(groups.get(day) ?? []), place === LAST ? 'last' : (ORDINALS[place - 1] ?? entry)]);
  }
  return [...groups].map(([day, places]) => `${listed(places)} ${day}`);
}

function nth(day: string): string {
  if (day === String(LAST)) return 'last day';
  return `${day}${/1\d$/.test(day) ? 'th' : (['th', 'st', 'nd', 'rd'][Number(day) % 10] ?? 'th')}`;
}
