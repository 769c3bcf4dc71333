import { sql } from 'kysely';
import type { DeliveryState, Settlement } from '../../core/delivery.ts';
import type { OrgId } from '../../core/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Instant } from '../../time/zoned.ts';
import { closed, waited } from './pool.ts';
import { type Run, raw } from './schema.ts';

/** One delivery that a worker leaves. */
export interface Leaving {
  readonly org: OrgId;
  readonly key: string;
  readonly outcome: Settlement;
  readonly at: Instant;
}

const LONGEST_WAIT_MS = 1_000;

/**
 * Leaves deliveries in groups: what is settled while a group is on its way goes with the next. One that fails is tried
 * until it works, for to give up would post the message again.
 */
export class Settler {
  readonly #run: Run;
  readonly #holder: string;
  readonly #log: Log;
  #waiting: { readonly leaving: Leaving; readonly done: PromiseWithResolvers<void> }[] = [];
  #isWriting = false;
  #isClosed = false;

  constructor(run: Run, holder: string, log: Log) {
    this.#run = run;
    this.#holder = holder;
    this.#log = log;
  }

  /** Resolves when it is kept, rejects only when the store is closed. */
  settle(leaving: Leaving): Promise<void> {
    if (this.#isClosed) return Promise.reject(closed());
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ leaving, done });
    if (!this.#isWriting) {
      this.#isWriting = true;
      // After the current turn of the loop, so that what is settled at once is written at once.
      setImmediate(() => void this.#write());
    }
    return done.promise;
  }

  close(): void {
    this.#isClosed = true;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const isKept = await this.#keep(group.map(({ leaving }) => leaving));
      for (const { done } of group) isKept ? done.resolve() : done.reject(closed());
    }
    this.#isWriting = false;
  }

  async #keep(leavings: readonly Leaving[]): Promise<boolean> {
    for (let waitMs = 50; !this.#isClosed; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
      try {
        await this.#run(raw(leave(leavings, this.#holder)));
        return true;
      } catch (cause) {
        this.#log.warn('postgres.settle_delayed', { deliveries: leavings.length, cause: String(cause) });
        await waited(waitMs);
      }
    }
    return false;
  }
}

/**
 * Only what this holder is sending; again, or of what somebody else took over, it changes nothing. Each row is looked up
 * by its key: left to itself the planner walks the index of what is being sent, which is full of what no longer is.
 */
function leave(leavings: readonly Leaving[], holder: string) {
  const rows = leavings.map(({ outcome, at }) => leftAs(outcome, at));
  const [orgs, keys] = [leavings.map(({ org }) => org), leavings.map(({ key }) => key)];
  return sql`
    update hallway.deliveries as d
    set state = l.state, not_before = coalesce(l.not_before, d.not_before), attempts = d.attempts - l.uncounted,
      settled_at = l.settled_at, ref = l.ref, reason = l.reason, holder = null, was_lost = false,
      message = case l.state when 'pending' then d.message end,
      expires_at = case l.state when 'pending' then d.expires_at end,
      on_unknown = case l.state when 'pending' then d.on_unknown end,
      replaces = case l.state when 'pending' then d.replaces end
    from unnest(${orgs}::text[], ${keys}::text[], ${rows.map((row) => row.state)}::text[],
      ${rows.map((row) => row.notBefore ?? null)}::bigint[], ${rows.map((row) => row.uncounted ?? 0)}::integer[],
      ${rows.map((row) => row.settledAt ?? null)}::bigint[], ${rows.map((row) => row.ref ?? null)}::text[],
      ${rows.map((row) => row.reason ?? null)}::text[])
      as l (org, key, state, not_before, uncounted, settled_at, ref, reason)
      cross join lateral (
        select ctid from hallway.deliveries where org = l.org and key = l.key for update offset 0) as row
    where d.ctid = row.ctid and d.state = 'sending' and d.holder = ${holder}`;
}

interface Left {
  readonly state: DeliveryState;
  readonly notBefore?: Instant;
  /** 1 where the attempt does not count. */
  readonly uncounted?: number;
  readonly settledAt?: Instant;
  readonly ref?: string;
  readonly reason?: string;
}

function leftAs(outcome: Settlement, at: Instant): Left {
  switch (outcome.kind) {
    case 'later':
      return { state: 'pending', notBefore: outcome.at };
    case 'postponed':
      return { state: 'pending', notBefore: outcome.at, uncounted: 1 };
    case 'posted':
      return { state: 'sent', settledAt: at, ref: JSON.stringify(outcome.ref) };
    case 'refused':
      return { state: 'refused', settledAt: at, reason: outcome.reason };
    default:
      return { state: outcome.kind, settledAt: at };
  }
}
