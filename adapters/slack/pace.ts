import type { WorkspaceId } from '../../src/core/ids.ts';
import { type Instant, plus } from '../../src/time/zoned.ts';

/** Milliseconds between two calls, a little over what Slack publishes, and how many may go at once after a rest. */
export const PACES = {
  'conversations.open': { gapMs: 1_230, burst: 1 },
  'chat.postMessage': { gapMs: 250, burst: 4 },
  'chat.update': { gapMs: 1_230, burst: 10 },
  'views.publish': { gapMs: 620, burst: 20 },
  channel: { gapMs: 1_020, burst: 1 },
} as const;
export type PacedCall = keyof typeof PACES;

/** Places in the queue that nobody came back for are dropped once there are more than this. */
const MOST_KEPT = 50_000;

interface Bucket {
  /** When the next call would be on time if none had gone early. */
  next: Instant;
  /** Slack asked for silence until then. */
  heldUntil: Instant;
}

/**
 * Keeps every workspace under Slack's published rates. Who must wait is given an instant of their own, so that
 * whatever falls due at once is spread without anybody asking twice; one workspace's queue delays no other's.
 */
export class Pace {
  readonly #buckets = new Map<string, Bucket>();
  readonly #places = new Map<string, Instant>();

  /** Undefined where the call may go now, else when it may. The same key keeps its place. */
  claim(workspace: WorkspaceId, call: PacedCall, key: string, now: Instant, detail = ''): Instant | undefined {
    const bucket = this.#bucket(`${workspace} ${call} ${detail}`);
    const place = `${workspace} ${call} ${key}`;
    const kept = this.#places.get(place);
    if (kept !== undefined && kept > bucket.heldUntil) {
      if (kept > now) return kept;
      this.#places.delete(place);
      return undefined;
    }
    const at = this.#nextFree(bucket, call, now);
    if (at <= now) {
      this.#places.delete(place);
      return undefined;
    }
    this.#places.set(place, at);
    this.#forget(now);
    return at;
  }

  /** Slack said when it will listen again: nothing of the kind goes before. */
  hold(workspace: WorkspaceId, call: PacedCall, until: Instant): void {
    const bucket = this.#bucket(`${workspace} ${call} `);
    bucket.heldUntil = later(bucket.heldUntil, until);
    bucket.next = later(bucket.next, until);
  }

  #nextFree(bucket: Bucket, call: PacedCall, now: Instant): Instant {
    const { gapMs, burst } = PACES[call];
    const early = (burst - 1) * gapMs;
    const at = later(later(now, bucket.heldUntil), after(bucket.next, -early));
    bucket.next = after(later(bucket.next, at), gapMs);
    return at;
  }

  #bucket(name: string): Bucket {
    const known = this.#buckets.get(name);
    if (known) return known;
    const fresh = { next: 0 as Instant, heldUntil: 0 as Instant };
    this.#buckets.set(name, fresh);
    return fresh;
  }

  #forget(now: Instant): void {
    if (this.#places.size + this.#buckets.size < MOST_KEPT) return;
    for (const [place, at] of this.#places) if (at < plus(now, { hours: -1 })) this.#places.delete(place);
    for (const [name, { next, heldUntil }] of this.#buckets)
      if (next < now && heldUntil < now) this.#buckets.delete(name);
  }
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const after = (at: Instant, ms: number): Instant => (at + ms) as Instant;
