import type { EdgeList } from '../../../../src/features/coffee/pairing/blossom/graph.ts';
import { COST_SCALE } from '../../../../src/features/coffee/pairing/blossom/graph.ts';
import type { Matching } from '../../../../src/features/coffee/pairing/blossom/solve.ts';
import { commonDual, createNest } from '../../../../src/features/coffee/pairing/nest.ts';
import { createRandom, type Random } from '../../../../src/features/coffee/pairing/random.ts';

/** An edge of a test's graph: two vertices and a cost. */
export type Edge = readonly [number, number, number];

/** A graph small enough to be written down. */
export interface TestGraph {
  readonly n: number;
  readonly edges: readonly Edge[];
}

/** The solver's form of edges. */
export function edgeList(edges: readonly Edge[]): EdgeList {
  return {
    count: edges.length,
    from: Int32Array.from(edges, ([u]) => u),
    to: Int32Array.from(edges, ([, v]) => v),
    cost: Float64Array.from(edges, ([, , c]) => c),
  };
}

/** A random graph of up to `most` vertices, an even number; sparse to dense, with few or many ties. */
export function randomGraph(seed: string, most: number): TestGraph {
  const random = createRandom(seed);
  const n = 2 * (1 + random.below(most >> 1));
  const density = 1 + random.below(10);
  const costs = [1, 3, 10, 1000, 1_000_000][random.below(5)] as number;
  return { n, edges: allPairs(n).flatMap(([u, v]) => edgeOrNone(random, density, u, v, costs)) };
}

function edgeOrNone(random: Random, density: number, u: number, v: number, costs: number): Edge[] {
  return random.below(10) < density ? [[u, v, random.below(costs)]] : [];
}

/** Every pair of vertices. */
export function allPairs(n: number): [number, number][] {
  return Array.from({ length: n }, (_, u) =>
    Array.from({ length: n - u - 1 }, (_, k): [number, number] => [u, u + k + 1]),
  ).flat();
}

/** The least cost of a perfect matching by trying all; null where there is none. */
export function bruteForce({ n, edges }: TestGraph): number | null {
  const cost = new Map(edges.map(([u, v, c]) => [u * n + v, c]));
  const best = (free: readonly number[]): number => {
    const [u, ...rest] = free;
    if (u === undefined) return 0;
    let least = Number.POSITIVE_INFINITY;
    for (const v of rest) {
      const c = cost.get(u * n + v);
      if (c !== undefined) least = Math.min(least, c + best(rest.filter((x) => x !== v)));
    }
    return least;
  };
  const least = best(Array.from({ length: n }, (_, v) => v));
  return Number.isFinite(least) ? least : null;
}

/** Cost of a matching over the graph's edges; throws when it uses a pair that is no edge. */
export function costOf({ n, edges }: TestGraph, mate: ArrayLike<number>): number {
  const cost = new Map(edges.map(([u, v, c]) => [u * n + v, c]));
  let sum = 0;
  for (let u = 0; u < n; u++) {
    const v = mate[u] as number;
    if (v < u) continue;
    const c = cost.get(u * n + v);
    if (c === undefined || mate[v] !== u) throw new Error(`${u} and ${v} are no matched edge`);
    sum += c;
  }
  return sum;
}

/**
 * What breaks the certificate of optimality: a negative blossom dual, an edge with negative reduced cost, a matched
 * edge whose reduced cost is not zero. Needs no other solver.
 */
export function offences({ edges }: TestGraph, matching: Matching): string[] {
  const nest = createNest(matching);
  const found: string[] = [];
  for (const [u, v, c] of edges) {
    const sum = (matching.dual[u] as number) + (matching.dual[v] as number);
    const reduced = COST_SCALE * c - sum + commonDual(nest, u, v);
    if (reduced < 0) found.push(`edge ${u}-${v} has reduced cost ${reduced}`);
    if (matching.mate[u] === v && reduced !== 0 && !hasTwin(edges, u, v, c))
      found.push(`matched ${u}-${v} has ${reduced}`);
  }
  for (const z of matching.blossomDual) if (z < 0) found.push(`a blossom's dual is ${z}`);
  return found;
}

function hasTwin(edges: readonly Edge[], u: number, v: number, cost: number): boolean {
  return edges.some(([a, b, c]) => a === u && b === v && c < cost);
}
