import type { Matching } from './blossom/solve.ts';

/**
 * The nest of blossoms of a matching as a forest, cut into heavy paths, so that the duals two vertices have in common
 * are found in O(log n) however deep the nest is (nests of 20,000 were met).
 */
export interface Nest {
  readonly parent: Int32Array;
  /** The uppermost node of each node's heavy path. */
  readonly pathTop: Int32Array;
  readonly depth: Int32Array;
  /** Sum of the duals from the outermost blossom down to the node; vertices add nothing of their own. */
  readonly dualSum: Float64Array;
  readonly outermost: Int32Array;
}

const NONE = -1;

/** Builds the nest; O(nodes). */
export function createNest(m: Matching): Nest {
  const { parent } = m;
  const nodes = parent.length;
  const order = topDown(m);
  const heavy = new Int32Array(nodes).fill(NONE);
  for (const node of order) {
    const p = parent[node] as number;
    if (p === NONE) continue;
    const rival = heavy[p] as number;
    if (rival === NONE || (m.size[node] as number) > (m.size[rival] as number)) heavy[p] = node;
  }
  const nest = {
    parent,
    pathTop: new Int32Array(nodes),
    depth: new Int32Array(nodes),
    dualSum: new Float64Array(nodes),
    outermost: new Int32Array(nodes),
  };
  for (const node of order) {
    const p = parent[node] as number;
    const own = node < m.graph.n ? 0 : (m.blossomDual[node] as number);
    nest.pathTop[node] = p !== NONE && heavy[p] === node ? (nest.pathTop[p] as number) : node;
    nest.depth[node] = p === NONE ? 0 : (nest.depth[p] as number) + 1;
    nest.dualSum[node] = own + (p === NONE ? 0 : (nest.dualSum[p] as number));
    nest.outermost[node] = p === NONE ? node : (nest.outermost[p] as number);
  }
  return nest;
}

/** Every vertex and every blossom around one, parents before children. */
function topDown(m: Matching): Int32Array {
  const order = new Int32Array(m.parent.length);
  const isPlaced = new Uint8Array(m.parent.length);
  let count = 0;
  const climb: number[] = [];
  for (let v = 0; v < m.graph.n; v++) {
    for (let node = v; node !== NONE && isPlaced[node] === 0; node = m.parent[node] as number) climb.push(node);
    while (climb.length > 0) {
      const node = climb.pop() as number;
      isPlaced[node] = 1;
      order[count++] = node;
    }
  }
  return order.subarray(0, count);
}

/** Sum of the duals of all blossoms that hold both vertices. O(log n). */
export function commonDual(nest: Nest, u: number, v: number): number {
  if (nest.outermost[u] !== nest.outermost[v]) return 0;
  let a = u;
  let b = v;
  while (nest.pathTop[a] !== nest.pathTop[b]) {
    const topA = nest.pathTop[a] as number;
    const topB = nest.pathTop[b] as number;
    if ((nest.depth[topA] as number) >= (nest.depth[topB] as number)) a = nest.parent[topA] as number;
    else b = nest.parent[topB] as number;
  }
  return nest.dualSum[(nest.depth[a] as number) < (nest.depth[b] as number) ? a : b] as number;
}

/**
 * For each vertex the dual it shares with the innermost vertices of the largest nest, 0 outside it. Two vertices have
 * at least the lesser of their two values in common: the nests that make pricing slow are chains, where that is all.
 */
export function sharedInGiant(m: Matching, nest: Nest): Float64Array {
  const shared = new Float64Array(m.graph.n);
  const giant = giantBlossom(m, nest);
  for (let v = 0; v < m.graph.n; v++) {
    let node = v;
    while (node !== NONE && nest.pathTop[node] !== giant) node = nest.parent[nest.pathTop[node] as number] as number;
    shared[v] = node === NONE ? 0 : (nest.dualSum[node] as number);
  }
  return shared;
}

/** The largest outermost blossom, or -1 where there is none. */
function giantBlossom(m: Matching, nest: Nest): number {
  let giant = NONE;
  for (let v = 0; v < m.graph.n; v++) {
    const top = nest.outermost[v] as number;
    if (top < m.graph.n) continue;
    if (giant === NONE || (m.size[top] as number) > (m.size[giant] as number)) giant = top;
  }
  return giant;
}
