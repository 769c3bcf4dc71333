import { EXACT_UP_TO, planExactly } from './exact-plan.ts';
import { anneal, growGreedily, improveBySwaps } from './group-search.ts';
import { groupSizes, MAX_GROUP } from './group-sizes.ts';
import { canJoinAny, joinLeftovers } from './leftovers.ts';
import { isAvoidedByAll, planCost, planOfPart } from './pair-plan.ts';
import type { Plan, Search } from './plan.ts';
import { isNever, type Problem, sidesMeet, subProblem } from './problem.ts';
import { shuffle } from './random.ts';
import { costOfSeating, createSeating, pairCosts, type Seating } from './seating.ts';

/** Up to this many members several annealed searches are made and the best kept (matching.md 4). */
const ANNEAL_UP_TO = 200;
const ANNEALED_RUNS = 6;

/** So small a round costs little to search more often, and there a single search errs most. */
const TINY = 24;
const TINY_RUNS = 24;

/**
 * Groups of three or more: greedy growth, then swaps; for up to 200 members also annealed from several starts. To
 * partition into groups of three or more at least cost is NP-hard, so no optimum is claimed, and no bound but zero.
 * Where never lists break the usual sizes, a few members are grouped by `exact-plan.ts` instead.
 */
export function planGroups(p: Problem, size: number, search: Search): Plan {
  const able = Int32Array.from({ length: p.n }, (_, v) => v).filter((v) => canJoinAny(p, v) && !isAvoidedByAll(p, v));
  if (able.length < p.n) return planOfPart(p, able, planGroups(subProblem(p, able), size, search));
  const sizes = groupSizes(p.n, size, p.sides?.mostGroups ?? p.n);
  const plan = finish(p, bestSeating(p, able, sizes, search), size, search);
  if (p.sides !== null || p.n > EXACT_UP_TO || isAsWanted(plan, sizes)) return plan;
  return planExactly(p, size);
}

/** True when nobody is left and groups have the sizes wanted, which fall. */
function isAsWanted({ groups, left }: Plan, sizes: readonly number[]): boolean {
  const found = groups.map((group) => group.length).sort((a, b) => b - a);
  return left.length === 0 && found.length === sizes.length && found.every((count, i) => count === sizes[i]);
}

function bestSeating(p: Problem, members: Int32Array, sizes: readonly number[], search: Search): Seating {
  const cost = pairCosts(p);
  const start = (): Seating => createSeating(p, sizes, shuffle(members.slice(), search.random), cost);
  let best = start();
  growGreedily(best, search.random);
  improveBySwaps(best, search.random, search.shouldStop);
  let least = costOfSeating(best);
  const runs = p.n <= TINY ? TINY_RUNS : p.n <= ANNEAL_UP_TO ? ANNEALED_RUNS : 0;
  for (let run = 0; run < runs && least > 0 && !search.shouldStop(); run++) {
    const seating = start();
    growGreedily(seating, search.random);
    anneal(seating, search.random, search.shouldStop);
    improveBySwaps(seating, search.random, search.shouldStop);
    const total = costOfSeating(seating);
    if (total < least) [best, least] = [seating, total];
  }
  return best;
}

/** Takes members out of groups where a hard rule is broken; they join others that have room. */
function finish(p: Problem, seating: Seating, size: number, search: Search): Plan {
  const groups: number[][] = [];
  const leftovers = Array.from(seating.seat.subarray(seating.start[seating.groupCount]));
  for (let g = 0; g < seating.groupCount; g++) {
    const all = Array.from(seating.seat.subarray(seating.start[g], seating.start[g + 1]));
    const group = peacefulPart(p, all);
    leftovers.push(...all.filter((v) => !group.includes(v)));
    if (group.length > 0) groups.push(group);
  }
  const left = joinLeftovers(p, groups, leftovers, Math.min(size + 1, MAX_GROUP), search.random);
  const smallest = groups.reduce((least, group) => Math.min(least, group.length), MAX_GROUP);
  return { groups, left, cost: planCost(p, groups, left, smallest), lowerBound: null, isCutShort: search.shouldStop() };
}

/** The group without those who are in the way of most others; nobody where too few remain or the sides do not meet. */
function peacefulPart(p: Problem, group: readonly number[]): number[] {
  const part = [...group];
  for (;;) {
    const conflicts = part.map((v) => part.filter((u) => isNever(p, u, v)).length);
    const most = Math.max(...conflicts);
    if (most <= 0) break;
    part.splice(conflicts.indexOf(most), 1);
  }
  const isKept = part.some((u) => part.some((v) => u !== v && sidesMeet(p, u, v)));
  return isKept ? part : [];
}
