import type { PlatformPace } from '../../src/ports/pace.ts';

/** Teams lets a bot make 50 calls a second in a tenant; a card to somebody new costs two. */
export const PACES = {
  create: { gapMs: 50, burst: 5 },
  send: { gapMs: 50, burst: 5 },
  update: { gapMs: 50, burst: 5 },
  /** One conversation takes seven in a second and sixty in thirty; people read slower than that. */
  conversation: { gapMs: 1_000, burst: 1 },
} as const;
export type PacedCall = keyof typeof PACES;

/** How fast Teams may be called, in each tenant. */
export type TeamsPace = PlatformPace<PacedCall>;
