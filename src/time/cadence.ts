import { RRuleTemporal } from 'rrule-temporal';
import { type Calendar, lastWorkingDay, nextWorkingDay } from './workweek.ts';
import {
  addDays,
  daysBetween,
  type Instant,
  instantAt,
  type LocalDate,
  localDate,
  localDateOf,
  type WallTime,
  type Zone,
} from './zoned.ts';

/** When something recurs: dates by rule, each at its wall time there. Local calendar data, so no clock change moves it. */
export type Cadence = {
  /** RFC 5545 RRULE body that yields whole dates and never ends, e.g. `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`. */
  readonly rule: string;
  /** DTSTART: nothing before it, and the intervals count from it. */
  readonly from: LocalDate;
  readonly time: WallTime;
  readonly zone: Zone;
};

/** A date of a cadence and the moment it falls on; the date is what claims are keyed by. */
export type Occurrence = { readonly date: LocalDate; readonly at: Instant };

/** One round's time: its date, and the date of the following round. */
export type Period = { readonly start: LocalDate; readonly end: LocalDate };

const MAX_RULES = 1_024;
const MAX_YEARS_AHEAD = 40;
/** The parts a rule over dates may have; the library silently ignores values out of range, so they are checked here. */
const PARTS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
    INTERVAL: /^[1-9]\d{0,2}$/,
    BYDAY: /^([+-]?[1-5]?(MO|TU|WE|TH|FR|SA|SU)(,|$))+$/,
    BYMONTH: /^(([1-9]|1[0-2])(,|$))+$/,
    BYMONTHDAY: /^(-?([1-9]|[12]\d|3[01])(,|$))+$/,
    BYSETPOS: /^(-?[1-9]\d?(,|$))+$/,
    WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
  }),
);

/** Why a cadence from outside (an import) cannot be used, in words; undefined if it can. Checks that it ever occurs. */
export function cadenceProblem({ rule, from }: Pick<Cadence, 'rule' | 'from'>): string | undefined {
  const parts = rule.split(';').map((part) => part.split('='));
  const wrong = parts.find(([name = '', value = '', ...more]) => more.length > 0 || !PARTS.get(name)?.test(value));
  if (wrong !== undefined) return `The rule "${rule}" has a part "${wrong.join('=')}" that can't be followed by date.`;
  if (!parts.some(([name]) => name === 'FREQ')) return `The rule "${rule}" doesn't say how often: it needs FREQ.`;
  try {
    return firstDate(rule, from, from) === undefined ? `The rule "${rule}" never comes round.` : undefined;
  } catch (error) {
    return `The rule "${rule}" can't be read: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** The cadence's dates from one date to another, both included, in order. Kept by year, so asking again is cheap. */
export function datesBetween(cadence: Cadence, fromInclusive: LocalDate, toInclusive: LocalDate): LocalDate[] {
  const dates: LocalDate[] = [];
  const start = fromInclusive > cadence.from ? fromInclusive : cadence.from;
  for (let year = yearOf(start); year <= yearOf(toInclusive); year++) {
    const inYear = datesOfYear(cadence.rule, cadence.from, year);
    for (let i = firstIndex(inYear, start); i < inYear.length; i++) {
      const date = inYear[i];
      if (date === undefined || date > toInclusive) break;
      dates.push(date);
    }
  }
  return dates;
}

/** The first date on or after that one. RangeError if the rule has none within 40 years: see `cadenceProblem`. */
export function nextDate(cadence: Cadence, onOrAfter: LocalDate): LocalDate {
  const date = firstDate(cadence.rule, cadence.from, onOrAfter);
  if (date === undefined) throw new RangeError(`the rule "${cadence.rule}" has no date on or after ${onOrAfter}`);
  return date;
}

/** The moment of that date: its wall time there, in a spring gap the later reading, in an autumn fold the earlier. */
export function occurrenceAt(cadence: Cadence, date: LocalDate): Instant {
  return instantAt(date, cadence.time, cadence.zone);
}

/** The first occurrence strictly after that instant. RangeError as `nextDate`. */
export function nextOccurrence(cadence: Cadence, after: Instant): Occurrence {
  let date = nextDate(cadence, localDateOf(after, cadence.zone));
  while (occurrenceAt(cadence, date) <= after) date = nextDate(cadence, addDays(date, 1));
  return { date, at: occurrenceAt(cadence, date) };
}

/** The cadence's occurrences within `[from, to]`, soonest first, at most `limit`. */
export function occurrencesBetween(
  cadence: Cadence,
  { from, to, limit }: { readonly from: Instant; readonly to: Instant; readonly limit: number },
): Occurrence[] {
  const dates = datesBetween(cadence, localDateOf(from, cadence.zone), addDays(localDateOf(to, cadence.zone), 1));
  const all = dates.map((date) => ({ date, at: occurrenceAt(cadence, date) }));
  return all.filter(({ at }) => at >= from && at <= to).slice(0, limit);
}

/** The period of the round of that date: up to the next date of the cadence, which is not part of it. */
export function periodAfter(cadence: Cadence, date: LocalDate): Period {
  return { start: date, end: nextDate(cadence, addDays(date, 1)) };
}

/** The first working day from half of the period on; undefined if that is the first day, or not before the closing. */
export function midwayDate(period: Period, calendar: Calendar): LocalDate | undefined {
  const half = addDays(period.start, Math.floor(daysBetween(period.start, period.end) / 2));
  const midway = nextWorkingDay(calendar, half);
  const closing = closingDate(period, calendar);
  if (midway === undefined || closing === undefined) return undefined;
  return midway > period.start && midway < closing ? midway : undefined;
}

/** The period's last working day; undefined if it has none. */
export function closingDate(period: Period, calendar: Calendar): LocalDate | undefined {
  const closing = lastWorkingDay(calendar, addDays(period.end, -1));
  return closing !== undefined && closing >= period.start ? closing : undefined;
}

type Expansion = { readonly rule: RRuleTemporal; readonly years: Map<number, readonly LocalDate[]> };

const expansions = new Map<string, Expansion>();

function expansionOf(rule: string, from: LocalDate): Expansion {
  const key = `${from} ${rule}`;
  const known = expansions.get(key);
  if (known !== undefined) return known;
  // In UTC and at midnight, so that the library sees dates only: it drops occurrences that fall into a spring gap.
  const rruleString = `DTSTART;TZID=UTC:${from.replaceAll('-', '')}T000000\nRRULE:${rule}`;
  const made = {
    rule: new RRuleTemporal({ rruleString, strict: true }),
    years: new Map<number, readonly LocalDate[]>(),
  };
  if (expansions.size >= MAX_RULES) expansions.clear();
  expansions.set(key, made);
  return made;
}

function datesOfYear(rule: string, from: LocalDate, year: number): readonly LocalDate[] {
  const expansion = expansionOf(rule, from);
  const known = expansion.years.get(year);
  if (known !== undefined) return known;
  const found = expansion.rule.between(new Date(Date.UTC(year, 0, 1)), new Date(Date.UTC(year, 11, 31)), true);
  const dates = found.map((moment) => localDate(moment.toString().slice(0, 10)));
  if (expansion.years.size >= MAX_YEARS_AHEAD) expansion.years.clear();
  expansion.years.set(year, dates);
  return dates;
}

function firstDate(rule: string, from: LocalDate, onOrAfter: LocalDate): LocalDate | undefined {
  const start = onOrAfter > from ? onOrAfter : from;
  for (let year = yearOf(start); year <= yearOf(start) + MAX_YEARS_AHEAD; year++) {
    const inYear = datesOfYear(rule, from, year);
    const date = inYear[firstIndex(inYear, start)];
    if (date !== undefined) return date;
  }
  return undefined;
}

/** Index of the first date that is not before `start`, by halving: a daily rule has 366 a year. */
function firstIndex(dates: readonly LocalDate[], start: LocalDate): number {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const date = dates[middle];
    if (date !== undefined && date < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}
