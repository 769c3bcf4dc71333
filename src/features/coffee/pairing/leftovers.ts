import { KINDS } from './company.ts';
import { isNever, meetingCost, type Problem } from './problem.ts';
import type { Random } from './random.ts';

/** Looks at every group for every leftover up to so many pairs of them; beyond, at a few groups only. */
const MAX_TRIES = 4_000_000;
const GROUPS_TRIED = 64;

/**
 * Brings leftovers into groups, the smallest first and there the cheapest; those who fit nowhere are returned.
 * Never lists hold; the sides of a group are met by those already in it. O(leftovers x groups), capped.
 */
export function joinLeftovers(
  p: Problem,
  groups: number[][],
  leftovers: readonly number[],
  maxSize: number,
  random: Random,
): number[] {
  const waiting = leftovers.filter((v) => canJoinAny(p, v));
  const out = leftovers.filter((v) => !canJoinAny(p, v));
  waiting.sort((a, b) => (p.turnCost[b] as number) - (p.turnCost[a] as number) || a - b);
  const isCapped = waiting.length * groups.length > MAX_TRIES;
  for (const v of waiting) {
    const chosen = isCapped ? cheapestOf(p, v, someOf(groups, random), maxSize) : null;
    const group = chosen ?? cheapestOf(p, v, groups, maxSize);
    if (group === null) out.push(v);
    else group.push(v);
  }
  return out;
}

/** Whoever may meet no kind of member, such as one on neither side, joins no group. */
export function canJoinAny(p: Problem, v: number): boolean {
  if (p.sides === null) return true;
  const own = (p.sides.kind[v] as number) * KINDS;
  return p.sides.mayMeet.subarray(own, own + KINDS).includes(1);
}

function someOf(groups: number[][], random: Random): number[][] {
  return Array.from({ length: GROUPS_TRIED }, () => groups[random.below(groups.length)] as number[]);
}

function cheapestOf(p: Problem, v: number, groups: readonly number[][], maxSize: number): number[] | null {
  let best: number[] | null = null;
  let bestSize = maxSize;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    if (group.length > bestSize || group.length >= maxSize) continue;
    const cost = joinCost(p, v, group);
    if (cost === Number.POSITIVE_INFINITY || (group.length === bestSize && cost >= bestCost)) continue;
    best = group;
    bestSize = group.length;
    bestCost = cost;
  }
  return best;
}

/** What a group costs more with one member more; infinite where a never list forbids it. */
export function joinCost(p: Problem, v: number, group: readonly number[]): number {
  let cost = 0;
  for (const u of group) {
    if (isNever(p, u, v)) return Number.POSITIVE_INFINITY;
    cost += meetingCost(p, u, v) + (p.oddCost[u] as number);
  }
  return cost + (p.oddCost[v] as number);
}
