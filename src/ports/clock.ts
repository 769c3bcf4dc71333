import type { Instant } from '../time/zoned.ts';

/** The one source of the present. */
export interface Clock {
  now(): Instant;
}
