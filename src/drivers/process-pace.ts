import type { Pace, Rate } from '../ports/pace.ts';
import { type Instant, plus } from '../time/zoned.ts';

/** Places that nobody came back for are dropped once there are more than this. */
const MOST_KEPT = 50_000;

interface Bucket {
  /** When the next call would be on time if none had gone early. */
  next: Instant;
  heldUntil: Instant;
}

/** The pace of a store that one process has to itself. */
export class ProcessPace implements Pace {
  readonly #buckets = new Map<string, Bucket>();
  readonly #places = new Map<string, Instant>();

  async claim(name: string, rate: Rate, key: string, now: Instant): Promise<Instant | undefined> {
    const bucket = this.#bucket(name);
    const place = `${name} ${key}`;
    const kept = this.#places.get(place);
    const at = kept !== undefined && kept >= bucket.heldUntil ? kept : nextFree(bucket, rate, now);
    if (at <= now) {
      this.#places.delete(place);
      return undefined;
    }
    this.#places.set(place, at);
    this.#forget(now);
    return at;
  }

  async hold(name: string, until: Instant): Promise<void> {
    const bucket = this.#bucket(name);
    bucket.heldUntil = later(bucket.heldUntil, until);
    bucket.next = later(bucket.next, until);
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

function nextFree(bucket: Bucket, { gapMs, burst }: Rate, now: Instant): Instant {
  const early = (burst - 1) * gapMs;
  const at = later(later(now, bucket.heldUntil), after(bucket.next, -early));
  bucket.next = after(later(bucket.next, at), gapMs);
  return at;
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const after = (at: Instant, ms: number): Instant => (at + ms) as Instant;
