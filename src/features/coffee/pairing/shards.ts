import { type PairSolution, solvePairs, teamBound } from './pair-solver.ts';
import type { Search } from './plan.ts';
import { type Problem, pairCost, subProblem } from './problem.ts';

/** Above this many members the round is solved in parts, each of about so many (matching.md 3). */
export const SHARD_ABOVE = 20_000;
const SHARD_SIZE = 5_000;

/** Members of the dearest pairs are matched once more, with as many of other pairs as helpers. */
const REPAIRED = 2_000;
const HELPERS = 2_000;
const MAX_REPAIRS = 3;

/**
 * Members in order of team and shift are dealt in twos to shards, so that each is the company in small. Each shard is
 * solved by itself; then members of the dearest pairs of all shards and a sample of others are matched once more.
 */
export function solveShards(p: Problem, search: Search): PairSolution {
  const mate = new Int32Array(p.n).fill(-1);
  let isCutShort = false;
  for (const vertices of dealShards(p)) {
    const solution = solvePairs(subProblem(p, vertices), search, undefined, 'brisk');
    place(mate, vertices, solution.mate);
    isCutShort ||= solution.isCutShort;
  }
  for (let k = 0; k < MAX_REPAIRS && !isCutShort && !search.shouldStop(); k++) if (!repair(p, mate, search)) break;
  return { mate, lowerBound: teamBound(p), isCutShort };
}

function dealShards(p: Problem): Int32Array[] {
  const order = Int32Array.from({ length: p.n }, (_, v) => v);
  order.sort(
    (a, b) => (p.team[a] as number) - (p.team[b] as number) || (p.shift[a] as number) - (p.shift[b] as number) || a - b,
  );
  const count = Math.ceil(p.n / SHARD_SIZE);
  const shards: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < p.n; i++) shards[(i >> 1) % count]?.push(order[i] as number);
  return shards.map((shard) => Int32Array.from(shard).sort());
}

function place(mate: Int32Array, vertices: Int32Array, among: Int32Array): void {
  for (let v = 0; v < vertices.length; v++) {
    const u = among[v] as number;
    mate[vertices[v] as number] = u < 0 ? -1 : (vertices[u] as number);
  }
}

/** Matches the members of the dearest pairs once more, together with helpers; true if that saved anything. */
function repair(p: Problem, mate: Int32Array, search: Search): boolean {
  const dearest = dearestPairs(p, mate);
  if (dearest.length === 0) return false;
  const isIn = new Uint8Array(p.n);
  const choose = (v: number): void => {
    const u = mate[v] as number;
    if (u >= 0) isIn[v] = isIn[u] = 1;
  };
  for (const v of dearest) choose(v);
  for (let h = 0; h < HELPERS; h++) choose(search.random.below(p.n));
  const vertices = Int32Array.from({ length: p.n }, (_, v) => v).filter((v) => isIn[v] === 1);
  const solution = solvePairs(subProblem(p, vertices), search);
  const again = new Int32Array(p.n).fill(-1);
  place(again, vertices, solution.mate);
  if (solution.isCutShort || sumOf(p, vertices, again) >= sumOf(p, vertices, mate)) return false;
  place(mate, vertices, solution.mate);
  return true;
}

/** One member of each of the pairs that cost most, but nothing that costs nothing. */
function dearestPairs(p: Problem, mate: Int32Array): number[] {
  const dear: { v: number; cost: number }[] = [];
  for (let v = 0; v < p.n; v++) {
    const u = mate[v] as number;
    const cost = u > v ? pairCost(p, v, u) : 0;
    if (cost > 0) dear.push({ v, cost });
  }
  dear.sort((a, b) => b.cost - a.cost || a.v - b.v);
  return dear.slice(0, REPAIRED / 2).map(({ v }) => v);
}

function sumOf(p: Problem, vertices: Int32Array, mate: Int32Array): number {
  let sum = 0;
  for (const v of vertices) {
    const u = mate[v] as number;
    if (u > v) sum += pairCost(p, v, u);
  }
  return sum;
}
