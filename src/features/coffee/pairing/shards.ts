import { type PairSolution, solvePairs, teamBound } from './pair-solver.ts';
import type { Search } from './plan.ts';
import { type Problem, pairCost, subProblem } from './problem.ts';

/** Above this many members the round is solved in parts, each of about so many (matching.md 3). */
export const SHARD_ABOVE = 20_000;
const SHARD_SIZE = 5_000;

/** Members of good pairs who take part in the last search, so that those of bad pairs find somebody. */
const HELPERS = 2_000;
const MAX_REPAIRED = 10_000;

/**
 * Members in order of team and shift are dealt in twos to shards, so that each is the company in small. Each shard is
 * solved by itself; then members of bad pairs from all shards and a sample of others are matched once more.
 */
export function solveShards(p: Problem, search: Search): PairSolution {
  const mate = new Int32Array(p.n).fill(-1);
  let isCutShort = false;
  for (const vertices of dealShards(p)) {
    const solution = solvePairs(subProblem(p, vertices), search);
    place(mate, vertices, solution.mate);
    isCutShort ||= solution.isCutShort;
  }
  if (!isCutShort) repair(p, mate, search);
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

/** Matches the members of pairs that cost a repeat or more once more, together with helpers. */
function repair(p: Problem, mate: Int32Array, search: Search): void {
  const isIn = new Uint8Array(p.n);
  let chosen = 0;
  for (let v = 0; v < p.n && chosen < MAX_REPAIRED; v++) {
    const u = mate[v] as number;
    if (u < v || pairCost(p, v, u) < p.weights.repeat) continue;
    isIn[v] = isIn[u] = 1;
    chosen += 2;
  }
  if (chosen === 0) return;
  for (let h = 0; h < HELPERS; h++) {
    const v = search.random.below(p.n);
    const u = mate[v] as number;
    if (u >= 0) isIn[v] = isIn[u] = 1;
  }
  const vertices = Int32Array.from({ length: p.n }, (_, v) => v).filter((v) => isIn[v] === 1);
  const part = subProblem(p, vertices);
  const solution = solvePairs(part, search);
  const again = new Int32Array(p.n).fill(-1);
  place(again, vertices, solution.mate);
  if (!solution.isCutShort && sumOf(p, vertices, again) < sumOf(p, vertices, mate))
    place(mate, vertices, solution.mate);
}

function sumOf(p: Problem, vertices: Int32Array, mate: Int32Array): number {
  let sum = 0;
  for (const v of vertices) {
    const u = mate[v] as number;
    if (u > v) sum += pairCost(p, v, u);
  }
  return sum;
}
