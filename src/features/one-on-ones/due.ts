import { type Calendar, isWorkingDay } from '../../time/workweek.ts';
import { addDays, daysBetween, type LocalDate } from '../../time/zoned.ts';
import { advance, lengthOf, type Rhythm, shortestOf } from './rhythm.ts';

/** Everything a pair's due date is made of. */
export interface Facts {
  readonly rhythm: Rhythm;
  /** When they are first due, as long as they have never met. */
  readonly first: LocalDate;
  /** The latest meeting, and the day it was told of. */
  readonly last?: LocalDate | undefined;
  readonly loggedOn?: LocalDate | undefined;
  /** Put off, or on leave: nothing is due before. */
  readonly restUntil?: LocalDate | undefined;
  /** Talks that a newcomer's first months ask for, in order. */
  readonly milestones?: readonly LocalDate[] | undefined;
}

/** The working weeks of both, leave and holidays included. */
export interface Both {
  readonly supervisor: Calendar;
  readonly report: Calendar;
}

/** One period of a pair: its due date, and the first day on which it may be spoken of. */
export interface Turn {
  readonly due: LocalDate;
  readonly soon: LocalDate;
}

const searchDays = 400;
/** A talk so many days before a newcomer's milestone counts for it. */
const earlyDays = 5;
const mostNudges = 3;
const goldenRatio = 0.618_033_988_749_895;

/**
 * How many days after enrolment the nth pair of a supervisor is first due: far apart for neighbours in the row, each
 * day of the period about as often, so that twelve enrolled at once are not due at once.
 */
export function spreadDays(nth: number, rhythm: Rhythm): number {
  return 1 + Math.floor(lengthOf(rhythm) * ((nth * goldenRatio) % 1));
}

/** The first day from that one on which both work; undefined if there is none within 400 days. */
export function nextDayOfBoth({ supervisor, report }: Both, from: LocalDate): LocalDate | undefined {
  // Who shares no weekday talks on the supervisor's; leave and holidays still count.
  const isShared = report.days.some((day) => supervisor.days.includes(day));
  const other = isShared ? report : { ...report, days: supervisor.days };
  for (let ahead = 0; ahead <= searchDays; ahead += 1) {
    const date = addDays(from, ahead);
    if (isWorkingDay(supervisor, date) && isWorkingDay(other, date)) return date;
  }
  return undefined;
}

/** When the pair is due for the first time since they last met; undefined where leave has no end in sight. */
export const dueDate = (facts: Facts, both: Both): LocalDate | undefined => nextDayOfBoth(both, baseOf(facts));

function baseOf({ rhythm, first, last, loggedOn, restUntil, milestones = [] }: Facts): LocalDate {
  const regular = last === undefined ? first : advance(last, rhythm);
  const milestone = milestones.find((day) => last === undefined || last < addDays(day, -earlyDays));
  const wanted = milestone !== undefined && milestone < regular ? milestone : regular;
  return latest(wanted, last === undefined ? undefined : loggedOn, restUntil);
}

const latest = (date: LocalDate, ...others: readonly (LocalDate | undefined)[]): LocalDate =>
  others.reduce<LocalDate>((late, other) => (other !== undefined && other > late ? other : late), date);

/** The period a day lies in: of a pair that has not met, each rhythm brings another. Undefined where nothing is due. */
export function turnOn(facts: Facts, both: Both, day: LocalDate): Turn | undefined {
  const base = baseOf(facts);
  const ahead = daysBetween(base, day) + soonDays(facts.rhythm);
  // Turns never come before their dates, so from the highest one possible down the first to have begun is the latest.
  for (let times = Math.floor(ahead / shortestOf(facts.rhythm)); times > 0; times -= 1) {
    const turn = turnAt(both, facts, base, times);
    if (turn && turn.soon <= day) return turn;
  }
  return turnAt(both, facts, base, 0);
}

function turnAt(both: Both, { rhythm, restUntil }: Facts, base: LocalDate, times: number): Turn | undefined {
  const due = nextDayOfBoth(both, advance(base, rhythm, times));
  // Who was put off to a day is not spoken of before it, and what was said before counts no more.
  return due && { due, soon: latest(addDays(due, -soonDays(rhythm)), restUntil) };
}

/** False on days when there is nothing to say of a pair whatever the calendars of the two are. */
export const mayBeSoon = (facts: Facts, day: LocalDate): boolean =>
  addDays(baseOf(facts), -soonDays(facts.rhythm)) <= day;

/** How long before its day a pair may come along on a card that goes out anyway. */
export const soonDays = (rhythm: Rhythm): number => Math.min(3, Math.floor(lengthOf(rhythm) / 4));

/** Days to a first and a second repetition: ever longer, and over before the next period. */
export function gapsOf(rhythm: Rhythm): readonly [number, number] {
  const length = lengthOf(rhythm);
  return [Math.max(2, Math.min(7, Math.floor(length / 4))), Math.max(3, Math.min(14, Math.floor(length / 2.5)))];
}

/** Whether a pair belongs on a card of that day: because it is due, only if there is a card anyway, or not. */
export type Need = 'due' | 'soon' | 'no';

/** What a pair needs on a day, given the days it was spoken of. At most three in a period, ever further apart. */
export function needOn(turn: Turn, rhythm: Rhythm, nudgedOn: readonly LocalDate[], day: LocalDate): Need {
  if (day < turn.soon) return 'no';
  const nudges = nudgedOn.filter((date) => date >= turn.soon && date < day);
  const last = nudges.at(-1);
  if (nudges.length >= mostNudges || nudgedOn.includes(day)) return 'no';
  if (last === undefined) return day >= turn.due ? 'due' : 'soon';
  const from = last > turn.due ? last : turn.due;
  return day >= addDays(from, gapsOf(rhythm)[nudges.length - 1] ?? 0) ? 'due' : 'no';
}
