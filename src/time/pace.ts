import { type Instant, plus } from './zoned.ts';

/** Milliseconds between two calls of a kind, and how many may go at once after a rest. */
export interface Rate {
  readonly gapMs: number;
  readonly burst: number;
}

/** Places in the queue that nobody came back for are dropped once there are more than this. */
const MOST_KEPT = 50_000;

interface Bucket {
  /** When the next call would be on time if none had gone early. */
  next: Instant;
  /** The platform asked for silence until then. */
  heldUntil: Instant;
}

/**
 * Keeps every workspace under a platform's published rates. Who must wait is given an instant of their own, so that
 * whatever falls due at once is spread without anybody asking twice; one workspace's queue delays no other's.
 */
export class Pace<Call extends string> {
  readonly #rates: Readonly<Record<Call, Rate>>;
  readonly #buckets = new Map<string, Bucket>();
  readonly #places = new Map<string, Instant>();

  constructor(rates: Readonly<Record<Call, Rate>>) {
    this.#rates = rates;
  }

  /** Undefined where the call may go now, else when it may. The same key keeps its place. */
  claim(workspace: string, call: Call, key: string, now: Instant, detail = ''): Instant | undefined {
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

  /** The platform said when it will listen again: nothing of the kind goes before. */
  hold(workspace: string, call: Call, until: Instant, detail = ''): void {
    const bucket = this.#bucket(`${workspace} ${call} ${detail}`);
    bucket.heldUntil = later(bucket.heldUntil, until);
    bucket.next = later(bucket.next, until);
  }

  #nextFree(bucket: Bucket, call: Call, now: Instant): Instant {
    const { gapMs, burst } = this.#rates[call];
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
