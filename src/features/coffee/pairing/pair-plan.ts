import { MAX_GROUP } from './group-sizes.ts';
import { joinLeftovers } from './leftovers.ts';
import { solveOdd } from './odd-one.ts';
import { type PairSolution, solvePairs } from './pair-solver.ts';
import type { Plan, Search } from './plan.ts';
import { aloneCost, isBarred, isNever, meetingCost, type Problem, pairCost } from './problem.ts';
import { SHARD_ABOVE, solveShards } from './shards.ts';

/** A pair may grow into a trio; under a rule on sides the larger side shares out among groups of up to eight. */
const MAX_TRIO = 3;

/** Groups of two, with a trio for an odd one: exact up to 2,000 members, see `pair-solver.ts` and `shards.ts`. */
export function planPairs(p: Problem, search: Search): Plan {
  const maxSize = p.sides === null ? MAX_TRIO : MAX_GROUP;
  if (p.n % 2 === 1 && p.sides === null && p.n <= SHARD_ABOVE) return solveOdd(p, search);
  const solution = p.n > SHARD_ABOVE ? solveShards(p, search) : solvePairs(p, search);
  return planOf(p, solution, maxSize, search);
}

/** Turns a matching into groups; leftovers join them where they can. */
export function planOf(p: Problem, solution: PairSolution, maxSize: number, search: Search): Plan {
  const groups: number[][] = [];
  const leftovers: number[] = [];
  for (let v = 0; v < p.n; v++) {
    const mate = solution.mate[v] as number;
    if (mate < 0 || isBarred(p, v, mate)) leftovers.push(v);
    else if (mate > v) groups.push([v, mate]);
  }
  const left = joinLeftovers(p, groups, leftovers, maxSize, search.random);
  const { lowerBound, isCutShort } = solution;
  return { groups, left, cost: planCost(p, groups, left, 2), lowerBound, isCutShort };
}

/** What a plan costs: pairs in groups, places in groups larger than asked, members alone. */
export function planCost(
  p: Problem,
  groups: readonly (readonly number[])[],
  left: readonly number[],
  smallest: number,
): number {
  let cost = 0;
  for (const v of left) cost += aloneCost(p, v);
  for (const group of groups) cost += groupCost(p, group, smallest);
  return cost;
}

/** What one group costs; a never pair in it makes it infinite. */
export function groupCost(p: Problem, group: readonly number[], smallest: number): number {
  if (group.length === 2) return pairCost(p, group[0] as number, group[1] as number);
  let cost = 0;
  for (const [i, u] of group.entries()) {
    if (group.length > smallest) cost += p.oddCost[u] as number;
    for (const v of group.slice(i + 1)) cost += isNever(p, u, v) ? Number.POSITIVE_INFINITY : meetingCost(p, u, v);
  }
  return cost;
}
