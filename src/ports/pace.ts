import type { WorkspaceId } from '../core/ids.ts';
import { type Instant, plus } from '../time/zoned.ts';

const SECONDS_TO_RETRY = 30;

/** Milliseconds between two calls of a kind, and how many may go at once after a rest. */
export interface Rate {
  readonly gapMs: number;
  readonly burst: number;
}

/**
 * Turns at what may be asked only so often, one bucket for each thing that is counted; shared by every replica of a store.
 * Who must wait is given an instant of their own, so that whatever falls due at once is spread without anybody asking
 * twice. One bucket's queue delays no other's.
 */
export interface Pace {
  /** Undefined where the call may go now, else when it may. The same key keeps its place until it has gone. */
  claim(bucket: string, rate: Rate, key: string, now: Instant): Promise<Instant | undefined>;
  /** Nobody goes before that instant, and whoever has an earlier place takes a new one. */
  hold(bucket: string, until: Instant, now: Instant): Promise<void>;
}

/** One platform's calls, each paced by workspace under its published rate. */
export class PlatformPace<Call extends string> {
  readonly #pace: Pace;
  readonly #rates: Readonly<Record<Call, Rate>>;

  constructor(pace: Pace, rates: Readonly<Record<Call, Rate>>) {
    this.#pace = pace;
    this.#rates = rates;
  }

  /**
   * `detail` is what is counted apart within a workspace, such as a channel. Where the pace cannot be asked, since its store
   * is away, nothing is called: it is tried again in a while.
   */
  async claim(
    workspace: WorkspaceId,
    call: Call,
    key: string,
    now: Instant,
    detail = '',
  ): Promise<Instant | undefined> {
    const claimed = this.#pace.claim(bucketOf(workspace, call, detail), this.#rates[call], key, now);
    return claimed.catch(() => plus(now, { seconds: SECONDS_TO_RETRY }));
  }

  /** The platform said when it will listen again: nothing of the kind goes before. It says so again if this is not kept. */
  async hold(workspace: WorkspaceId, call: Call, until: Instant, now: Instant, detail = ''): Promise<void> {
    await this.#pace.hold(bucketOf(workspace, call, detail), until, now).catch(() => undefined);
  }
}

const bucketOf = (workspace: WorkspaceId, call: string, detail: string) => `${workspace} ${call} ${detail}`;
