import { type Cadence, closingDate, datesBetween, midwayDate, nextDate } from '../../time/cadence.ts';
import { type Calendar, lastWorkingDay, nextWorkingDay, whyClosed } from '../../time/workweek.ts';
import { addDays, type Instant, instantAt, type LocalDate } from '../../time/zoned.ts';
import type { Program } from './records.ts';

/** A round of a program: the date its rule names, the date it is held on, and when. */
export interface RoundDate {
  readonly planned: LocalDate;
  readonly date: LocalDate;
  readonly at: Instant;
  /** Why it moved off the planned date. */
  readonly closed?: string;
}

type Dated = Pick<Program, 'cadence' | 'extra'> & Partial<Pick<Program, 'pausedUntil'>>;

/** No rule we read is rarer than every hundred months; a round's follow-ups lie within its period. */
const longestPeriodDays = 400;

/**
 * The rounds held from one date to another, in order. On a closed date a round moves to the next working day at the
 * same wall time; where that is the day of another round, one is held.
 */
export function roundDates(program: Dated, calendar: Calendar, from: LocalDate, to: LocalDate): readonly RoundDate[] {
  const byDate = new Map<LocalDate, RoundDate>();
  for (const planned of datesBetween(program.cadence, addDays(from, -30), to)) {
    const round = held(program.cadence, calendar, planned);
    if (round && round.date >= from && !isHeldBack(program, round.date) && !byDate.has(round.date))
      byDate.set(round.date, round);
  }
  for (const { date, at } of program.extra)
    if (date >= from && date <= to) byDate.set(date, { planned: date, date, at });
  return [...byDate.values()].sort((a, b) => a.at - b.at);
}

const isHeldBack = (program: Dated, date: LocalDate) => program.pausedUntil !== undefined && date < program.pausedUntil;

function held(cadence: Cadence, calendar: Calendar, planned: LocalDate): RoundDate | undefined {
  const date = nextWorkingDay(calendar, planned);
  if (date === undefined) return undefined;
  const closed = whyClosed(calendar, planned);
  const at = instantAt(date, cadence.time, cadence.zone);
  return { planned, date, at, ...(closed === undefined ? {} : { closed }) };
}

/** The next `count` rounds after an instant; one of this very minute is being held already. */
export function nextRounds(
  program: Dated,
  calendar: Calendar,
  after: Instant,
  today: LocalDate,
  count: number,
): readonly RoundDate[] {
  const found: RoundDate[] = [];
  const start = program.pausedUntil !== undefined && program.pausedUntil > today ? program.pausedUntil : today;
  for (
    let from = start, window = 0;
    window < 8 && found.length < count;
    window += 1, from = addDays(from, longestPeriodDays)
  ) {
    const next = roundDates(program, calendar, from, addDays(from, longestPeriodDays - 1));
    found.push(...next.filter((round) => round.at > after).slice(0, count - found.length));
  }
  return found;
}

/** One step of a round at its instant: the round itself, company for latecomers, its midway and its closing question. */
export interface Step {
  readonly step: 'round' | 'late' | 'midway' | 'closing';
  readonly round: RoundDate;
  readonly at: Instant;
}

/** The steps of a round, given the round that follows: latecomers a working day before midway, midway at half of the period, closing on its last working day. */
export function stepsOf(
  program: Dated,
  calendar: Calendar,
  round: RoundDate,
  following: RoundDate | undefined,
): readonly Step[] {
  const steps: Step[] = [{ step: 'round', round, at: round.at }];
  if (!following) return steps;
  const period = { start: round.date, end: endOfPeriod(program.cadence, calendar, round, following) };
  const { time, zone } = program.cadence;
  const midway = midwayDate(period, calendar);
  const late = midway === undefined ? undefined : lastWorkingDay(calendar, addDays(midway, -1));
  if (late !== undefined && late > round.date) steps.push({ step: 'late', round, at: instantAt(late, time, zone) });
  if (midway !== undefined) steps.push({ step: 'midway', round, at: instantAt(midway, time, zone) });
  const closing = closingDate(period, calendar);
  if (closing !== undefined && closing > round.date)
    steps.push({ step: 'closing', round, at: instantAt(closing, time, zone) });
  return steps;
}

/** The next round ends the period; where a pause puts that one off, the day the rule would have held it does. */
function endOfPeriod(cadence: Cadence, calendar: Calendar, round: RoundDate, following: RoundDate): LocalDate {
  const byRule = held(cadence, calendar, nextDate(cadence, addDays(round.date, 1)));
  return byRule && byRule.date < following.date ? byRule.date : following.date;
}

/** All steps within `[from, to]`, soonest first, at most `limit`; those of earlier rounds included. */
export function stepsBetween(
  program: Dated,
  calendar: Calendar,
  window: { readonly from: Instant; readonly to: Instant; readonly limit: number },
  dates: { readonly from: LocalDate; readonly to: LocalDate },
): readonly Step[] {
  const steps: Step[] = [];
  const all = roundDates(
    program,
    calendar,
    addDays(dates.from, -longestPeriodDays),
    addDays(dates.to, longestPeriodDays),
  );
  for (const [index, round] of all.entries()) {
    if (steps.length >= window.limit && round.at > (steps.at(-1)?.at ?? round.at)) break;
    const mine = stepsOf(program, calendar, round, all[index + 1]);
    steps.push(...mine.filter((step) => step.at >= window.from && step.at <= window.to));
  }
  return steps.sort((a, b) => a.at - b.at).slice(0, window.limit);
}
