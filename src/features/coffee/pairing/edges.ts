import type { EdgeList } from './blossom/graph.ts';

/** An edge list that grows by doubling. */
export interface Edges extends EdgeList {
  count: number;
  from: Int32Array;
  to: Int32Array;
  cost: Float64Array;
}

/** An empty list with room for `capacity` edges. */
export function createEdges(capacity: number): Edges {
  const room = Math.max(capacity, 16);
  return { count: 0, from: new Int32Array(room), to: new Int32Array(room), cost: new Float64Array(room) };
}

/** Appends an edge, amortised O(1). */
export function addEdge(edges: Edges, from: number, to: number, cost: number): void {
  if (edges.count === edges.from.length) grow(edges);
  edges.from[edges.count] = from;
  edges.to[edges.count] = to;
  edges.cost[edges.count++] = cost;
}

function grow(edges: Edges): void {
  const room = edges.from.length * 2;
  const from = new Int32Array(room);
  const to = new Int32Array(room);
  const cost = new Float64Array(room);
  from.set(edges.from);
  to.set(edges.to);
  cost.set(edges.cost);
  edges.from = from;
  edges.to = to;
  edges.cost = cost;
}
