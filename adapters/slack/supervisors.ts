import type { AccountId } from '../../src/core/ids.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type Instant, plus } from '../../src/time/zoned.ts';

/** Slack tells a profile's own fields one person a call, so a workspace of 20,000 takes hours; nobody's supervisor changes daily. */
const REMEMBERED_DAYS = 7;
const MOST_REMEMBERED = 50_000;

/** Who is whose supervisor, as it was asked within a week. */
export class Supervisors {
  readonly #clock: Clock;
  readonly #known = new Map<AccountId, { readonly at: Instant; readonly supervisor: AccountId | undefined }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async of(account: AccountId, ask: () => Promise<AccountId | undefined>): Promise<AccountId | undefined> {
    const now = this.#clock.now();
    const known = this.#known.get(account);
    if (known && plus(known.at, { days: REMEMBERED_DAYS }) > now) return known.supervisor;
    const supervisor = await ask();
    this.#known.delete(account);
    this.#known.set(account, { at: now, supervisor });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return supervisor;
  }
}
