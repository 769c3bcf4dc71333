import type { Button, Message } from '../../../../src/core/message.ts';
import type { Place } from '../../../../src/core/place.ts';
import type { Reply } from '../../../../src/core/reply.ts';
import { instant, toIso } from '../../../../src/time/zoned.ts';
import type { House } from '../../../support/house.ts';
import { buttonsOf, read } from '../../../support/reading.ts';
import type { Dice } from '../dice.ts';
import { differences, everythingOf, recordsOf, shownTo } from '../everything.ts';
import { AdminBooks } from './admin-books.ts';
import { type AdminTyped, adminCommand } from './admin-commands.ts';
import { type Card, Cards } from './cards.ts';
import { Comings } from './comings.ts';
import { filledIn } from './forms.ts';
import { Inspector } from './inspector.ts';
import { misspelt } from './misspelt.ts';
import { ownCommand, type Typed } from './own-commands.ts';
import { bookOwnForm, bookPress, bookSettings } from './presses.ts';
import type { Known, Shadow } from './shadow.ts';

const deeds = { own: 30, press: 36, admin: 12, notAdmin: 2, misspelt: 9, coming: 4, restart: 1 } as const;

/** Does whatever can be done to the bot, at random, and keeps the books about it. */
export class Monkey {
  readonly inspector: Inspector;
  /** What was done last, for whoever looks into a failure. */
  readonly trace: string[] = [];
  readonly #house: House;
  readonly #shadow: Shadow;
  readonly #dice: Dice;
  readonly #books: AdminBooks;
  readonly #comings: Comings;
  readonly #cards: Cards;
  readonly #words: ReadonlySet<string>;

  constructor(house: House, shadow: Shadow, dice: Dice, words: ReadonlySet<string>) {
    this.#house = house;
    this.#shadow = shadow;
    this.#dice = dice;
    this.#words = words;
    this.inspector = new Inspector(house, shadow);
    this.#books = new AdminBooks(house, shadow);
    this.#comings = new Comings(house, shadow, dice);
    this.#cards = new Cards(house, dice);
  }

  /** Lets time pass until an instant, then does one thing. */
  async act(at: number): Promise<void> {
    await this.pass(at);
    const deed = this.#dice.weighted(deeds);
    this.inspector.figures.did(deed);
    if (deed === 'own') await this.#own();
    else if (deed === 'press') await this.#press();
    else if (deed === 'admin') await this.#admin();
    else if (deed === 'notAdmin') await this.#notAdmin();
    else if (deed === 'misspelt') await this.#misspelt();
    else if (deed === 'coming') this.trace.push(await this.#comings.something());
    else await this.#restart();
    await this.#settleBooks();
  }

  /** Lets time pass, and looks at what was posted meanwhile. */
  async pass(at: number): Promise<void> {
    this.inspector.actor = undefined;
    await this.#house.until(instant(Math.max(at, this.#house.now)));
    await this.inspector.look();
  }

  async #settleBooks(): Promise<void> {
    this.#shadow.readFile(await this.#house.app.exportSettings(this.#house.org));
    await this.inspector.look();
    for (const failure of this.#house.failures.seen.splice(0)) this.#report(`logged ${describe(failure)}`);
  }

  #report(what: string): void {
    this.inspector.report(`${toIso(this.#house.now)} after "${this.trace.at(-1)}": ${what}`);
  }

  #someone(): Known {
    return this.#dice.pick([...this.#shadow.people.values()].filter((person) => person.goneAt === undefined));
  }

  async #own(): Promise<void> {
    const person = this.#someone();
    const typed = ownCommand({ dice: this.#dice, shadow: this.#shadow, person, now: this.#house.now });
    const probe = typed.line.startsWith('avoid') ? await this.#probe(person) : undefined;
    const answer = await this.#says(person.id, typed);
    if (probe && (await this.#probe(person)) !== probe) this.#report('an avoid list shows to others');
    if (typed.done?.test(answer)) typed.books?.(answer);
    else if (typed.done && !typed.refused?.test(answer)) this.#report(`answered: ${answer}`);
  }

  /** What the person named, an admin and a third see: nobody's list may change it. */
  async #probe(speaker: Known): Promise<string> {
    const viewers = ['p0', 'p2', 'p5'].filter((id) => id !== speaker.id && !this.#shadow.of(id).goneAt);
    const looks = ['home', 'status', 'log', 'privacy export', 'coffee status', 'settings'];
    const seen: string[] = [];
    for (const id of viewers) for (const line of looks) seen.push(await shownTo(this.#house, id, line));
    return seen.join('\n');
  }

  async #admin(): Promise<void> {
    const id = this.#dice.pick(['p0', 'p1']);
    const typed = this.#adminCommand();
    const isConfirmed = this.#dice.chance(0.5);
    const answer = await this.#says(id, { ...typed, line: isConfirmed ? `${typed.line} --yes` : typed.line });
    if (isConfirmed) await this.#books.done(typed, answer, (what) => this.#report(what));
    const start = buttonsOf(this.#cards.answersTo(id)[0]?.message ?? nothing).find(
      (one) => one.verb === 'admin.confirm',
    );
    if (!start) return;
    this.#books.proposed(start, typed);
    const delay = this.#dice.weighted({ atOnce: 6, tooLate: 1, never: 2 });
    if (delay === 'never') return;
    if (delay === 'tooLate') await this.pass(this.#house.now + 16 * 60_000);
    const [card] = this.#cards.answersTo(id);
    if (card) await this.#pressed(id, card, start);
  }

  #adminCommand(): AdminTyped {
    const today = toIso(this.#house.now).slice(0, 10);
    return adminCommand({ dice: this.#dice, shadow: this.#shadow, today });
  }

  async #notAdmin(): Promise<void> {
    const { line, channel } = this.#adminCommand();
    const before = await shownTo(this.#house, 'p0', 'log');
    const person = this.#someone();
    const answer = await this.#says(person.id, { line: `${line} --yes`, ...(channel ? { channel } : {}) });
    if (!answer.includes('Only admins')) return;
    if ((await shownTo(this.#house, 'p0', 'log')) !== before)
      this.#report('somebody who is no admin changed something');
  }

  async #misspelt(): Promise<void> {
    const person = this.#dice.chance(0.3) ? this.#shadow.of('p0') : this.#someone();
    const good = ownCommand({ dice: this.#dice, shadow: this.#shadow, person, now: this.#house.now });
    const line = misspelt(this.#dice, good.line, this.#words);
    const before = this.#dice.chance(0.3) ? await recordsOf(this.#house) : undefined;
    await this.#says(person.id, { line, channel: this.#dice.pick(['general', 'design', 'teams']) });
    if (!before) return;
    const changed = differences(before, await recordsOf(this.#house));
    if (changed.length > 0) this.#report(`changed ${changed.join(', ')}`);
  }

  async #says(id: string, { line, channel }: Typed): Promise<string> {
    const place = channel === undefined ? this.#house.personal(id) : this.#house.inChannel(channel);
    const reply = await this.#do(
      id,
      { kind: 'command', text: line },
      place,
      `${id} in ${channel ?? 'person'}: ${line}`,
    );
    return read(reply.message);
  }

  async #press(): Promise<void> {
    const { id } = this.#someone();
    const pressable = this.#cards.seenBy(id);
    if (pressable.length === 0) return;
    const card = this.#dice.pick(pressable);
    await this.#pressed(id, card, this.#dice.pick(buttonsOf(card.message)));
  }

  async #pressed(id: string, card: Card, button: Button): Promise<void> {
    this.inspector.figures.did(button.verb);
    const what = { kind: 'press', verb: button.verb, args: button.args } as const;
    const reply = await this.#do(id, what, card.place, `${id} presses ${button.verb} ${JSON.stringify(button.args)}`);
    if (reply.replace) card.redraw?.(reply.replace);
    const answer = read(reply.replace ?? reply.message);
    const person = this.#shadow.of(id);
    await this.#books.pressed(button, answer, (one) => this.#report(one));
    bookPress(this.#shadow, this.inspector, person, button, answer, this.#house.now);
    if (reply.form) await this.#fill(id, reply.form, card.place);
  }

  async #fill(id: string, form: NonNullable<Reply['form']>, place: Place): Promise<void> {
    const person = this.#shadow.of(id);
    const { values, isAsDrawn } = filledIn(this.#dice, form, this.#shadow.dateOf(person, this.#house.now));
    const what = { kind: 'submit', verb: form.verb, args: form.args, values } as const;
    const reply = await this.#do(id, what, place, `${id} submits ${form.verb} ${JSON.stringify(values)}`);
    const answer = read(reply.message);
    if (form.verb === 'coffee.mine') bookOwnForm(person, form, values, answer);
    if (form.verb === 'me.settings') {
      if (isAsDrawn && !/^(Saved|Paused)/.test(answer))
        this.#report(`refuses its own form: ${answer} ${JSON.stringify(reply.errors)}`);
      bookSettings(person, values, answer);
    }
  }

  async #do(id: string, what: Parameters<House['act']>[1], place: Place, said: string): Promise<Reply> {
    this.trace.push(`${toIso(this.#house.now)} ${said}`);
    const event = `monkey${this.trace.length}`;
    this.inspector.actor = id;
    const reply = await this.#house.act(id, what, place, event);
    if (this.#dice.chance(0.03)) await this.#again(id, what, place, event);
    const words = `${read(reply.message)}${read(reply.replace)}${JSON.stringify(reply.form ?? {})}`;
    if (/went wrong/.test(words)) this.#report(words);
    const isAboutOwnList = /avoid|privacy|help|export|coffee\.mine|I don't know "/i.test(
      `${said} ${words.slice(0, 400)}`,
    );
    if (!isAboutOwnList && /\bavoid/i.test(words)) this.#report(`speaks of avoiding: ${words}`);
    for (const message of [reply.message, reply.replace]) if (message) this.#cards.keep(id, message);
    return reply;
  }

  /** The platform sends the same event once more: nothing changes and nothing is posted. */
  async #again(id: string, what: Parameters<House['act']>[1], place: Place, event: string): Promise<void> {
    const before = await recordsOf(this.#house);
    const posts = this.#house.platform.posts.length;
    await this.#house.act(id, what, place, event);
    const changed = differences(before, await recordsOf(this.#house));
    if (changed.length > 0) this.#report(`the same event again changed ${changed.join(', ')}`);
    if (this.#house.platform.posts.length !== posts) this.#report('the same event again posted something');
  }

  /** Stops and starts the process, sometimes after hours asleep: everything is as it was. */
  async #restart(): Promise<void> {
    this.trace.push(`${toIso(this.#house.now)} restarts`);
    const viewers = ['p0', 'p2', 'p7'].filter((id) => this.#shadow.of(id).goneAt === undefined);
    const before = await everythingOf(this.#house, viewers);
    await this.#house.restart();
    const changed = differences(before, await everythingOf(this.#house, viewers));
    if (changed.length > 0) this.#report(`a restart changed ${changed.join(', ')}`);
    if (!this.#dice.chance(0.4)) return;
    this.#house.sleepUntil(toIso(instant(this.#house.now + this.#dice.int(1, 40) * 3_600_000)));
    await this.#house.restart();
    await this.#house.app.settle();
  }
}

const nothing: Message = { fallback: '', blocks: [] };

const describe = (failure: unknown): string => {
  const { event, cause } = failure as { event: string; cause?: unknown };
  return `${event}: ${cause instanceof Error ? cause.stack : String(cause)}`;
};
