import { DAY, dayAfter, mondayOf } from '../../../support/wall-clock.ts';
import type { Colleague } from './cast.ts';
import { dateThere, firstMorning, isAtWork, type Leave, nextAtWork } from './workdays.ts';

/** Which of two messages due at the same moment goes first: design.md 6. */
const ranks = ['welcome', 'closing', 'midway', 'summary'] as const;
export type LetterKind = (typeof ranks)[number];

/** Something unasked that somebody should get. */
export interface Letter {
  readonly to: string;
  readonly kind: LetterKind;
  /** What it is about; at the same moment and of the same kind, the smaller goes first. */
  readonly about: string;
  readonly expires: number;
}

/** What the mailbox needs to know of somebody at a moment. */
export interface Present {
  readonly who: Colleague;
  readonly leave: readonly Leave[];
  /** Paused, or gone: nothing comes. */
  readonly isSilenced: boolean;
}

interface Waiting extends Letter {
  at: number;
}

const aDay = 1;
const aWeek = 3;

/** Everything unasked, as design.md says it arrives: in the own hours of each, one a day and three a week. */
export class Mailbox {
  readonly arrived: { readonly at: number; readonly letter: Letter }[] = [];
  #waiting: Waiting[] = [];
  readonly #spent = new Map<string, string[]>();
  readonly #presentOf: (id: string, at: number) => Present;
  readonly #settled: (letter: Letter, at: number, hasArrived: boolean) => void;

  constructor(
    presentOf: (id: string, at: number) => Present,
    settled: (letter: Letter, at: number, hasArrived: boolean) => void,
  ) {
    this.#presentOf = presentOf;
    this.#settled = settled;
  }

  /** Owes a letter from that moment on, for so many days. */
  owe(letter: Omit<Letter, 'expires'>, from: number, keepsDays: number): void {
    const { who, leave } = this.#presentOf(letter.to, from);
    this.#waiting.push({ ...letter, at: nextAtWork(who, leave, from), expires: from + keepsDays * DAY });
  }

  cancel(isMeant: (letter: Letter) => boolean): void {
    this.#waiting = this.#waiting.filter((letter) => !isMeant(letter));
  }

  nextAt(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#waiting.map(({ at }) => at));
  }

  /** Everything whose moment has come arrives, waits on, or is dropped. */
  deliver(now: number): void {
    const order = (one: Waiting) =>
      `${String(one.at).padStart(15, '0')} ${ranks.indexOf(one.kind)} ${one.about} ${one.to}`;
    for (;;) {
      const due = this.#waiting.filter(({ at }) => at <= now).sort((a, b) => (order(a) < order(b) ? -1 : 1));
      const [letter] = due;
      if (!letter) return;
      const until = this.#verdict(letter, now);
      if (typeof until === 'number' && until < letter.expires) letter.at = until;
      else {
        this.cancel((one) => one === letter);
        if (until === 'goes') this.arrived.push({ at: now, letter });
        this.#settled(letter, now, until === 'goes');
      }
    }
  }

  #verdict(letter: Waiting, now: number): 'goes' | 'dropped' | number {
    const { who, leave, isSilenced } = this.#presentOf(letter.to, now);
    if (letter.expires <= now || isSilenced) return 'dropped';
    if (!isAtWork(who, leave, now)) return nextAtWork(who, leave, now);
    const today = dateThere(who.zone, now);
    const spent = this.#spent.get(letter.to) ?? [];
    const thisWeek = spent.filter((date) => mondayOf(date) === mondayOf(today));
    if (thisWeek.length >= aWeek) return firstMorning(who, leave, dayAfter(mondayOf(today), 7));
    if (thisWeek.filter((date) => date === today).length >= aDay) return firstMorning(who, leave, dayAfter(today));
    this.#spent.set(letter.to, [...spent, today]);
    return 'goes';
  }
}
