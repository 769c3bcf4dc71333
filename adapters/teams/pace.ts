import type { PlatformPace } from '../../src/ports/pace.ts';

/** A little under what Teams publishes: milliseconds between two calls, and how many may go at once after a rest. */
export const PACES = {
  /** A bot makes fifty calls a second in one tenant; a card to somebody new costs two. */
  call: { gapMs: 25, burst: 5 },
  /** One conversation takes seven in a second and sixty in thirty; people read slower than that. */
  conversation: { gapMs: 1_000, burst: 1 },
} as const;
export type PacedCall = keyof typeof PACES;

/** How fast Teams may be called, in each tenant. */
export type TeamsPace = PlatformPace<PacedCall>;
