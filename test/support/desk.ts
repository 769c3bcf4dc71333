import type { FormValues } from '../../src/core/form.ts';
import type { Interaction } from '../../src/core/interaction.ts';
import type { Message } from '../../src/core/message.ts';
import type { Place } from '../../src/core/place.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { House } from './house.ts';
import type { Posted, TestPlatform } from './platform.ts';
import { buttonsOf } from './reading.ts';

/** One workspace of a house with several, as its people use it. */
export class Desk {
  readonly platform: TestPlatform;
  readonly #house: House;
  #events = 0;

  constructor(house: House, platform: TestPlatform) {
    this.#house = house;
    this.platform = platform;
  }

  says(id: string, text: string, channel?: string): Promise<Reply> {
    return this.#act(
      id,
      { kind: 'command', text },
      channel === undefined ? this.#personal(id) : this.#channel(channel),
    );
  }

  presses(id: string, message: Message | undefined, label: string): Promise<Reply> {
    const labels = message ? buttonsOf(message) : [];
    const button = labels.find((one) => one.label === label);
    if (!button) throw new Error(`no button "${label}", only ${labels.map((one) => one.label).join(', ')}`);
    return this.#act(id, { kind: 'press', verb: button.verb, args: button.args }, this.#personal(id));
  }

  submits(id: string, verb: string, values: FormValues, args: object = { v: 1 }): Promise<Reply> {
    return this.#act(id, { kind: 'submit', verb, args, values }, this.#personal(id));
  }

  /** The home as it is drawn through this account. */
  async home(id: string): Promise<Message | undefined> {
    return (await this.says(id, 'home')).message;
  }

  /** What a person was written in their own chat here, oldest first. */
  written(id: string): readonly Posted[] {
    return this.platform.seenBy(id).filter(({ place }) => place.kind === 'personal');
  }

  /** The latest of it whose fallback fits. */
  card(id: string, fallback: RegExp): Message | undefined {
    return this.written(id).findLast(({ message }) => fallback.test(message.fallback))?.message;
  }

  #personal(id: string): Place {
    return { kind: 'personal', workspace: this.platform.workspace, account: this.platform.accountOf(id) };
  }

  #channel(name: string): Place {
    return { kind: 'channel', workspace: this.platform.workspace, channel: this.platform.channelOf(name) };
  }

  async #act(id: string, what: object, place: Place): Promise<Reply> {
    const { workspace, coworkers } = this.platform;
    const actor = { account: this.platform.accountOf(id), name: coworkers.get(id)?.name ?? id };
    const event = `desk${++this.#events}`;
    const interaction = { id: event, workspace, actor, place, at: this.#house.now, ...what } as Interaction;
    const reply = await this.#house.app.handle(interaction);
    await this.#house.app.settle();
    return reply;
  }
}
