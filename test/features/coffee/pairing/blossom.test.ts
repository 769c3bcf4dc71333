import edmonds from 'edmonds-blossom-fixed';
import { describe, expect, test } from 'vitest';
import { minCostPerfectMatching } from '../../../../src/features/coffee/pairing/blossom/solve.ts';
import { createRandom, shuffle } from '../../../../src/features/coffee/pairing/random.ts';
import { size } from '../../../support/size.ts';
import { allPairs, bruteForce, costOf, type Edge, edgeList, offences, randomGraph, type TestGraph } from './graphs.ts';

const solve = ({ n, edges }: TestGraph) => minCostPerfectMatching(n, edgeList(edges));

const LARGE = 10_000_000;

/** Above this many members a round is solved in shards. */
const LARGEST_IN_ONE_PIECE = 20_000;

/** Number of matched vertices and least cost, by van Rantwijk's port. */
function oracle({ n, edges }: TestGraph): { matched: number; cost: number } {
  const mate = edmonds(
    edges.map(([u, v, c]): [number, number, number] => [u, v, LARGE - c]),
    true,
  );
  const cost = new Map(edges.map(([u, v, c]) => [u * n + v, c]));
  let matched = 0;
  let sum = 0;
  for (const [u, v] of mate.entries()) {
    if (v >= 0) matched++;
    if (v > u) sum += cost.get(u * n + v) ?? Number.NaN;
  }
  return { matched, cost: sum };
}

describe('the blossom solver', () => {
  test('agrees with trying all matchings on random graphs of up to 10 vertices', () => {
    const count = size('graphs against brute force', { small: 600, full: 10_000 });
    for (let k = 0; k < count; k++) {
      const graph = randomGraph(`brute ${k}`, 10);
      const matching = solve(graph);
      const least = bruteForce(graph);

      expect(matching.isPerfect).toBe(least !== null);
      if (least !== null) expect(costOf(graph, matching.mate)).toBe(least);
    }
  });

  test('agrees with edmonds-blossom-fixed on random graphs of up to 24 vertices, perfect or not', () => {
    const count = size('graphs against edmonds-blossom-fixed', { small: 400, full: 5000 });
    for (let k = 0; k < count; k++) {
      const graph = randomGraph(`oracle ${k}`, 24);
      const matching = solve(graph);
      const { matched, cost } = oracle(graph);

      expect(matching.mate.filter((v) => v >= 0).length).toBe(matched);
      if (matching.isPerfect) expect(costOf(graph, matching.mate)).toBe(cost);
    }
  });

  test('proves every answer by its duals, whatever the size', () => {
    const count = size('graphs with a certificate', { small: 150, full: 2000 });
    for (let k = 0; k < count; k++) {
      const graph = randomGraph(`certificate ${k}`, 80);
      const matching = solve(graph);
      if (matching.isPerfect) expect(offences(graph, matching)).toEqual([]);
    }
  });

  test('an optimum grows with the costs, in proportion, and never falls when an edge goes', () => {
    for (let k = 0; k < 60; k++) {
      const graph = randomGraph(`scale ${k}`, 30);
      const matching = solve(graph);
      if (!matching.isPerfect) continue;
      const cost = costOf(graph, matching.mate);
      const tripled = { ...graph, edges: graph.edges.map(([u, v, c]): Edge => [u, v, 3 * c]) };
      const fewer = { ...graph, edges: graph.edges.slice(1) };
      const without = solve(fewer);

      expect(costOf(tripled, solve(tripled).mate)).toBe(3 * cost);
      if (without.isPerfect) expect(costOf(fewer, without.mate)).toBeGreaterThanOrEqual(cost);
    }
  });

  test('stops when told to, with a matching that is valid as far as it goes', () => {
    const n = 2000;
    const random = createRandom('stop');
    const edges = Array.from({ length: 5 * n }, (): Edge => [random.below(n), random.below(n), random.below(1000)]);
    const graph = { n, edges: edges.filter(([u, v]) => u !== v) };
    const { mate } = minCostPerfectMatching(n, edgeList(graph.edges), () => true);

    for (const [u, v] of mate.entries()) if (v >= 0) expect(mate[v]).toBe(u);
  });
});

describe('planted and adversarial graphs', () => {
  const planted: Record<string, (n: number) => TestGraph> = {
    'a chain of triangles': chainOfTriangles,
    'odd cliques joined by single edges': oddCliques,
    'all costs equal': (n) => ({ n, edges: circulant(n, [1, 2, 3, 5, 8], () => 7) }),
    'a star of three hubs': starOfHubs,
    'a long path with one way to match it': (n) => ({ n, edges: circulant(n, [1], (u) => u % 7).slice(0, n - 1) }),
  };

  test.each(Object.entries(planted))('%s is solved and proven', (_, build) => {
    const graph = build(120);
    const matching = solve(graph);

    expect(matching.mate.filter((v) => v >= 0).length).toBe(oracle(graph).matched);
    if (matching.isPerfect) expect(offences(graph, matching)).toEqual([]);
  });

  test.each(Object.entries(planted))('%s does not grow out of bounds in time or depth', (_, build) => {
    const n = size('vertices of adversarial graphs', { small: 4_000, full: LARGEST_IN_ONE_PIECE });
    const graph = build(n);

    expect(solve(graph).mate.length).toBe(n);
  });

  test('finds the one perfect matching that a round robin has left', () => {
    const n = 20;
    const order = shuffle(
      Array.from({ length: n }, (_, v) => v),
      createRandom('planted'),
    );
    const left = new Set(Array.from({ length: n / 2 }, (_, k) => keyOf(order[2 * k], order[2 * k + 1])));
    const edges = allPairs(n).map(([u, v]): Edge => [u, v, left.has(keyOf(u, v)) ? 0 : 1000]);

    expect(costOf({ n, edges }, solve({ n, edges }).mate)).toBe(0);
  });
});

function keyOf(u = 0, v = 0): string {
  return u < v ? `${u} ${v}` : `${v} ${u}`;
}

function circulant(n: number, steps: readonly number[], costOfEdge: (u: number) => number): Edge[] {
  return steps.flatMap((step) => Array.from({ length: n }, (_, u): Edge => inOrder(u, (u + step) % n, costOfEdge(u))));
}

function inOrder(u: number, v: number, cost: number): Edge {
  return u < v ? [u, v, cost] : [v, u, cost];
}

function chainOfTriangles(n: number): TestGraph {
  const edges: Edge[] = [];
  for (let u = 0; u + 2 < n; u += 2) edges.push([u, u + 1, 5], [u + 1, u + 2, 5], [u, u + 2, 6]);
  edges.push([n - 2, n - 1, 1]);
  return { n, edges };
}

function oddCliques(n: number): TestGraph {
  const size = 5;
  const edges: Edge[] = [];
  for (let first = 0; first + size <= n; first += size) {
    for (const [u, v] of allPairs(size)) edges.push([first + u, first + v, 1]);
    if (first + size < n) edges.push([first + size - 1, first + size, 50]);
  }
  return { n, edges };
}

function starOfHubs(n: number): TestGraph {
  const hubs = [0, 1, 2];
  return { n, edges: hubs.flatMap((hub) => Array.from({ length: n - 3 }, (_, k): Edge => [hub, k + 3, k % 5])) };
}
