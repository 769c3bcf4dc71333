const MINUTE = 60_000;

/** Slack's published rates: calls a minute for each method and workspace; a channel takes one message a second. */
const PER_MINUTE: Readonly<Record<string, number>> = {
  'conversations.open': 50,
  'chat.postMessage': 300,
  'chat.update': 50,
  'users.list': 20,
  'users.info': 100,
  'users.profile.get': 100,
  'auth.teams.list': 20,
  'conversations.info': 50,
  'users.conversations': 20,
  'conversations.members': 100,
  'views.publish': 100,
};
/** Slack lets a short run of messages into one channel pass. */
const CHANNEL_BURST = 4;

/** Counts calls in the last minute on the fake's clock; answers how many seconds a call must wait. */
export class Rates {
  readonly #now: () => number;
  readonly #calls = new Map<string, number[]>();
  refusals = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Zero where the call may go on. */
  secondsToWait(team: string, method: string, channel?: string): number {
    const most = PER_MINUTE[method] ?? 300;
    const wait = Math.max(
      this.#wait(`${team} ${method}`, most, MINUTE),
      method === 'chat.postMessage' && channel
        ? this.#wait(`${team} ${channel}`, CHANNEL_BURST, CHANNEL_BURST * 1_000)
        : 0,
    );
    if (wait > 0) this.refusals += 1;
    return wait;
  }

  #wait(key: string, most: number, windowMs: number): number {
    const now = this.#now();
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - windowMs);
    this.#calls.set(key, recent);
    const [first] = recent;
    if (recent.length >= most && first !== undefined) return Math.max(1, Math.ceil((first + windowMs - now) / 1_000));
    recent.push(now);
    return 0;
  }
}
