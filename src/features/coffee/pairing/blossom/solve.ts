import { createForest, dualOf, type Forest, FREE, NONE, relabel } from './forest.ts';
import { buildGraph, type EdgeList, type Graph } from './graph.ts';
import { search } from './search.ts';
import { augmentShortPaths, matchGreedily, startDuals } from './start.ts';

/** A matching with its proof: duals of the vertices, and of the blossoms with their nesting. */
export interface Matching {
  /** The partner of each vertex, -1 without one. */
  readonly mate: Int32Array;
  readonly isPerfect: boolean;
  readonly graph: Graph;
  /** Dual of each vertex, in units of cost times `COST_SCALE`. */
  readonly dual: Float64Array;
  /** Node (vertex, then blossoms) to the blossom around it, -1 at the outside. */
  readonly parent: Int32Array;
  readonly blossomDual: Float64Array;
  /** Number of vertices in each node. */
  readonly size: Int32Array;
}

const NEVER_STOP = () => false;

/**
 * Exact minimum-cost perfect matching of a sparse general graph.
 *
 * Edmonds' primal-dual method (1965) with Galil's bookkeeping, all trees on one clock as in Kolmogorov's Blossom V
 * (2009) with a fixed dual step. O(n (m + n log n)) at worst, near to linear on the graphs of this project, since the
 * start matches most vertices. Where no perfect matching exists, `isPerfect` is false and the matching is a largest one.
 */
export function minCostPerfectMatching(n: number, edges: EdgeList, shouldStop = NEVER_STOP): Matching {
  const f = createForest(buildGraph(n, edges));
  startDuals(f);
  matchGreedily(f);
  augmentShortPaths(f);
  f.exposed = countExposed(f);
  search(f, shouldStop);
  return matchingOf(f);
}

function countExposed(f: Forest): number {
  let count = 0;
  for (let v = 0; v < f.graph.n; v++) if (f.mate[v] === NONE) count++;
  return count;
}

function matchingOf(f: Forest): Matching {
  const n = f.graph.n;
  const dual = new Float64Array(n);
  for (let v = 0; v < n; v++) dual[v] = dualOf(f, v);
  for (let s = 0; s < n; s++) relabel(f, f.nodeOf[s] as number, FREE);
  const { mate, graph, parent, blossomDual, size } = f;
  return { mate, isPerfect: f.exposed === 0, graph, dual, parent, blossomDual, size };
}
