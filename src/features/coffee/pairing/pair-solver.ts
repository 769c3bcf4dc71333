import { type Matching, minCostPerfectMatching } from './blossom/solve.ts';
import { COMPLETE_UP_TO, candidateEdges, completeEdges } from './candidates.ts';
import { addEdge, type Edges } from './edges.ts';
import type { Search } from './plan.ts';
import { dualBound, type Pricing, price } from './pricing.ts';
import type { Problem } from './problem.ts';
import { completeRoughly } from './rough.ts';

/** Up to this many members pricing goes on until the optimum is proven, whatever it takes. */
const PROVEN_UP_TO = 2000;

/** Above, a plan that is proven to be this near to the optimum is good enough (matching.md 7). */
const TOLERATED_GAP = 0.001;
const MAX_ROUNDS = 12;

/** Early rounds of pricing look at few pairs a member; all are priced once few members gain an edge by that. */
const EARLY_LOOKS = 400;
const FEW_ADDED = 0.02;

/** Pairs of one problem. */
export interface PairSolution {
  /** Partner of each vertex, -1 for the odd one; barred pairs are still in it and mean that both stay alone. */
  readonly mate: Int32Array;
  /** No perfect matching costs less. With an odd one, its own cost is in it. */
  readonly lowerBound: number;
  readonly isCutShort: boolean;
}

/** What the odd one of an odd problem costs, by vertex. */
type OddCost = (vertex: number) => number;

/** `brisk` leaves out the round of pricing that looks at every pair: for a shard, whose optimum proves little. */
type Effort = 'proof' | 'brisk';

/** A cheapest perfect matching of all pairs, proven up to 2,000 members and as near as the work allows above. */
export function solvePairs(
  p: Problem,
  search: Search,
  oddCost: OddCost = () => 0,
  effort: Effort = 'proof',
): PairSolution {
  const isOdd = p.n % 2 === 1;
  const isComplete = p.n <= COMPLETE_UP_TO;
  const edges = isComplete ? completeEdges(p) : candidateEdges(p, search.shifts, search.random);
  if (isOdd) for (let v = 0; v < p.n; v++) addEdge(edges, v, p.n, oddCost(v));
  const floor = teamBound(p);
  let lowerBound = floor;
  let mate: Int32Array | null = null;
  for (let round = 1; ; round++) {
    const matching = minCostPerfectMatching(isOdd ? p.n + 1 : p.n, edges, search.shouldStop);
    if (!matching.isPerfect) return cutShort(p, mate ?? withoutStandIn(p, matching.mate), lowerBound);
    mate = withoutStandIn(p, matching.mate);
    const cost = dualBound(matching, null);
    if (isComplete) return { mate, lowerBound: cost, isCutShort: false };
    if (isGoodEnough(p, cost, lowerBound)) return { mate, lowerBound, isCutShort: false };
    const priced = priceInSteps(p, matching, edges, effort);
    lowerBound = Math.max(lowerBound, priced.lowerBound ?? floor);
    const isLast = p.n > PROVEN_UP_TO && round === MAX_ROUNDS;
    if (priced.added === 0 || isLast || isGoodEnough(p, cost, lowerBound))
      return { mate, lowerBound, isCutShort: false };
  }
}

function isGoodEnough(p: Problem, cost: number, lowerBound: number): boolean {
  return cost - lowerBound <= (p.n > PROVEN_UP_TO ? TOLERATED_GAP * cost : 0);
}

/** Prices a few pairs of each member, and all of them where that adds little. */
function priceInSteps(p: Problem, matching: Matching, edges: Edges, effort: Effort): Pricing {
  const early = price(p, matching, edges, EARLY_LOOKS);
  const isEnough = early.added > FEW_ADDED * p.n || early.lowerBound !== null || effort === 'brisk';
  return isEnough ? early : price(p, matching, edges, p.n);
}

function withoutStandIn(p: Problem, mate: Int32Array): Int32Array {
  return mate.subarray(0, p.n).map((u) => (u === p.n ? -1 : u));
}

function cutShort(p: Problem, mate: Int32Array, lowerBound: number): PairSolution {
  return { mate: completeRoughly(p, mate), lowerBound, isCutShort: true };
}

/** A team of more than half must meet within itself: at least members beyond half, less the odd one. */
export function teamBound(p: Problem): number {
  const sizes = new Map<number, number>();
  for (const team of p.team) if (team >= 0) sizes.set(team, (sizes.get(team) ?? 0) + 1);
  let largest = 0;
  for (const size of sizes.values()) largest = Math.max(largest, size);
  return p.weights.sameTeam * Math.max(0, Math.floor((2 * largest - p.n) / 2));
}
