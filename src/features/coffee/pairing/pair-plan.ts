import { EXACT_UP_TO, planExactly } from './exact-plan.ts';
import { MAX_GROUP } from './group-sizes.ts';
import { joinLeftovers } from './leftovers.ts';
import { solveOdd } from './odd-one.ts';
import { type PairSolution, solvePairs } from './pair-solver.ts';
import type { Plan, Search } from './plan.ts';
import { aloneCost, isBarred, isNever, meetingCost, type Problem, pairCost, subProblem } from './problem.ts';
import { rescue } from './rescue.ts';
import { SHARD_ABOVE, solveShards } from './shards.ts';

/** A pair may grow into a trio; under a rule on sides the larger side shares out among groups of up to eight. */
const MAX_TRIO = 3;
const PAIR = 2;

/**
 * Groups of two, with a trio for an odd one: exact up to 2,000 members, see `pair-solver.ts` and `shards.ts`. Those who
 * may meet nobody are set aside first, so that nobody is pushed into a trio for their sake.
 */
export function planPairs(p: Problem, search: Search): Plan {
  if (p.sides !== null) return planByMatching(p, search);
  if (p.n <= EXACT_UP_TO) return planExactly(p, PAIR);
  const able = Int32Array.from({ length: p.n }, (_, v) => v).filter((v) => !isAvoidedByAll(p, v));
  if (able.length === p.n) return planByMatching(p, search);
  return planOfPart(p, able, planPairs(subProblem(p, able), search));
}

/** Pairs by a matching; leftovers join them. For any number of members. */
export function planByMatching(p: Problem, search: Search): Plan {
  if (p.n % 2 === 1 && p.sides === null && p.n <= SHARD_ABOVE) return solveOdd(p, search);
  const maxSize = p.sides === null ? MAX_TRIO : MAX_GROUP;
  const solution = p.n > SHARD_ABOVE ? solveShards(p, search) : solvePairs(p, search);
  return planOf(p, solution, maxSize, search);
}

/** True when a member has everybody else on never lists; O(1). */
export function isAvoidedByAll({ n, never }: Problem, v: number): boolean {
  return (never.start[v + 1] as number) - (never.start[v] as number) === n - 1;
}

/** The plan of some vertices as one of all, the others left out. */
export function planOfPart(p: Problem, vertices: Int32Array, plan: Plan): Plan {
  const outer = (v: number): number => vertices[v] as number;
  const isIn = new Uint8Array(p.n);
  for (const v of vertices) isIn[v] = 1;
  const out = Array.from({ length: p.n }, (_, v) => v).filter((v) => isIn[v] === 0);
  const alone = out.reduce((sum, v) => sum + aloneCost(p, v), 0);
  return {
    groups: plan.groups.map((group) => group.map(outer)),
    left: [...plan.left.map(outer), ...out],
    cost: plan.cost + alone,
    lowerBound: plan.lowerBound === null ? null : plan.lowerBound + alone,
    isCutShort: plan.isCutShort,
  };
}

/** Turns a matching into groups; leftovers join them where they can. A bound holds only where all others are paired. */
export function planOf(p: Problem, solution: PairSolution, maxSize: number, search: Search): Plan {
  const groups: number[][] = [];
  const leftovers: number[] = [];
  for (let v = 0; v < p.n; v++) {
    const mate = solution.mate[v] as number;
    if (mate < 0 || isBarred(p, v, mate)) leftovers.push(v);
    else if (mate > v) groups.push([v, mate]);
  }
  const homeless = joinLeftovers(p, groups, leftovers, maxSize, search.random);
  const left = p.sides === null && maxSize > PAIR ? rescue(p, groups, homeless) : homeless;
  const isBound = leftovers.length <= p.n % 2;
  const lowerBound = isBound ? solution.lowerBound : null;
  return { groups, left, cost: planCost(p, groups, left, PAIR), lowerBound, isCutShort: solution.isCutShort };
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
