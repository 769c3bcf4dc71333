import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import { type Instant, plus, toIso } from '../../src/time/zoned.ts';
import type { Coworkers } from './coworkers.ts';
import type { SandboxHost } from './host.ts';
import { Refusal } from './refusal.ts';
import type { SandboxState } from './state.ts';

const MAX_DAYS_AT_ONCE = 400;
const MAX_SETTLES_AT_ONE_INSTANT = 20;

/** How far the clock has come in a long move. */
export interface ClockProgress {
  readonly isMoving: boolean;
  readonly from: Instant;
  readonly now: Instant;
  readonly to: Instant;
}

/** The sandbox's now: stands still until it is moved. */
export const sandboxClock = (state: SandboxState): Clock => ({ now: () => state.now });

/** Moves the clock from one due instant to the next, so that everything happens at its own time; one move at once. */
export class ClockMoves {
  readonly #state: SandboxState;
  readonly #host: SandboxHost;
  readonly #log: Log;
  #queue: Promise<unknown> = Promise.resolve();
  #move: { from: Instant; to: Instant } | undefined;
  #isPauseAsked = false;

  constructor(state: SandboxState, host: SandboxHost, log: Log) {
    this.#state = state;
    this.#host = host;
    this.#log = log;
  }

  /**
   * Moves to the instant that `target` answers once earlier moves are done; stops before it when paused. Coworkers, if
   * they are given, answer their cards on the way.
   */
  move(target: (now: Instant) => Instant | Promise<Instant>, coworkers?: Coworkers): Promise<Instant> {
    return this.alone(async () => {
      const from = this.#state.now;
      const to = await target(from);
      checkReach(from, to);
      this.#move = { from, to };
      this.#isPauseAsked = false;
      try {
        coworkers?.look(from);
        await this.#advance(to, coworkers);
        return this.#state.now;
      } finally {
        this.#move = undefined;
      }
    });
  }

  /** The next instant at which something falls due, now if it is past; a refusal if nothing is planned. */
  async nextEvent(now: Instant): Promise<Instant> {
    const next = await this.#host.nextInstant();
    if (next !== undefined) return later(next, now);
    throw new Refusal(
      409,
      'Nothing is planned yet. Set something up first, such as /hallway coffee every week on tuesday at 10:00 in a channel.',
    );
  }

  /** The instants the timeline shows. */
  async planned(): Promise<readonly Instant[]> {
    return (await this.#host.upcoming()).map(({ at }) => at);
  }

  /** Stops the move that is under way after the instant it is at. */
  pause(): void {
    this.#isPauseAsked = true;
  }

  progress(): ClockProgress {
    const { now } = this.#state;
    return { isMoving: this.#move !== undefined, from: this.#move?.from ?? now, now, to: this.#move?.to ?? now };
  }

  /** Runs work while no move is under way. */
  alone<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {});
    return done;
  }

  async #advance(to: Instant, coworkers: Coworkers | undefined): Promise<void> {
    const following = async () => soonest(await this.#host.nextInstant(), coworkers?.nextInstant());
    let stays = 0;
    let next = await following();
    while (next !== undefined && next <= to) {
      if (this.#isPauseAsked) return;
      stays = next <= this.#state.now ? stays + 1 : 0;
      if (stays > MAX_SETTLES_AT_ONE_INSTANT) return this.#stuck(next);
      await this.#settleAt(later(next, this.#state.now));
      await coworkers?.answer();
      next = await following();
    }
    if (!this.#isPauseAsked) await this.#settleAt(to);
  }

  async #settleAt(at: Instant): Promise<void> {
    if (at !== this.#state.now) await this.#state.setNow(at);
    await this.#host.settle();
  }

  #stuck(at: Instant): never {
    this.#log.error('sandbox.clock.stuck', { at: toIso(at) });
    throw new Error(`what is due at ${toIso(at)} does not settle`);
  }
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const soonest = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

function checkReach(from: Instant, to: Instant): void {
  if (to < from)
    throw new Refusal(400, `The clock only goes forward. It is ${toIso(from)} now; ask for a later time, or reset.`);
  if (to > plus(from, { days: MAX_DAYS_AT_ONCE }))
    throw new Refusal(400, `That is more than ${MAX_DAYS_AT_ONCE} days at once. Go there in shorter steps.`);
}
