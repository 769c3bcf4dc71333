import { randomUUID } from 'node:crypto';
import type { FormValues } from '../../src/core/form.ts';
import type { Actor, Interaction } from '../../src/core/interaction.ts';
import type { Message } from '../../src/core/message.ts';
import type { Place } from '../../src/core/place.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { Log } from '../../src/ports/log.ts';
import { type FormSource, MAX_TEXT, OpenForms, readValues } from './forms.ts';
import type { SandboxHost } from './host.ts';
import { accountOf, personIn, type SandboxPerson, sandboxWorkspace } from './organisation.ts';
import { findPlace, personalPlace } from './places.ts';
import type { StoredMessage } from './records.ts';
import { Refusal } from './refusal.ts';
import { placedButtons } from './render.ts';
import type { Skins } from './skin.ts';
import type { SandboxState } from './state.ts';
import { nameTokens } from './tokens.ts';
import { isSeenBy, viewMessage } from './view.ts';
import type { WireAnswer } from './wire.ts';

/** Where an action happened and what its reply may redraw. */
interface Scene {
  readonly person: SandboxPerson;
  readonly place: Place;
  readonly source?: FormSource | undefined;
}

type Deed = Interaction extends infer Each
  ? Each extends Interaction
    ? Omit<Each, 'id' | 'workspace' | 'actor' | 'place' | 'at'>
    : never
  : never;

/** Turns what a person does on the page into interactions, and the bot's replies into messages. */
export class Receiver {
  readonly #state: SandboxState;
  readonly #host: SandboxHost;
  readonly #log: Log;
  readonly #forms: OpenForms;

  constructor(state: SandboxState, host: SandboxHost, log: Log, skins?: Skins) {
    this.#state = state;
    this.#host = host;
    this.#log = log;
    this.#forms = new OpenForms(skins);
  }

  /** A command is for the bot and shown to its writer alone; other words are for the people of the place. */
  async say(as: string, placeId: string, text: string): Promise<WireAnswer> {
    const person = this.#person(as);
    const place = findPlace(this.#state.organisation, as, placeId);
    const words = readWords(text);
    const command = /^\/(\S*)\s*([\s\S]*)$/.exec(words);
    if (command && command[1] !== 'hallway')
      throw new Refusal(400, `There is no command /${command[1]}. Hallway listens to /hallway; try /hallway help.`);
    // In the bot's own chat there is nobody else to talk to: bare words are meant for it.
    const own = words.replace(/^hallway\s+(?=\S)/i, '');
    const asked = command ? (command[2] ?? '') : place.kind === 'personal' ? own : undefined;
    await this.#state.add({ place, from: as, words, ...(asked !== undefined && { onlyFor: as }) });
    if (asked === undefined) return {};
    const typed = nameTokens(asked, this.#state.organisation);
    const isSpoken = command ? {} : { isSpoken: true as const };
    return this.#act({ person, place }, { kind: 'command', text: typed.trim(), ...isSpoken });
  }

  /** Presses a button of a message, or of the person's home. */
  async press(as: string, message: string, button: string): Promise<WireAnswer> {
    const person = this.#person(as);
    const pressed = message === 'home' ? this.#homeCard(as) : this.#card(as, message);
    const found = placedButtons(pressed.card).find((placed) => placed.id === button);
    if (!found) throw new Refusal(409, 'This card has changed since. Look at it again.');
    const { verb, args } = found.button;
    const ref = typeof pressed.source === 'number' ? { message: { message: pressed.source } } : {};
    return this.#act({ person, ...pressed }, { kind: 'press', verb, args, ...ref });
  }

  /** Sends a form; one with errors stays open. */
  async submit(as: string, id: string, sent: FormValues): Promise<WireAnswer> {
    const person = this.#person(as);
    const opened = this.#forms.find(id, as);
    if (!opened) throw new Refusal(404, 'This form is no longer open. Press its button again.');
    const { form, place, source } = opened;
    const { values, errors } = readValues(form.fields, sent, this.#state.organisation);
    if (Object.keys(errors).length > 0) return { errors };
    const answer = await this.#act(
      { person, place, source },
      { kind: 'submit', verb: form.verb, args: form.args, values },
    );
    if (!answer.errors) this.#forms.close(id);
    return answer;
  }

  /** Opens the person's home: what the bot answers is drawn there. */
  async openHome(as: string): Promise<void> {
    const person = this.#person(as);
    const reply = await this.#handle({ person, place: personalPlace(as) }, { kind: 'home' });
    const home = reply.replace ?? reply.message;
    if (home) await this.#state.setHome(accountOf(as), home);
  }

  #person(as: string): SandboxPerson {
    const person = personIn(this.#state.organisation, as);
    if (person) return person;
    throw new Refusal(404, `There is nobody with the id "${as}". /sandbox/state lists everybody.`);
  }

  #card(as: string, id: string): { card: Message; place: Place; source: number } {
    const stored = this.#state.message(Number(/^m(\d+)$/.exec(id)?.[1]));
    if (!stored?.message || !isSeenBy(this.#state.organisation, as, stored))
      throw new Refusal(404, `${as} has no message "${id}" with buttons.`);
    return { card: stored.message, place: stored.place, source: stored.seq };
  }

  #homeCard(as: string): { card: Message; place: Place; source: 'home' } {
    const card = this.#state.home(accountOf(as));
    if (!card) throw new Refusal(404, 'Home has not been opened yet. GET /sandbox/home?as=… opens it.');
    return { card, place: personalPlace(as), source: 'home' };
  }

  async #handle({ person, place }: Scene, deed: Deed): Promise<Reply> {
    const { name, timezone } = person;
    const actor: Actor = { account: accountOf(person.id), name, ...(timezone && { zone: timezone }) };
    const envelope = { id: randomUUID(), workspace: sandboxWorkspace, actor, place, at: this.#state.now };
    const reply = await this.#host.handle({ ...envelope, ...deed });
    // What the action owes to others is due now, and nobody moves the clock for it.
    await this.#host.settle().catch((cause: unknown) => this.#log.error('sandbox.settle.failed', {}, cause));
    return reply;
  }

  async #act(scene: Scene, deed: Deed): Promise<WireAnswer> {
    const reply = await this.#handle(scene, deed);
    const shown = await this.#show(scene, reply);
    const { place, source, person } = scene;
    return {
      ...(shown && viewMessage(this.#state.organisation, shown, person.id)),
      ...(reply.form && { form: this.#forms.open({ person: person.id, place, source, form: reply.form }) }),
      ...(reply.errors && { errors: reply.errors }),
    };
  }

  /** What of the reply its reader alone sees: a message of its own, or their private card drawn again. */
  async #show(scene: Scene, { message, replace }: Reply): Promise<StoredMessage | undefined> {
    const wasRedrawn = await this.#redraw(scene, replace);
    // A reply may say the same in both ways, for platforms that can redraw nothing.
    const isSaid = wasRedrawn && JSON.stringify(message) === JSON.stringify(replace);
    const words = isSaid ? undefined : (message ?? (wasRedrawn ? undefined : replace));
    if (words) return this.#answerPrivately(scene, words);
    const card = typeof scene.source === 'number' ? this.#state.message(scene.source) : undefined;
    return wasRedrawn && card?.onlyFor !== undefined ? card : undefined;
  }

  async #redraw({ source, person }: Scene, message: Message | undefined): Promise<boolean> {
    if (!message || source === undefined) return false;
    if (source !== 'home') return this.#state.replace(source, message);
    await this.#state.setHome(accountOf(person.id), message);
    return true;
  }

  #answerPrivately({ place, person }: Scene, message: Message): Promise<StoredMessage> {
    return this.#state.add({ place, from: 'hallway', onlyFor: person.id, message });
  }
}

function readWords(text: string): string {
  const words = text.trim();
  if (words.length === 0) throw new Refusal(400, 'There is nothing to say yet. Write something first.');
  if (words.length > MAX_TEXT)
    throw new Refusal(400, `That is ${words.length} characters; ${MAX_TEXT} fit in one message.`);
  return words;
}
