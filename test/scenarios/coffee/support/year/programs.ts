import { expectedDates, monthly, weekly } from '../../../support/expected-rounds.ts';
import { DAY, dayAfter, weekdayOn } from '../../../support/wall-clock.ts';
import { closedIn } from './cast.ts';
import { momentOf } from './workdays.ts';

/** A program in the test's own terms; its id is its channel's name. */
export interface YearProgram {
  readonly id: 'all' | 'crafts' | 'lunch';
  /** How its admin words it. */
  readonly words: string;
  readonly isOn: (date: string) => boolean;
  /** Its first date; nothing before it. */
  readonly first: string;
  readonly time: string;
  readonly zone: string;
  readonly groupSize: number;
  readonly isOptOut: boolean;
}

const lisbon = { time: '10:00', zone: 'Europe/Lisbon' };
const newYork = { time: '15:00', zone: 'America/New_York' };
const tokyo = { time: '09:30', zone: 'Asia/Tokyo' };
const MONDAY = 1;
const TUESDAY = 2;
const THURSDAY = 4;

const HOUR = DAY / 24;
/** A working day of the organisation, which is in Lisbon. */
const workday = { from: '09:00', hours: 8 };

/** Every other week for all, weekly in threes for some, and monthly for those who say yes; set up on a day. */
export function programsOf(setUpOn: string): readonly YearProgram[] {
  const all = { id: 'all', words: 'every 2 weeks on tuesday at 10:00 in Europe/Lisbon', ...lisbon } as const;
  const crafts = { id: 'crafts', words: 'every week on thursday at 15:00 in America/New_York', ...newYork } as const;
  const lunch = { id: 'lunch', words: 'monthly on the first monday at 09:30 in Asia/Tokyo', ...tokyo } as const;
  const tuesdays = weekly([TUESDAY]);
  const thursdays = weekly([THURSDAY]);
  const mondays = monthly(1, MONDAY);
  const fortnights = weekly([TUESDAY], 2, firstDate(setUpOn, all, tuesdays));
  return [
    { ...all, isOn: fortnights, first: firstDate(setUpOn, all, tuesdays), groupSize: 2, isOptOut: true },
    { ...crafts, isOn: thursdays, first: firstDate(setUpOn, crafts, thursdays), groupSize: 3, isOptOut: true },
    { ...lunch, isOn: mondays, first: firstDate(setUpOn, lunch, mondays), groupSize: 2, isOptOut: false },
  ];
}

/** The first date of a rule that leaves everybody a working day after their welcome. */
function firstDate(setUpOn: string, { zone, time }: Pick<YearProgram, 'zone' | 'time'>, isOn: YearProgram['isOn']) {
  const earliest = momentOf(lisbon.zone, openOn(setUpOn, 1), workday.from) + workday.hours * HOUR;
  let date = setUpOn;
  while (!isOn(date) || momentOf(zone, date, time) < earliest) date = dayAfter(date);
  return date;
}

/** One thing a program does at one moment, about the round of a date. */
export interface YearStep {
  readonly program: YearProgram;
  readonly step: 'round' | 'late' | 'midway' | 'closing';
  readonly date: string;
  readonly at: number;
}

const isOpen = (date: string) => weekdayOn(date) <= 5 && !closedIn('PT').has(date);

function openOn(date: string, step: 1 | -1): string {
  let day = date;
  while (!isOpen(day)) day = dayAfter(day, step);
  return day;
}

/** Every step of a program up to a date; a round before the end of a pause is not held, nor asked about. */
export function stepsOf(
  program: YearProgram,
  last: string,
  pause: { readonly from: string; readonly until: string } | undefined,
): readonly YearStep[] {
  const closed = { weekdays: [6, 7], dates: [...closedIn('PT')] };
  const dates = expectedDates(program.isOn, program.first, dayAfter(last, 70), closed);
  const steps = dates.flatMap((date, index) => stepsOfRound(program, date, dates[index + 1] ?? date));
  const isPaused = ({ date, at }: YearStep) =>
    pause !== undefined && date < pause.until && at >= momentOf(program.zone, pause.from, '00:00');
  return steps.filter((step) => !isPaused(step) && step.date <= last);
}

/** Contracts: midway at half of the period, closing on its last working day; company for latecomers the day before midway. */
function stepsOfRound(program: YearProgram, date: string, next: string): readonly YearStep[] {
  const half = Math.floor((Date.parse(next) - Date.parse(date)) / DAY / 2);
  const midway = openOn(dayAfter(date, half), 1);
  const closing = openOn(dayAfter(next, -1), -1);
  const late = openOn(dayAfter(midway, -1), -1);
  const hasMidway = midway > date && midway < closing;
  const on = (step: YearStep['step'], day: string): YearStep => ({
    program,
    step,
    date,
    at: momentOf(program.zone, day, program.time),
  });
  return [
    on('round', date),
    ...(hasMidway && late > date ? [on('late', late)] : []),
    ...(hasMidway ? [on('midway', midway)] : []),
    ...(closing > date ? [on('closing', closing)] : []),
  ];
}
