import type { Button } from '../../../../src/core/message.ts';
import type { House } from '../../../support/house.ts';
import { shownTo } from '../everything.ts';
import type { AdminTyped } from './admin-commands.ts';
import { pairOf, type Shadow } from './shadow.ts';

interface PairEntry {
  readonly pair: string;
  readonly before: boolean;
  readonly after: boolean;
}

type Report = (what: string) => void;

const isDone = (answer: string) => /^(Done|Started|Changed|Stopped|Undone)/.test(answer);

/** The books about what admins had confirmed: what the settings file must show, and pairs kept apart, undo included. */
export class AdminBooks {
  readonly #house: House;
  readonly #shadow: Shadow;
  readonly #proposals = new Map<string, AdminTyped>();
  /** Entries of the log that are about a pair, by number. */
  readonly #entries = new Map<number, PairEntry>();

  constructor(house: House, shadow: Shadow) {
    this.#house = house;
    this.#shadow = shadow;
  }

  /** A card was shown whose Start does what was typed. */
  proposed(start: Button, typed: AdminTyped): void {
    this.#proposals.set(String(start.args.id), typed);
  }

  /** A button of a card was pressed. */
  async pressed({ verb, args }: Button, answer: string, report: Report): Promise<void> {
    if (verb === 'admin.undo') return this.#undone(Number(args.number), answer);
    const typed = verb === 'admin.confirm' ? this.#proposals.get(String(args.id)) : undefined;
    if (typed) await this.done(typed, answer, report);
  }

  /** A command was confirmed and answered. */
  async done(typed: AdminTyped, answer: string, report: Report): Promise<void> {
    if (typed.undo !== undefined) return this.#undone(typed.undo, answer);
    if (!isDone(answer)) return;
    this.#shadow.readFile(await this.#house.app.exportSettings(this.#house.org));
    const program = typed.channel === undefined ? undefined : this.#shadow.programs.get(typed.channel);
    if (typed.shows && !typed.shows(program, this.#shadow.house)) report(`"${typed.line}" is done, and does not show`);
    if (!typed.never) return;
    const pair = pairOf(...typed.never);
    await this.#book({ pair, before: this.#shadow.nevers.has(pair), after: true });
  }

  async #undone(number: number, answer: string): Promise<void> {
    const entry = this.#entries.get(number);
    if (!entry || !answer.startsWith('Undone')) return;
    await this.#book({ pair: entry.pair, before: entry.after, after: entry.before });
  }

  async #book(entry: PairEntry): Promise<void> {
    if (entry.after) this.#shadow.nevers.add(entry.pair);
    else this.#shadow.nevers.delete(entry.pair);
    const latest = /^(\d+)\./.exec(await shownTo(this.#house, 'p0', 'log'))?.[1];
    this.#entries.set(Number(latest), entry);
  }
}
