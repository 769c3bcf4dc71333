import { joinCost } from './leftovers.ts';
import { groupCost, planCost, planOf } from './pair-plan.ts';
import { type PairSolution, solvePairs } from './pair-solver.ts';
import type { Plan, Search } from './plan.ts';
import { isBarred, isNever, meetingCost, type Problem, subProblem } from './problem.ts';

/** Up to so many members every odd one is tried; above, the cheapest in one search. */
const ALL_ODD_ONES_UP_TO = 40;

/** Trios tried beside, where even the best odd one costs a repeat. */
const FURTHER_TRIOS = 60;

/** Up to this many members the cheapest two partners of each are known for certain, and the bound with them. */
const BOUND_UP_TO = 2000;

const PAIR = 2;
const TRIO = 3;

/**
 * An odd number of members, too many for `exact-plan.ts`: pairs and one trio. Up to 40 every member is tried as the odd
 * one, who joins the pair where that costs least. Above, a stand-in joins the matching whose edge to each member costs
 * the member's two cheapest meetings: its partner is the odd one, and the matching a bound for any trio.
 */
export function solveOdd(p: Problem, search: Search): Plan {
  if (p.n > ALL_ODD_ONES_UP_TO) return solveWithStandIn(p, search);
  const oddOnes = everyOddOne(p, search);
  const best = bestOf(oddOnes);
  const lowerBound = best.left.length === 0 && triosIn(best) === 1 ? leastBound(p, oddOnes) : null;
  if (best.cost < p.weights.repeat || search.shouldStop()) return { ...best, lowerBound };
  return { ...bestOf([best, ...cheapTrios(p, search)]), lowerBound };
}

function solveWithStandIn(p: Problem, search: Search): Plan {
  const floor = p.n <= BOUND_UP_TO ? joinFloors(p) : p.oddCost;
  const solution = solvePairs(p, search, (v) => floor[v] as number);
  const lowerBound = solution.lowerBound - p.weights.guide;
  return improveTrio(p, planOf(p, { ...solution, lowerBound }, TRIO, search));
}

/** The least it can cost to have each member as the odd one: their two cheapest meetings. O(n^2 log met). */
function joinFloors(p: Problem): Float64Array {
  return Float64Array.from({ length: p.n }, (_, v) => (p.oddCost[v] as number) + joinFloor(p, v));
}

function joinFloor(p: Problem, v: number): number {
  let least = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  for (let u = 0; u < p.n; u++) {
    if (u === v || isNever(p, u, v)) continue;
    const cost = meetingCost(p, u, v) + (p.oddCost[u] as number);
    if (cost < least) [least, second] = [cost, least];
    else if (cost < second) second = cost;
  }
  return Math.min(least + second, p.weights.unmatched / 2);
}

/** Tries the other two of the trio as its odd one, and every pair for them: a little local search, O(n). */
function improveTrio(p: Problem, plan: Plan): Plan {
  const trio = plan.groups.find((group) => group.length === TRIO);
  if (trio === undefined) return plan;
  const others = plan.groups.filter((group) => group !== trio);
  let best = plan;
  for (const odd of trio) {
    const pair = trio.filter((v) => v !== odd);
    if (isBarred(p, pair[0] as number, pair[1] as number)) continue;
    const host = cheapestHost(p, odd, [pair, ...others]);
    const groups = [pair, ...others].map((group) => (group === host ? [...group, odd] : group));
    const cost = planCost(p, groups, plan.left, PAIR);
    if (cost < best.cost) best = { ...plan, groups, cost };
  }
  return best;
}

function cheapestHost(p: Problem, odd: number, pairs: readonly (readonly number[])[]): readonly number[] | undefined {
  let best: readonly number[] | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const pair of pairs) {
    const cost = pair.length === PAIR ? joinCost(p, odd, pair) : Number.POSITIVE_INFINITY;
    if (cost < least) [best, least] = [pair, cost];
  }
  return best;
}

function everyOddOne(p: Problem, search: Search): Plan[] {
  const plans: Plan[] = [];
  for (let odd = 0; odd < p.n; odd++) {
    if (plans.length > 0 && search.shouldStop()) break;
    const rest = without(p, [odd]);
    const solution = solvePairs(rest, search);
    const plan = planOf(p, widened(p, rest, solution), TRIO, search);
    const lowerBound = solution.lowerBound + joinFloor(p, odd);
    plans.push({ ...plan, lowerBound });
  }
  return plans;
}

function cheapTrios(p: Problem, search: Search): Plan[] {
  const priced = triosOf(p).map((trio) => ({ trio, cost: groupCost(p, trio, PAIR) }));
  priced.sort((a, b) => a.cost - b.cost);
  const tried = priced.slice(0, FURTHER_TRIOS).filter(() => !search.shouldStop());
  return tried.map(({ trio }) => trioPlan(p, trio, search));
}

function triosOf(p: Problem): number[][] {
  const trios: number[][] = [];
  for (let a = 0; a < p.n; a++) {
    for (let b = a + 1; b < p.n; b++) {
      if (isNever(p, a, b)) continue;
      for (let c = b + 1; c < p.n; c++) if (!isNever(p, a, c) && !isNever(p, b, c)) trios.push([a, b, c]);
    }
  }
  return trios;
}

function trioPlan(p: Problem, trio: readonly number[], search: Search): Plan {
  const rest = without(p, trio);
  const solution = widened(p, rest, solvePairs(rest, search));
  const plan = planOf(p, solution, PAIR, search);
  const groups = [...plan.groups, trio];
  const left = plan.left.filter((v) => !trio.includes(v));
  return { ...plan, groups, left, cost: planCost(p, groups, left, PAIR), lowerBound: null };
}

function without(p: Problem, out: readonly number[]): Problem {
  return subProblem(
    p,
    Int32Array.from({ length: p.n }, (_, v) => v).filter((v) => !out.includes(v)),
  );
}

/** A matching of some vertices as one of all, the others alone. `part` must be a part of `p` itself. */
function widened(p: Problem, part: Problem, solution: PairSolution): PairSolution {
  const place = new Map(Array.from(p.vertices, (v, i) => [v, i]));
  const inP = Array.from(part.vertices, (v) => place.get(v) as number);
  const mate = new Int32Array(p.n).fill(-1);
  for (let v = 0; v < part.n; v++) {
    const u = solution.mate[v] as number;
    mate[inP[v] as number] = u < 0 ? -1 : (inP[u] as number);
  }
  return { ...solution, mate };
}

/** The fewest left out, then the fewest in trios, then the least cost. */
function bestOf(plans: readonly Plan[]): Plan {
  return plans.reduce((best, plan) => (isBetter(plan, best) ? plan : best));
}

function isBetter(a: Plan, b: Plan): boolean {
  if (a.left.length !== b.left.length) return a.left.length < b.left.length;
  const more = triosIn(a) - triosIn(b);
  return more === 0 ? a.cost < b.cost : more < 0;
}

function triosIn({ groups }: Plan): number {
  return groups.filter((group) => group.length === TRIO).length;
}

/** The least any trio can cost with the rest; a trio pays nothing to the guide, so that much is taken off. */
function leastBound(p: Problem, plans: readonly Plan[]): number | null {
  const bounds = plans.map(({ lowerBound }) => lowerBound ?? Number.NEGATIVE_INFINITY);
  const least = Math.min(...bounds) - p.weights.guide;
  return least === Number.NEGATIVE_INFINITY ? null : least;
}
