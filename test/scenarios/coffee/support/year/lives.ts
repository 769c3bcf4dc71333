import { DAY } from '../../../support/wall-clock.ts';
import type { Colleague } from './cast.ts';
import type { YearProgram } from './programs.ts';
import { dateThere, type Leave } from './workdays.ts';

/** Welcome at least one working day before the first round. */
export const welcomeLead = 8 * (DAY / 24);
const daysBetweenPrograms = 5;

/** Where somebody stands in a program. */
export interface Standing {
  choice?: 'in' | 'out';
  /** `given` once it has arrived and there was time to answer it. */
  welcome: 'none' | 'owed' | 'given';
  arrivedAt?: number;
  silentRounds: number;
  isResting: boolean;
}

/** What is known of a colleague's own affairs. */
export interface Life {
  readonly who: Colleague;
  isHere: boolean;
  /** The date of the return, or `resumed` for a pause without an end. */
  pausedUntil?: string;
  readonly leave: Leave[];
  readonly channels: Set<string>;
  latest?: { readonly program: string; readonly date: string; readonly group: string };
  readonly avoids: Set<string>;
}

/** A colleague, with where they are on the first day. */
export type Start = Colleague & { readonly channels: readonly string[]; readonly isHere: boolean };

/** Who is in a round, and why everybody else of its audience is not. */
export interface Turnout {
  readonly present: readonly string[];
  readonly left: ReadonlyMap<string, string>;
}

/** Everybody, and who would be in a round at a moment. */
export class Lives {
  readonly #lives: ReadonlyMap<string, Life>;
  readonly #standings = new Map<string, Standing>();

  constructor(people: readonly Start[]) {
    const alive = ({ channels, isHere, ...who }: Start): [string, Life] => [
      who.id,
      { who, isHere, leave: [], channels: new Set(channels), avoids: new Set<string>() },
    ];
    this.#lives = new Map(people.map(alive));
  }

  of(id: string): Life {
    const life = this.#lives.get(id);
    if (!life) throw new Error(`nobody is called ${id}`);
    return life;
  }

  in(program: string, id: string): Standing {
    const key = `${program}/${id}`;
    const known = this.#standings.get(key);
    if (known) return known;
    const fresh: Standing = { welcome: 'none', silentRounds: 0, isResting: false };
    this.#standings.set(key, fresh);
    return fresh;
  }

  audience = (program: string): readonly Life[] =>
    [...this.#lives.values()].filter(({ channels }) => channels.has(program));

  keepAway = (one: string, other: string): boolean => this.of(one).avoids.has(other) || this.of(other).avoids.has(one);

  isPaused({ pausedUntil, who }: Life, at: number): boolean {
    return pausedUntil !== undefined && (pausedUntil === 'resumed' || dateThere(who.zone, at) < pausedUntil);
  }

  turnout(program: YearProgram, date: string, at: number): Turnout {
    const present: string[] = [];
    const left = new Map<string, string>();
    for (const life of this.audience(program.id)) {
      const standing = this.in(program.id, life.who.id);
      const isIn = standing.choice === undefined ? program.isOptOut : standing.choice === 'in';
      if (!life.isHere || !isIn) continue;
      const why = this.#whyNot(program, life, standing, date, at);
      if (why === undefined) present.push(life.who.id);
      else left.set(life.who.id, why);
    }
    return { present, left };
  }

  #whyNot(program: YearProgram, life: Life, standing: Standing, date: string, at: number): string | undefined {
    const today = dateThere(life.who.zone, at);
    if (life.who.isGuest) return 'guest';
    if (standing.isResting || this.isPaused(life, at)) return 'paused';
    if (life.leave.some(({ from, to }) => from <= today && today <= to)) return 'away';
    const isGreeted = standing.arrivedAt !== undefined && standing.arrivedAt <= at - welcomeLead;
    if (standing.welcome !== 'given' && !isGreeted) return 'joined late';
    return isFresh(life, program, date, at) ? 'introduced elsewhere this week' : undefined;
  }
}

/** One introduction at a time: another program keeps five days' distance from the day of the last one. */
function isFresh({ latest }: Life, program: YearProgram, date: string, at: number): boolean {
  if (latest === undefined || latest.program === program.id) return false;
  const day = introducedOn(date, at);
  return Date.parse(day) - Date.parse(latest.date) < daysBetweenPrograms * DAY;
}

/** The day an introduction counts for: its round's, or for a latecomer the later one on which it is made. */
export function introducedOn(date: string, at: number): string {
  const today = dateThere('Europe/Lisbon', at);
  return today > date ? today : date;
}
