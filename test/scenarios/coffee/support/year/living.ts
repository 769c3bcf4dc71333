import { nativeId } from '../../../../../src/core/ids.ts';
import { House } from '../../../../support/house.ts';
import type { Posted } from '../../../../support/platform.ts';
import { read } from '../../../../support/reading.ts';
import { Dice } from '../../../support/dice.ts';
import { DAY } from '../../../support/wall-clock.ts';
import { admin, cast, closedByUs, inDirectory } from './cast.ts';
import { channelsOf, type Deed, deedsOf, isHereFirst } from './deeds.ts';
import type { YearProgram } from './programs.ts';

const workspace = 'test:T1';
const introKey = /^coffee\/test:T1#(\w+)\/(\d{4}-\d\d-\d\d)\/(\d{4})\/intro/;
const answers = { met: 55, diary: 6, later: 6, skip: 8, nothing: 25 } as const;

/** Who was put together, as it was posted in the chat they share. */
export interface Made {
  readonly at: number;
  readonly program: string;
  readonly date: string;
  readonly group: string;
  readonly people: readonly string[];
  readonly post: Posted;
}

/** Every introduction among these posts, in order. */
export function madeIn(posts: readonly Posted[]): readonly Made[] {
  return posts.flatMap((post) => {
    const [, program, date, number] = introKey.exec(post.key) ?? [];
    if (program === undefined || date === undefined || post.place.kind !== 'group') return [];
    const people = post.place.accounts.map(nativeId).sort();
    return [{ at: post.at, program, date, group: `${program}/${date}/${number}`, people, post }];
  });
}

type LaterDeed =
  | Omit<Extract<Deed, { kind: 'answer' }>, 'at'>
  | { readonly kind: 'stays'; readonly who: string; readonly program: string };

/** A whole organisation that lives through some weeks; what people did on the way is kept for whoever asks. */
export class Organisation {
  readonly house: House;
  /** In the order in which they were done. */
  readonly done: Deed[] = [];
  readonly #dice = new Dice(7);
  #plan: Deed[];
  #seen = 0;

  private constructor(house: House, plan: readonly Deed[]) {
    this.house = house;
    this.#plan = [...plan];
  }

  /** Opens on a Sunday at eight, when nobody works anywhere; the admin starts every program at once. */
  static async open(
    first: string,
    days: number,
    programs: readonly YearProgram[],
    also: readonly Deed[],
  ): Promise<Organisation> {
    const here = cast.filter((_, index) => isHereFirst(index));
    const channels = Object.fromEntries(
      programs.map(({ id }) => [
        id,
        cast.flatMap((one, index) => (isHereFirst(index) && channelsOf(index).includes(id) ? [one.id] : [])),
      ]),
    );
    const house = await House.open({
      now: `${first}T08:00:00Z`,
      zone: 'Europe/Lisbon',
      people: here.map(inDirectory),
      channels,
      workspace,
    });
    const plan = [...deedsOf(first, days), ...also].sort((a, b) => a.at - b.at);
    const organisation = new Organisation(house, plan);
    await organisation.#order('settings country PT');
    for (const date of closedByUs.filter((one) => one > first)) await organisation.#order(`settings closed ${date}`);
    for (const { id, from, to, days: week } of cast.filter((_, index) => isHereFirst(index)))
      await organisation.#workLike(id, from, to, week);
    for (const { id, words, groupSize, isOptOut } of programs) {
      await organisation.#order(`coffee ${words}`, id);
      if (groupSize !== 2) await organisation.#order(`coffee group ${groupSize}`, id);
      if (!isOptOut) await organisation.#order('coffee default out', id);
    }
    return organisation;
  }

  async #workLike(id: string, from: string, to: string, week: readonly number[]): Promise<void> {
    if (from !== '09:00') await this.house.says(id, `hours ${from}-${to}`);
    if (week.length < 5) await this.house.says(id, 'days mon-thu');
  }

  async #order(line: string, channel?: string): Promise<void> {
    const answer = read((await this.house.says(admin, `${line} --yes`, channel)).message);
    if (!/^(Done|Started|Changed)/.test(answer)) throw new Error(`${line}: ${answer}`);
  }

  /** Goes on until a moment, doing every deed at its own. */
  async liveUntil(end: number): Promise<void> {
    for (let now = Number(this.house.now); now < end; ) {
      const [next] = this.#plan;
      now = Math.min(end, now + DAY, next?.at ?? end);
      await this.house.until(now as never);
      await this.#lookAround();
      while (this.#plan[0] && this.#plan[0].at <= now) await this.#do(this.#plan.shift());
    }
  }

  /** Some answer an introduction after a day or more, some never; half of those asked to stay do. */
  async #lookAround(): Promise<void> {
    const posts = this.house.platform.posts.slice(this.#seen);
    this.#seen += posts.length;
    for (const { at, group, people } of madeIn(posts)) {
      const what = this.#dice.weighted(answers);
      const who = this.#dice.pick(people);
      if (what !== 'nothing') this.#later(at, { who, kind: 'answer', what, group });
    }
    for (const { key, at, place } of posts) {
      const [, program] = /^coffee\/test:T1#(\w+)\/stay\//.exec(key) ?? [];
      if (program !== undefined && place.kind === 'personal' && this.#dice.chance(0.5))
        this.#later(at, { who: nativeId(place.account), kind: 'stays', program });
    }
  }

  #later(at: number, deed: LaterDeed): void {
    const hours = this.#dice.int(25, 6 * 24);
    const moment = Math.floor(at / 3_600_000 + hours) * 3_600_000 + (1 + (this.done.length % 28)) * 60_000;
    this.#plan = [...this.#plan, { ...deed, at: moment }].sort((a, b) => a.at - b.at);
  }

  async #do(deed: Deed | undefined): Promise<void> {
    if (!deed || (deed.kind !== 'gone' && !(await this.#carryOut(deed)))) return;
    this.done.push(deed);
  }

  /** False where it came to nothing, since whoever wanted it has left the company. */
  async #carryOut(deed: Deed): Promise<boolean> {
    const { house } = this;
    const { who } = deed;
    if (deed.kind !== 'hired' && !house.platform.coworkers.has(who)) return false;
    switch (deed.kind) {
      case 'pause':
        return this.#told(who, deed.until === 'resumed' ? 'pause' : `pause until ${deed.until}`, /^Paused until/);
      case 'resume':
        return this.#told(who, 'resume', /^(Welcome back|You are not paused)/);
      case 'away':
        return this.#told(who, `away ${deed.from} to ${deed.to}`, /^Noted: away/);
      case 'avoid':
        return this.#told(who, `avoid ${deed.whom}@example.org`, /^I won't put you together/);
      case 'leave':
        return this.#told(who, `leave in #${deed.program}`, /^You won't be introduced/);
      case 'join':
        return this.#told(who, `join in #${deed.program}`, /^You're in for coffee/);
      case 'programPause':
        await this.#order(`coffee pause until ${deed.until}`, deed.program);
        return true;
      case 'stays':
        await house.press(who, { verb: 'coffee.stay', args: { v: 1, program: programOf(deed.program) } });
        return true;
      case 'answer': {
        const [program = '', ...rest] = deed.group.split('/');
        const group = [programOf(program), ...rest].join('/');
        await house.press(who, { verb: `coffee.${deed.what}`, args: { v: 1, group } });
        return true;
      }
      case 'hired':
        return this.#hire(who, deed.channels);
      default:
        return this.#quit(who);
    }
  }

  async #told(who: string, line: string, expected: RegExp): Promise<boolean> {
    const answer = read((await this.house.says(who, line)).message);
    if (!expected.test(answer)) throw new Error(`${who}, ${line}: ${answer}`);
    return true;
  }

  async #hire(who: string, channels: readonly string[]): Promise<boolean> {
    const { platform, app } = this.house;
    const colleague = cast.find(({ id }) => id === who);
    if (!colleague) return false;
    platform.coworkers.set(who, inDirectory(colleague));
    // Hours are one's own to say, and said before anything is owed: a newcomer's first word is their hours.
    await this.#workLike(who, colleague.from, colleague.to, colleague.days);
    for (const name of channels) {
      platform.rooms.get(platform.channelOf(name))?.add(who);
      const event = { id: `join ${name} ${who}`, workspace: platform.workspace, at: this.house.now };
      const channel = platform.channelOf(name);
      await app.observe({ ...event, kind: 'joined', channel, account: platform.accountOf(who) });
    }
    await app.settle();
    return true;
  }

  async #quit(who: string): Promise<boolean> {
    const { platform, app } = this.house;
    for (const [channel, members] of platform.rooms) {
      if (!members.delete(who)) continue;
      const event = { id: `left ${channel} ${who}`, workspace: platform.workspace, at: this.house.now };
      await app.observe({ ...event, kind: 'left', channel: channel as never, account: platform.accountOf(who) });
    }
    platform.coworkers.delete(who);
    return true;
  }
}

const programOf = (program: string) => `${workspace}#${program}`;
