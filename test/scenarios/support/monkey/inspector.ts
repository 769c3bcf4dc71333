import { nativeId } from '../../../../src/core/ids.ts';
import { toIso } from '../../../../src/time/zoned.ts';
import type { House } from '../../../support/house.ts';
import type { Posted } from '../../../support/platform.ts';
import { read } from '../../../support/reading.ts';
import { mondayOf } from '../wall-clock.ts';
import { Figures } from './figures.ts';
import { type Intro, inspectIntro, isGone, pairsIn } from './intros.ts';
import type { Known, Shadow } from './shadow.ts';

const perDay = 1;
const perWeek = 3;
const shownLetters = 120;

/** Looks at every message as it is posted, against the books as they stood at that moment. */
export class Inspector {
  readonly violations: string[] = [];
  readonly figures = new Figures();
  readonly #house: House;
  readonly #shadow: Shadow;
  readonly #keys = new Set<string>();
  readonly #intros: Intro[] = [];
  /** Groups that have said how it went: nobody asks them again. */
  readonly #answered = new Set<string>();
  #seen = 0;
  /** Who does something just now: what they asked for themselves reaches them on leave too. */
  actor: string | undefined;

  constructor(house: House, shadow: Shadow) {
    this.#house = house;
    this.#shadow = shadow;
  }

  /** Everything posted since the last look. */
  async look(): Promise<void> {
    const fresh = this.#house.platform.posts.slice(this.#seen);
    this.#seen += fresh.length;
    for (const post of fresh) await this.#inspect(post);
  }

  /** That a group has said how it went; `group` as buttons name it. */
  answered(group: string): void {
    this.#answered.add(group);
  }

  /** That a group will meet after all. */
  reopened(group: string): void {
    this.#answered.delete(group);
  }

  /** Something that must not be, with the message it shows in. */
  report(what: string, post?: Posted): void {
    const where = post ? ` [${toIso(post.at)} ${post.key}] ${read(post.message).slice(0, shownLetters)}` : '';
    this.violations.push(`${what}${where}`);
  }

  async #inspect(post: Posted): Promise<void> {
    if (this.#keys.has(post.key)) this.report('posted twice', post);
    this.#keys.add(post.key);
    if (/\bavoid/i.test(read(post.message))) this.report('speaks of avoiding', post);
    if (post.key.startsWith('link/answer/')) return;
    if (post.key.startsWith('checkin/')) return this.#inspectCheckIn(post);
    const kind = /\/(intro|intro-with|welcome|midway|closing|stay|summary|thanks|time|nudge|ask|relation)(\/|$)/.exec(
      post.key,
    )?.[1];
    if (kind === 'intro' || kind === 'intro-with') return this.#inspectIntro(post);
    if (kind === undefined) return this.report('a message of a kind the books do not know', post);
    if (kind !== 'thanks' && kind !== 'time') this.#inspectUnasked(kind, post);
  }

  /** Questions come at work and once a date; reminders share what everything unasked shares. */
  #inspectCheckIn(post: Posted): void {
    const { place } = post;
    const [, date, kind] = /\/(\d{4}-\d\d-\d\d)\/(ask|remind|digest|title|post)(?:\/|$)/.exec(post.key) ?? [];
    if (place.kind !== 'personal') {
      if (kind === 'ask' || kind === 'remind') this.report('asks in a shared place', post);
      return;
    }
    const person = this.#shadow.of(nativeId(place.account));
    this.#inspectMoment(person, post);
    if (kind === 'remind') this.#spend(person, post);
    // After midnight somebody on a night shift may be asked by the calendar or by the evening they began in.
    const dates = [this.#shadow.dateOf(person, post.at), this.#shadow.workDateOf(person, post.at)];
    if (kind === 'ask' && !dates.includes(date ?? '')) this.report(`asks about ${date} on ${dates.join(' or ')}`, post);
  }

  async #inspectIntro(post: Posted): Promise<void> {
    const intro = await inspectIntro(this.#house, this.#shadow, { earlier: this.#intros, actor: this.actor }, post);
    for (const problem of intro.problems) this.report(problem, post);
    this.#intros.push(intro);
    this.figures.introduced(`${intro.channel}/${intro.date}`, pairsIn(intro.people));
  }

  #inspectUnasked(kind: string, post: Posted): void {
    const { place } = post;
    if (place.kind !== 'personal') {
      this.report(`a ${kind} in a shared place`, post);
      return;
    }
    const person = this.#shadow.of(nativeId(place.account));
    this.#inspectMoment(person, post);
    this.#spend(person, post);
    const group = /^coffee\/(.+\/[\d-]+\/\d+)\/(midway|closing)\//.exec(post.key)?.[1];
    if (group && this.#answered.has(group)) this.report('asks about a group that has answered', post);
    if (kind === 'welcome') this.#greet(person, post);
  }

  #greet(person: Known, post: Posted): void {
    const channel = /#([^/]+)\/welcome/.exec(post.key)?.[1] ?? '';
    if (person.choices.get(channel) === 'out') this.report('welcomes somebody who opted out', post);
    person.greeted.add(channel);
  }

  #inspectMoment(person: Known, post: Posted): void {
    const shadow = this.#shadow;
    const facts: readonly (readonly [boolean, string])[] = [
      [isGone(person, post.at), 'who has left'],
      [shadow.isPaused(person, post.at), 'who is paused'],
      [!shadow.isAtWork(person, post.at), 'outside their working hours'],
    ];
    for (const [isWrong, what] of facts) if (isWrong) this.report(`writes to ${person.id}, ${what}`, post);
  }

  #spend(person: Known, post: Posted): void {
    const date = this.#shadow.dateOf(person, post.at);
    const today = person.unasked.filter((one) => one === date).length;
    const inWeek = person.unasked.filter((one) => mondayOf(one) === mondayOf(date)).length;
    if (today >= perDay) this.report(`a second unasked message to ${person.id} on ${date}`, post);
    if (inWeek >= perWeek) this.report(`a fourth unasked message to ${person.id} in the week of ${date}`, post);
    person.unasked.push(date);
    this.figures.unasked(`${person.id} since ${person.since}`, mondayOf(date));
  }
}
