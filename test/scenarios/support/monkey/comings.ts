import type { House } from '../../../support/house.ts';
import type { Coworker } from '../../../support/platform.ts';
import type { Dice } from '../dice.ts';
import { coworker, zones } from './colleagues.ts';
import type { Shadow } from './shadow.ts';

/** People who join, leave, move and change channels, with the platform's events or found by the daily sync. */
export class Comings {
  readonly #house: House;
  readonly #shadow: Shadow;
  readonly #dice: Dice;
  #events = 0;

  constructor(house: House, shadow: Shadow, dice: Dice) {
    this.#house = house;
    this.#shadow = shadow;
    this.#dice = dice;
  }

  /** One of them at random; answers what it was. */
  async something(): Promise<string> {
    const what = this.#dice.weighted({
      joiner: 2,
      leaver: 1,
      channelJoined: 4,
      channelLeft: 2,
      traveller: 2,
      promotion: 1,
    });
    const present = [...this.#shadow.people.values()].filter((one) => one.goneAt === undefined);
    // The two first admins stay, or nobody could set anything up.
    const someone = this.#dice.pick(present.slice(2)).id;
    if (what === 'joiner') await this.#hire();
    else if (what === 'leaver') await this.#leave(someone);
    else if (what === 'channelJoined') await this.#move(someone, 'joined');
    else if (what === 'channelLeft') await this.#move(someone, 'left');
    else if (what === 'traveller') await this.#change(someone, { zone: this.#dice.pick(zones) });
    else await this.#change(someone, { standing: this.#dice.pick(['member', 'guest'] as const) });
    return `${what} ${someone}`;
  }

  async #hire(): Promise<void> {
    const { platform } = this.#house;
    const newcomer = coworker(this.#shadow.people.size);
    platform.coworkers.set(newcomer.id, newcomer);
    this.#shadow.enter(newcomer, this.#house.now);
    const rooms = [platform.channelOf('general'), ...this.#dice.some([...platform.rooms.keys()], 1)];
    const isSilent = this.#dice.chance(0.4);
    for (const room of new Set(rooms)) {
      platform.rooms.get(room as never)?.add(newcomer.id);
      if (!isSilent) await this.#tell('joined', newcomer.id, room);
    }
  }

  async #leave(id: string): Promise<void> {
    const { platform } = this.#house;
    this.#shadow.of(id).goneAt = this.#house.now;
    const rooms = [...platform.rooms.values()];
    for (const room of rooms) room.delete(id);
    if (this.#dice.chance(0.5)) platform.coworkers.delete(id);
    else await this.#change(id, { standing: 'gone' });
  }

  async #move(id: string, kind: 'joined' | 'left'): Promise<void> {
    const { platform } = this.#house;
    const [room, members] = this.#dice.pick([...platform.rooms].filter(([name]) => !name.endsWith('#general')));
    if (members.has(id) === (kind === 'joined')) return;
    if (kind === 'joined') members.add(id);
    else members.delete(id);
    await this.#tell(kind, id, room);
  }

  async #change(id: string, change: Partial<Coworker>): Promise<void> {
    const { platform } = this.#house;
    const changed = { ...this.#shadow.of(id).directory, ...change };
    platform.coworkers.set(id, changed);
    this.#shadow.of(id).directory = changed;
    const account = platform.accountOf(id);
    const { workspace } = platform;
    await this.#house.app.observe({ kind: 'changed', id: this.#event(), workspace, at: this.#house.now, account });
    await this.#house.app.settle();
  }

  async #tell(kind: 'joined' | 'left', id: string, room: string): Promise<void> {
    const { platform, app, now } = this.#house;
    const account = platform.accountOf(id);
    const event = { id: this.#event(), workspace: platform.workspace, at: now, account, channel: room as never };
    await app.observe({ kind, ...event });
    await app.settle();
  }

  #event(): string {
    this.#events += 1;
    return `change${this.#events}`;
  }
}
