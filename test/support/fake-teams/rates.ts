/** What Teams publishes: one conversation takes seven messages in a second, a bot in one tenant makes fifty calls. */
const PER_CONVERSATION = { calls: 7, ms: 1_000 };
const PER_TENANT = { calls: 50, ms: 1_000 };

/** Counts calls as Teams does, on a clock that a test may move. */
export class Rates {
  /** How many calls were turned away. */
  refusals = 0;
  readonly #calls = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Seconds that whoever calls has to wait; 0 where the call may go on. */
  secondsToWait(tenant: string, conversation: string | undefined): number {
    const isTooMany =
      this.#isOver(`tenant ${tenant}`, PER_TENANT) ||
      (conversation !== undefined && this.#isOver(`conversation ${conversation}`, PER_CONVERSATION));
    if (isTooMany) this.refusals += 1;
    return isTooMany ? 1 : 0;
  }

  #isOver(bucket: string, { calls, ms }: typeof PER_TENANT): boolean {
    const now = this.#now();
    const recent = (this.#calls.get(bucket) ?? []).filter((at) => at > now - ms);
    if (recent.length >= calls) return true;
    this.#calls.set(bucket, [...recent, now]);
    return false;
  }
}
