import type { PlatformPace } from '../../src/ports/pace.ts';

/**
 * Milliseconds between two calls, and how many may go at once after a rest; together a little under what Slack
 * publishes for any one minute.
 */
export const PACES = {
  'conversations.open': { gapMs: 1_230, burst: 1 },
  'chat.postMessage': { gapMs: 250, burst: 4 },
  'chat.update': { gapMs: 1_500, burst: 10 },
  'views.publish': { gapMs: 750, burst: 20 },
  channel: { gapMs: 1_020, burst: 1 },
  'auth.teams.list': { gapMs: 3_600, burst: 3 },
  'conversations.info': { gapMs: 1_300, burst: 4 },
  'conversations.members': { gapMs: 650, burst: 5 },
  'users.conversations': { gapMs: 3_600, burst: 3 },
  'users.info': { gapMs: 650, burst: 5 },
  'users.list': { gapMs: 3_600, burst: 3 },
  'users.profile.get': { gapMs: 650, burst: 5 },
} as const;

/** What is counted apart. */
export type PacedCall = keyof typeof PACES;
/** How fast Slack may be called, in each workspace. */
export type SlackPace = PlatformPace<PacedCall>;
