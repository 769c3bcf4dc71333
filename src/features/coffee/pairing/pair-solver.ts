import { minCostPerfectMatching } from './blossom/solve.ts';
import { COMPLETE_UP_TO, candidateEdges, completeEdges } from './candidates.ts';
import { addEdge } from './edges.ts';
import type { Search } from './plan.ts';
import { dualBound, price } from './pricing.ts';
import { type Problem, pairCost } from './problem.ts';

/** Up to this many members pricing goes on until the optimum is proven, whatever it takes. */
const PROVEN_UP_TO = 2000;

/** Above, pricing ends after so many looks at a dual for each member. */
const LOOKS_A_MEMBER = 4000;
const MAX_ROUNDS = 6;

/** Pairs of one problem. */
export interface PairSolution {
  /** Partner of each vertex, -1 for the odd one; barred pairs are still in it and mean that both stay alone. */
  readonly mate: Int32Array;
  /** No perfect matching costs less; null when nothing is proven. With an odd one, its own cost is in it. */
  readonly lowerBound: number | null;
  readonly isCutShort: boolean;
}

/** What the odd one of an odd problem costs, by vertex. */
export type OddCost = (vertex: number) => number;

/** A cheapest perfect matching of all pairs, proven up to 2,000 members and as near as the work allows above. */
export function solvePairs(p: Problem, search: Search, oddCost: OddCost = () => 0): PairSolution {
  const isOdd = p.n % 2 === 1;
  const isComplete = p.n <= COMPLETE_UP_TO;
  const edges = isComplete ? completeEdges(p) : candidateEdges(p, search.shifts, search.random);
  if (isOdd) for (let v = 0; v < p.n; v++) addEdge(edges, v, p.n, oddCost(v));
  const size = isOdd ? p.n + 1 : p.n;
  const maxLooks = p.n <= PROVEN_UP_TO ? Number.POSITIVE_INFINITY : LOOKS_A_MEMBER * p.n;
  const maxRounds = p.n <= PROVEN_UP_TO ? Number.POSITIVE_INFINITY : MAX_ROUNDS;
  let lowerBound: number | null = null;
  let last: Int32Array | null = null;
  for (let round = 1; ; round++) {
    const matching = minCostPerfectMatching(size, edges, search.shouldStop);
    const mate = isOdd ? matching.mate.map((u) => (u === p.n ? -1 : u)).subarray(0, p.n) : matching.mate;
    if (!matching.isPerfect) return { mate: last ?? completeRoughly(p, mate), lowerBound, isCutShort: true };
    last = mate;
    if (isComplete) return { mate, lowerBound: dualBound(matching, null), isCutShort: false };
    const priced = price(p, matching, edges, maxLooks);
    if (priced.lowerBound !== null) lowerBound = Math.max(lowerBound ?? 0, priced.lowerBound);
    if (priced.added === 0 || round === maxRounds) return { mate, lowerBound, isCutShort: false };
  }
}

/** How many others an unmatched member looks at when the search was cut short. */
const ROUGH_LOOKS = 64;

/** Matches those the search did not get to: each with the cheapest of a few others. O(n looks). */
function completeRoughly(p: Problem, mate: Int32Array): Int32Array {
  const done = mate.slice();
  const open: number[] = [];
  for (let v = 0; v < p.n; v++) if ((done[v] as number) < 0) open.push(v);
  while (open.length > 1) {
    const v = open.pop() as number;
    const looks = Math.min(ROUGH_LOOKS, open.length);
    let best = open.length - 1;
    for (let k = 1; k <= looks; k++) {
      const at = open.length - k;
      if (pairCost(p, v, open[at] as number) < pairCost(p, v, open[best] as number)) best = at;
    }
    const u = open[best] as number;
    open[best] = open[open.length - 1] as number;
    open.pop();
    done[v] = u;
    done[u] = v;
  }
  return done;
}
