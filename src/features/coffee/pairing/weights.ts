import type { PairingRules } from './types.ts';

/** Soft costs of a pair (matching.md 3): what makes a chat a little less worth having. */
const SAME_TEAM = 100;
export const SAME_MANAGER = 60;
export const SHORT_OVERLAP = 80;
export const SHARED_CHANNEL = 4;
export const MAX_SHARED_CHANNELS = 8;
const MAX_SOFT = SAME_TEAM + SAME_MANAGER + SHORT_OVERLAP + SHARED_CHANNEL * MAX_SHARED_CHANNELS;

/** From this overlap on more hours together are worth nothing more; below it the soft cost rises to its full. */
export const AMPLE_OVERLAP_MINUTES = 240;

/** Default of `minOverlapMinutes` (contracts.md). */
const MIN_OVERLAP_MINUTES = 60;

/**
 * One's own supervisor, in repeats of long ago: as somebody met some ten rounds ago, since the two talk anyway. So new
 * faces come first, and nobody gets the same colleague twice in a row to be spared their supervisor.
 */
export const OWN_SUPERVISOR = 4;

/** A fresh repeat with the largest count, in repeats of long ago: 8 x 20, see `company.ts`; and that of a supervisor. */
const MAX_REPEAT_WEIGHT = 160 + OWN_SUPERVISOR;

/** How many earlier turns tell two members apart when somebody must stay out or sit in a larger group. */
export const MAX_TURNS_TOLD_APART = 16;

/** An odd one adds two pairs to a group and puts three people in a larger one. */
const TRIO = 3;

/**
 * Ceilings of the two upper tiers. Within them duals stay exact: four times the cost, a few times over, below 2^53.
 * They bind above some 4,000 members only, where one short overlap then outweighs thousands of repeats, not all.
 */
const MAX_LOW_OVERLAP = 2 ** 38;
const MAX_UNMATCHED = 2 ** 46;

/** What each tier weighs: one unit outweighs everything below it in all pairs of the round together. */
export interface Weights {
  readonly sameTeam: number;
  /** Not the pair that the guide of coverage mode has in mind; 0 without a guide. */
  readonly guide: number;
  /** A repeat of long ago. */
  readonly repeat: number;
  /** Less overlap than asked for. */
  readonly lowOverlap: number;
  /** Both left without a group. */
  readonly unmatched: number;
  readonly minOverlapMinutes: number;
}

/** Weights for n members: unmatched >> short overlap >> repeat >> guide >> soft. Within a team its name says nothing. */
export function weightsFor(n: number, rules: PairingRules, isGuided: boolean): Weights {
  const pairs = Math.ceil(n / 2);
  const guide = isGuided ? 1 + MAX_SOFT * pairs : 0;
  const repeat = 1 + (MAX_SOFT + guide) * pairs;
  const allRepeats = 1 + (MAX_REPEAT_WEIGHT * repeat + guide + MAX_SOFT) * pairs;
  const lowOverlap = Math.min(allRepeats, MAX_LOW_OVERLAP);
  const worstPair = lowOverlap + MAX_REPEAT_WEIGHT * repeat + guide + MAX_SOFT;
  const worstTurns = oddTurnCost(MAX_TURNS_TOLD_APART, repeat, guide);
  return {
    sameTeam: rules.within === 'team' ? 0 : SAME_TEAM,
    guide,
    repeat,
    lowOverlap,
    unmatched: Math.min(2 * (worstPair * (pairs + TRIO) + TRIO * worstTurns), MAX_UNMATCHED),
    minOverlapMinutes: rules.minOverlapMinutes ?? MIN_OVERLAP_MINUTES,
  };
}

/**
 * What a place in a larger group costs somebody with so many turns more than others: one turn is a matter of taste, two
 * outweigh any repeat, so that turns stay within two of each other.
 */
export function oddTurnCost(turns: number, repeat: number, guide: number): number {
  return turns === 0 ? 0 : guide + MAX_SOFT + (turns - 1) * 2 * MAX_REPEAT_WEIGHT * repeat;
}
