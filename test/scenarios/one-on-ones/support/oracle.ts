import { dayAfter, instantOfWall, mondayOf, wallAt, weekdayOn } from '../../support/wall-clock.ts';

/*
 * What one-on-ones are to do, said a second time and in another way: day by day over plain texts, with nothing of the
 * sources under test.
 */

/** A person's working life as the oracle knows it. */
export interface Worker {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly days: readonly number[];
  readonly from: string;
  readonly leave: { from: string; to: string }[];
}

export interface Rhythm {
  readonly weeks?: number;
  readonly months?: number;
}

/** Two people, and what is known of them. */
export interface Two {
  readonly supervisor: Worker;
  readonly report: Worker;
  readonly first: string;
  last?: string;
  loggedOn?: string;
  readonly nudged: string[];
}

/** A card as it has to be: when, and whom it names. */
export interface ExpectedCard {
  readonly supervisor: string;
  readonly at: number;
  readonly date: string;
  readonly names: readonly string[];
}

const perWeek = 3;
const golden = 0.618033988749895;
/** The day that each working week in use here begins on. */
const weekStarts: Readonly<Record<string, number>> = { '12345': 1, '1234': 1, '12347': 7, '23456': 2 };

export class Oracle {
  readonly closed = new Set<string>();
  readonly pairs = new Map<string, Two>();
  /** Pairs that ended: what they had is theirs if they begin again. */
  readonly ended = new Map<string, Two>();
  readonly rhythms = new Map<string, Rhythm>();
  readonly usual: Rhythm;
  readonly #sent = new Map<string, string[]>();

  constructor(usual: Rhythm) {
    this.usual = usual;
  }

  works(one: Worker, date: string): boolean {
    if (!one.days.includes(weekdayOn(date)) || this.closed.has(date)) return false;
    return !one.leave.some(({ from, to }) => from <= date && date <= to);
  }

  rhythmOf(two: Pick<Two, 'supervisor' | 'report'>): Rhythm {
    const { supervisor, report } = two;
    return this.rhythms.get(`${supervisor.id}/${report.id}`) ?? this.rhythms.get(supervisor.id) ?? this.usual;
  }

  /** Two people begin: first due at the place that the number of colleagues gives them in the spread. */
  join(supervisor: Worker, report: Worker, now: number): void {
    const key = `${supervisor.id}/${report.id}`;
    const colleagues = [...this.pairs.values()].filter((two) => two.supervisor === supervisor).length;
    const days = Math.floor(1 + length(this.rhythmOf({ supervisor, report })) * ((colleagues * golden) % 1));
    const first = dayAfter(wallAt(supervisor.zone, now).date, days);
    const before = this.ended.get(key);
    this.ended.delete(key);
    this.pairs.set(key, { nudged: [], ...before, supervisor, report, first });
  }

  end(key: string): void {
    const two = this.pairs.get(key);
    if (two) this.ended.set(key, two);
    this.pairs.delete(key);
  }

  /** One of them says that they met on a date. */
  met(two: Two, date: string, now: number): void {
    if (two.last === undefined || date > two.last) two.last = date;
    two.loggedOn = wallAt(two.supervisor.zone, now).date;
  }

  /** The date on which the two are due, so many rhythms after the first time. */
  due(two: Two, times = 0): string {
    const rhythm = this.rhythmOf(two);
    let base = two.last === undefined ? two.first : later(two.last, rhythm, 1);
    if (two.last !== undefined && two.loggedOn !== undefined && base < two.loggedOn) base = two.loggedOn;
    let date = later(base, rhythm, times);
    while (!this.works(two.supervisor, date) || !this.works(two.report, date)) date = dayAfter(date);
    return date;
  }

  /** Whom a card of that day names, if there is to be one. */
  #namesOn(supervisor: Worker, date: string): readonly Two[] {
    const needs = [...this.pairs.values()]
      .filter((two) => two.supervisor === supervisor && this.works(two.report, date))
      .map((two) => ({ two, need: this.#need(two, date) }));
    return needs.some(({ need }) => need === 'due') ? needs.filter(({ need }) => need).map(({ two }) => two) : [];
  }

  #need(two: Two, date: string): 'due' | 'soon' | undefined {
    const all = length(this.rhythmOf(two));
    const ahead = Math.min(3, Math.floor(all / 4));
    const from = (due: string) => dayAfter(due, -ahead);
    let due = this.due(two);
    if (date < from(due)) return undefined;
    for (let times = 1; from(this.due(two, times)) <= date; times += 1) due = this.due(two, times);
    const said = two.nudged.filter((day) => day >= from(due));
    const last = said.at(-1);
    if (last === undefined) return date >= due ? 'due' : 'soon';
    const gap =
      said.length === 1
        ? Math.max(2, Math.min(7, Math.floor(all / 4)))
        : Math.max(3, Math.min(14, Math.floor(all / 2.5)));
    return said.length < 3 && date >= dayAfter(last > due ? last : due, gap) ? 'due' : undefined;
  }

  /** When a supervisor's card of that date goes out; undefined on a day without one. */
  morning(one: Worker, date: string): number | undefined {
    if (!this.works(one, date)) return undefined;
    const start = weekStarts[one.days.join('')] ?? 1;
    const first = dayAfter(date, -((weekdayOn(date) - start + 7) % 7));
    const week = Array.from({ length: 7 }, (_, day) => dayAfter(first, day)).filter((day) => this.works(one, day));
    const time = week[0] === date && one.from < '10:00' ? '10:00' : one.from;
    return week.at(-1) === date && time > '15:00' ? undefined : instantOfWall(one.zone, date, time);
  }

  /** The card of a supervisor's date, which is then taken as sent, unless the week's budget is spent. */
  card(supervisor: Worker, date: string): ExpectedCard | undefined {
    const at = this.morning(supervisor, date);
    const named = at === undefined ? [] : this.#namesOn(supervisor, date);
    const week = `${supervisor.id} ${mondayOf(date)}`;
    const sent = this.#sent.get(week) ?? [];
    if (at === undefined || named.length === 0 || sent.length >= perWeek) return undefined;
    this.#sent.set(week, [...sent, date]);
    for (const two of named) two.nudged.push(date);
    return { supervisor: supervisor.id, at, date, names: named.map(({ report }) => report.name).sort() };
  }
}

const length = ({ weeks, months }: Rhythm): number => (weeks === undefined ? 30 * (months ?? 1) : 7 * weeks);

function later(date: string, { weeks, months = 1 }: Rhythm, times: number): string {
  if (weeks !== undefined) return dayAfter(date, 7 * weeks * times);
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const wanted = month - 1 + months * times;
  const lastDay = new Date(Date.UTC(year, wanted + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, wanted, Math.min(day, lastDay))).toISOString().slice(0, 10);
}
