import { type App, createApp } from '../../src/app.ts';
import type { FormValues } from '../../src/core/form.ts';
import { type OrgId, type PersonId, platformOf, workspaceId } from '../../src/core/ids.ts';
import type { Interaction } from '../../src/core/interaction.ts';
import type { Button, Message } from '../../src/core/message.ts';
import type { Place } from '../../src/core/place.ts';
import type { Reply } from '../../src/core/reply.ts';
import { calendarLinks } from '../../src/drivers/calendar-links.ts';
import { features as allFeatures } from '../../src/features/index.ts';
import type { Feature } from '../../src/ports/feature.ts';
import type { Log } from '../../src/ports/log.ts';
import { type Instant, instant } from '../../src/time/zoned.ts';
import { Failures, testRandom } from './house-parts.ts';
import { type Coworker, TestPlatform } from './platform.ts';
import { buttonsOf } from './reading.ts';
import { emptyStorePlace, type StorePlace, type TestStore } from './store.ts';

export interface HouseOptions {
  readonly now: string;
  readonly people: readonly Coworker[];
  /** Channels with their members; `#general` holds everybody. */
  readonly channels?: Readonly<Record<string, readonly string[]>>;
  readonly zone?: string;
  readonly features?: readonly Feature[];
  readonly workspace?: string;
  /** Where browsers reach it: without one there are no files to fetch. */
  readonly baseUrl?: string;
  /** Further workspaces, each on a platform of its own, that begin as organisations of their own. */
  readonly beside?: readonly Pick<HouseOptions, 'people' | 'channels' | 'zone' | 'workspace'>[];
  /** Stands between the bot and its store, to let it fail. */
  readonly around?: (store: TestStore) => Pick<TestStore, 'storage' | 'queue' | 'installations'>;
  /** Instead of the one that keeps errors only. */
  readonly log?: Log;
}

/** A whole bot on a real store, of the kind the run is about, a workspace in memory, and a clock that is moved by hand. */
export class House {
  readonly platform: TestPlatform;
  readonly beside: readonly TestPlatform[];
  readonly failures = new Failures();
  readonly folder: string;
  /** The database, where it is one. */
  readonly url: string | undefined;
  app: App;
  org: OrgId;
  #now: Instant;
  #store: TestStore;
  readonly #place: StorePlace;
  readonly #options: HouseOptions;
  #random = testRandom();
  #events = 0;

  private constructor(place: StorePlace, options: HouseOptions, store: TestStore) {
    this.folder = place.folder;
    this.url = place.url;
    this.#place = place;
    this.#options = options;
    this.#now = instant(options.now);
    this.#store = store;
    this.platform = new TestPlatform(workspaceId(options.workspace ?? 'test:T1'), { now: () => this.#now });
    this.beside = (options.beside ?? []).map(
      ({ workspace = '' }) => new TestPlatform(workspaceId(workspace), { now: () => this.#now }),
    );
    this.app = this.#create();
    this.org = '' as OrgId;
  }

  static async open(options: HouseOptions): Promise<House> {
    const place = await emptyStorePlace();
    const house = new House(place, options, await place.open());
    await house.#found();
    return house;
  }

  get now(): Instant {
    return this.#now;
  }

  get storage() {
    return this.#store.storage;
  }

  async #found(): Promise<void> {
    await this.#install(this.platform, this.#options);
    for (const [index, options] of (this.#options.beside ?? []).entries()) {
      const platform = this.beside[index];
      if (platform) await this.#install(platform, options);
    }
    this.org = await this.#store.installations.orgOf(this.platform.workspace);
  }

  async #install(
    platform: TestPlatform,
    { people, channels = {}, zone }: Pick<HouseOptions, 'people' | 'channels' | 'zone'>,
  ) {
    for (const person of people) platform.coworkers.set(person.id, person);
    const rooms = { general: people.map((person) => person.id), ...channels };
    for (const [name, ids] of Object.entries(rooms)) platform.rooms.set(platform.channelOf(name), new Set(ids));
    const { workspace } = platform;
    await this.app.observe({
      kind: 'installed',
      id: 'install',
      workspace,
      at: this.#now,
      ...(zone ? { zone: zone as never } : {}),
    });
    await this.app.sync(workspace);
  }

  get installations() {
    return this.#store.installations;
  }

  #create(): App {
    const { storage, queue, installations } = this.#options.around?.(this.#store) ?? this.#store;
    const one = { chat: this.platform, directory: this.platform };
    const platforms = new Map([
      ['test', one],
      ['sandbox', one],
      ...[this.platform, ...this.beside].map(
        (each) => [platformOf(each.workspace), { chat: each, directory: each }] as const,
      ),
    ]);
    const clock = { now: () => this.#now };
    const { baseUrl, log = this.failures.log } = this.#options;
    const address = baseUrl === undefined ? {} : { baseUrl };
    return createApp(
      {
        storage,
        queue,
        installations,
        platforms,
        clock,
        random: this.#random,
        calendarLinks: calendarLinks({ ...address, secret: Buffer.alloc(32, 7) }),
        ...address,
        log,
      },
      this.#options.features ?? allFeatures,
    );
  }

  /** Closes and opens everything but the workspace, as a restart does; on another store, where one is named. */
  async restart(place: Pick<StorePlace, 'open'> = this.#place): Promise<void> {
    await this.#store.close();
    this.#store = await place.open();
    this.app = this.#create();
    await this.app.wakeAll();
  }

  /** Moves the clock to an instant, doing on the way whatever falls due, each at its own instant. */
  async until(iso: string | Instant): Promise<void> {
    const target = typeof iso === 'string' ? instant(iso) : iso;
    await this.app.settle();
    for (;;) {
      const next = await this.app.nextInstant();
      if (next === undefined || next > target) break;
      if (next > this.#now) this.#now = next;
      await this.app.settle();
    }
    this.#now = target;
    await this.app.settle();
  }

  /** Moves the clock without doing anything, as when the process is not running. */
  sleepUntil(iso: string): void {
    this.#now = instant(iso);
  }

  personal(id: string): Place {
    return { kind: 'personal', workspace: this.platform.workspace, account: this.platform.accountOf(id) };
  }

  inChannel(name: string): Place {
    return { kind: 'channel', workspace: this.platform.workspace, channel: this.platform.channelOf(name) };
  }

  /** `/hallway …` typed by a person, in a channel or in their personal chat. */
  async says(id: string, text: string, channel?: string): Promise<Reply> {
    const place = channel === undefined ? this.personal(id) : this.inChannel(channel);
    return this.act(id, { kind: 'command', text }, place);
  }

  /** Presses a button of a message by its label. */
  async presses(id: string, message: Message, label: string, place = this.personal(id)): Promise<Reply> {
    const button = buttonsOf(message).find((one) => one.label === label);
    if (!button)
      throw new Error(
        `no button "${label}", only ${buttonsOf(message)
          .map((one) => one.label)
          .join(', ')}`,
      );
    return this.press(id, button, place);
  }

  press(id: string, button: Pick<Button, 'verb' | 'args'>, place = this.personal(id)): Promise<Reply> {
    return this.act(id, { kind: 'press', verb: button.verb, args: button.args }, place);
  }

  submits(id: string, verb: string, args: Button['args'], values: FormValues): Promise<Reply> {
    return this.act(id, { kind: 'submit', verb, args, values }, this.personal(id));
  }

  async act(
    id: string,
    what: Pick<Interaction, 'kind'> & Record<string, unknown>,
    place: Place,
    event?: string,
  ): Promise<Reply> {
    const reply = await this.hand(id, what, place, event);
    await this.app.settle();
    return reply;
  }

  /** Hands an interaction to the bot and leaves what it owes unsent, as a server between two beats. */
  hand(
    id: string,
    what: Pick<Interaction, 'kind'> & Record<string, unknown>,
    place = this.personal(id),
    event?: string,
  ): Promise<Reply> {
    const { workspace } = this.platform;
    const actor = { account: this.platform.accountOf(id), name: this.platform.coworkers.get(id)?.name ?? id };
    const interaction = {
      id: event ?? `event${++this.#events}`,
      workspace,
      actor,
      place,
      at: this.#now,
      ...what,
    } as Interaction;
    return this.app.handle(interaction);
  }

  /** The person behind an id, as the store knows them. */
  async person(id: string): Promise<PersonId> {
    const held = await this.storage.read(this.org, (reads) =>
      reads.get(
        { name: 'runtime.account', isSealed: false, parse: (row) => row as { person: PersonId } },
        this.platform.accountOf(id),
      ),
    );
    if (!held) throw new Error(`nobody is known as ${id}`);
    return held.person;
  }

  async close(): Promise<void> {
    await this.#store.close();
    await this.#place.remove();
  }
}
