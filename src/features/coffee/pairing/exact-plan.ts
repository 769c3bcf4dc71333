import { MAX_GROUP } from './group-sizes.ts';
import { groupCost } from './pair-plan.ts';
import type { Plan } from './plan.ts';
import { aloneCost, isNever, type Problem } from './problem.ts';

/** Up to this many members every way to make groups is weighed, in a few milliseconds. */
export const EXACT_UP_TO = 13;

/**
 * What comes before any cost, in one number, the weightier the further left: members alone, members in groups larger
 * than asked for, and the squares of what smaller groups lack. Each count has room for all 13 members.
 */
const ALONE = 1 << 16;
const IN_LARGER = 1 << 10;

/** Every set of members as bits, with what it is worth as one group; an impossible one is `Infinity` in `cost`. */
interface Sets {
  readonly rank: Int32Array;
  readonly cost: Float64Array;
}

/**
 * The best groups of few members, proven: as few as can be are left out, then as few as can be sit in groups larger
 * than asked for, then smaller groups lack as little as can be, then the cost is least. Dynamic programming over sets of
 * members (Held and Karp 1962), each without its lowest: O(3^n) time, O(2^n) memory.
 */
export function planExactly(p: Problem, size: number): Plan {
  const single = setsOf(p, size);
  const best: Sets = { rank: new Int32Array(1 << p.n), cost: new Float64Array(1 << p.n) };
  const chosen = new Int32Array(1 << p.n);
  for (let set = 1; set < 1 << p.n; set++) chosen[set] = chooseGroup(set, single, best);
  const groups: number[][] = [];
  const left: number[] = [];
  for (let set = (1 << p.n) - 1; set > 0; set ^= chosen[set] as number) {
    const group = membersOf(p.n, chosen[set] as number);
    if (group.length === 1) left.push(...group);
    else groups.push(group);
  }
  const cost = best.cost.at(-1) ?? 0;
  return { groups, left, cost, lowerBound: cost, isCutShort: false };
}

/** The group that the lowest member of a set is best put in; notes what the set is then worth. O(2^members). */
function chooseGroup(set: number, single: Sets, best: Sets): number {
  const lowest = set & -set;
  const others = set ^ lowest;
  let chosen = 0;
  let leastRank = 0;
  let leastCost = Number.POSITIVE_INFINITY;
  for (let part = others; ; part = (part - 1) & others) {
    const group = part | lowest;
    const rank = (single.rank[group] as number) + (best.rank[set ^ group] as number);
    const cost = (single.cost[group] as number) + (best.cost[set ^ group] as number);
    const isBetter = chosen === 0 || rank < leastRank || (rank === leastRank && cost < leastCost);
    if (cost < Number.POSITIVE_INFINITY && isBetter) [chosen, leastRank, leastCost] = [group, rank, cost];
    if (part === 0) break;
  }
  best.rank[set] = leastRank;
  best.cost[set] = leastCost;
  return chosen;
}

function setsOf(p: Problem, size: number): Sets {
  const sets = { rank: new Int32Array(1 << p.n), cost: new Float64Array(1 << p.n).fill(Number.POSITIVE_INFINITY) };
  const largest = Math.min(size + 1, MAX_GROUP);
  for (let set = 1; set < 1 << p.n; set++) {
    const group = membersOf(p.n, set);
    if (group.length > largest || isAtOdds(p, group)) continue;
    sets.rank[set] = rankOf(group.length, size);
    sets.cost[set] = group.length === 1 ? aloneCost(p, group[0] as number) : groupCost(p, group, size);
  }
  return sets;
}

function rankOf(count: number, size: number): number {
  if (count === 1) return ALONE;
  return count > size ? IN_LARGER * count : (size - count) ** 2;
}

function isAtOdds(p: Problem, group: readonly number[]): boolean {
  return group.some((u, i) => group.slice(i + 1).some((v) => isNever(p, u, v)));
}

function membersOf(n: number, set: number): number[] {
  const members: number[] = [];
  for (let v = 0; v < n; v++) if ((set >> v) & 1) members.push(v);
  return members;
}
