/** A sparse undirected graph in compressed rows: the arcs of vertex v stand at `start[v]` up to `start[v + 1]`. */
export interface Graph {
  readonly n: number;
  readonly start: Int32Array;
  /** The other end of each arc. */
  readonly head: Int32Array;
  /** Cost of each arc, multiplied by `COST_SCALE`. */
  readonly weight: Float64Array;
}

/** An undirected edge list; `cost` holds non-negative integers. Parallel edges are harmless. */
export interface EdgeList {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly cost: Float64Array;
}

/**
 * Costs are multiplied by four inside. Tight edges then join duals of one parity, all roots rise on one clock, and
 * every event time is an integer: nothing is ever rounded (doubles are exact to 2^53).
 */
export const COST_SCALE = 4;

/** Turns an edge list into rows by counting, O(n + m). */
export function buildGraph(n: number, edges: EdgeList): Graph {
  const { count, from, to, cost } = edges;
  const start = new Int32Array(n + 1);
  for (let e = 0; e < count; e++) {
    const u = from[e] as number;
    const v = to[e] as number;
    start[u + 1] = (start[u + 1] as number) + 1;
    start[v + 1] = (start[v + 1] as number) + 1;
  }
  for (let v = 0; v < n; v++) start[v + 1] = (start[v + 1] as number) + (start[v] as number);
  const head = new Int32Array(2 * count);
  const weight = new Float64Array(2 * count);
  const fill = start.slice(0, n);
  for (let e = 0; e < count; e++) {
    const u = from[e] as number;
    const v = to[e] as number;
    const w = (cost[e] as number) * COST_SCALE;
    const a = fill[u] as number;
    const b = fill[v] as number;
    head[a] = v;
    weight[a] = w;
    fill[u] = a + 1;
    head[b] = u;
    weight[b] = w;
    fill[v] = b + 1;
  }
  return { n, start, head, weight };
}
