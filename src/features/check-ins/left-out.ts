import type { ReadContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { datesBetween } from '../../time/cadence.ts';
import type { Calendar } from '../../time/workweek.ts';
import {
  addDays,
  type Instant,
  instantAt,
  type LocalDate,
  localDateOf,
  type WallTime,
  wallTimeOf,
} from '../../time/zoned.ts';
import { audienceOf, spotsOf, turnAt } from './audience.ts';
import { bandFor, digestAt, dueAt, type Spot } from './dates.ts';
import { minutesToAnswer, timeAfter } from './fitting.ts';
import { cityTime } from './program-words.ts';
import type { Program } from './records.ts';

const datesLookedAt = 8;
const daysLookedAt = 400;
const allWeek = [1, 2, 3, 4, 5, 6, 7];

/** Those of an audience whom no date of a program can reach as it is, counted by why; who they are is in none of it. */
export interface LeftOut {
  readonly of: number;
  /** Begin to work once the answers are shared. */
  readonly late: number;
  /** Are off work by the time of the question. */
  readonly gone: number;
  /** Work on none of its days. */
  readonly off: number;
  /** The summary's time that lets all who begin late in, if there is one on their day. */
  readonly digestAt: WallTime | undefined;
  /** True where everybody's own time reaches all who are gone by then. */
  readonly isLocalEnough: boolean;
}

/** How one working week stands to a program. */
type Reach = { readonly kind: 'asked' | 'gone' | 'off' } | { readonly kind: 'late'; readonly digestAt?: WallTime };

/** Looks at the program's next dates, whatever is a holiday or leave then; undefined where everybody can be asked. */
export async function leftOutOf(ctx: ReadContext, program: Program): Promise<LeftOut | undefined> {
  if (program.shape === 'water-cooler') return undefined;
  const people = await audienceOf(ctx, program);
  const spots = await spotsOf(ctx, program);
  const today = localDateOf(ctx.now, program.cadence.zone);
  const dates = datesBetween(program.cadence, today, addDays(today, daysLookedAt)).slice(0, datesLookedAt);
  if (dates.length === 0) return undefined;
  const reachOf = reachIn(program, dates, spots);
  const found = weeksOf(people).map((week) => ({ ...week, reach: reachOf(week.calendar) }));
  const count = (kind: Reach['kind']) =>
    found.reduce((sum, week) => sum + (week.reach.kind === kind ? week.count : 0), 0);
  const left = { of: people.length, late: count('late'), gone: count('gone'), off: count('off') };
  if (left.late + left.gone + left.off === 0) return undefined;
  const gone = found.filter(({ reach }) => reach.kind === 'gone');
  const reachLocally = reachIn({ ...program, isLocal: true }, dates, spots);
  return {
    ...left,
    digestAt: latest(found.map(({ reach }) => reach)),
    isLocalEnough: !program.isLocal && gone.every(({ calendar }) => reachLocally(calendar).kind === 'asked'),
  };
}

/** Each working week once, with how many have it: of thousands most are alike. */
function weeksOf(people: readonly Person[]) {
  const weeks = new Map<string, { readonly calendar: Calendar; readonly count: number }>();
  for (const { calendar } of people) {
    const { zone, from, to, days } = calendar;
    const name = `${zone} ${from} ${to} ${days}`;
    weeks.set(name, { calendar: { zone, from, to, days, closed: [] }, count: (weeks.get(name)?.count ?? 0) + 1 });
  }
  return [...weeks.values()];
}

function latest(reaches: readonly Reach[]): WallTime | undefined {
  const times = reaches.flatMap((reach) => (reach.kind === 'late' ? [reach.digestAt] : []));
  return times.includes(undefined) ? undefined : times.sort().at(-1);
}

function reachIn(program: Program, dates: readonly LocalDate[], spots: readonly Spot[]): (calendar: Calendar) => Reach {
  const known = new Map<string, Instant>();
  const closesOn = (date: LocalDate, band: string): Instant => {
    const name = `${date} ${band}`;
    const at = known.get(name) ?? digestAt(program, date, spots, band);
    known.set(name, at);
    return at;
  };
  return (calendar) => {
    const reaches: Reach[] = [];
    for (const date of dates) {
      const reach = reachOn(program, date, closesOn, calendar);
      if (reach.kind === 'asked') return reach;
      reaches.push(reach);
    }
    const of = (kind: Reach['kind']) => reaches.find((reach) => reach.kind === kind);
    return of('late') ?? of('gone') ?? { kind: 'off' };
  };
}

function reachOn(
  program: Program,
  date: LocalDate,
  closesOn: (date: LocalDate, band: string) => Instant,
  calendar: Calendar,
): Reach {
  const { zone } = calendar;
  const due = dueAt(program, date, zone);
  const turn = turnAt({ calendar }, due);
  if (!turn) return { kind: turnAt({ calendar: { ...calendar, days: allWeek } }, due) ? 'off' : 'gone' };
  const band = bandFor(program, zone, instantAt(date, program.digestAt, zone));
  if (turn.at < closesOn(date, band)) return { kind: 'asked' };
  const clock = program.isLocal ? zone : program.cadence.zone;
  const isSameDay = localDateOf(turn.at, clock) === date;
  const cure = isSameDay ? timeAfter(wallTimeOf(turn.at, clock), minutesToAnswer) : undefined;
  return { kind: 'late', ...(cure === undefined ? {} : { digestAt: cure }) };
}

/** True where a program would ask nobody at all. */
export const isAskingNobody = ({ of, late, gone, off }: LeftOut): boolean => late + gone + off === of;

/** A line for each reason that somebody cannot be asked, with its cure. */
export function leftOutWords(program: Program, left: LeftOut): readonly string[] {
  const { cadence, isLocal } = program;
  const some = (count: number) => `${count} of ${left.of} can't be asked:`;
  const lines: string[] = [];
  if (left.late > 0) {
    const cure =
      left.digestAt === undefined
        ? "An earlier question would reach them, or everybody's own time (local)."
        : `/hallway checkin digest at ${left.digestAt} waits for them.`;
    lines.push(`${some(left.late)} they begin work once answers are shared. ${cure}`);
  }
  if (left.gone > 0) {
    const cure = left.isLocalEnough
      ? `Put local at the end, and each is asked at their own ${cadence.time}.`
      : `An earlier time${isLocal ? '' : ', or one with local at the end,'} would reach them.`;
    lines.push(
      `${some(left.gone)} they are off work at ${cadence.time}${isLocal ? '' : `, ${cityTime(cadence.zone)}`}. ${cure}`,
    );
  }
  if (left.off > 0) lines.push(`${some(left.off)} they work on none of these days. Other days would reach them.`);
  return lines;
}
