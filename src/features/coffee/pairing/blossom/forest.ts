import { createEventQueue, type EventQueue, pushDue, pushLater } from './event-queue.ts';
import type { Graph } from './graph.ts';

/** Labels of a set of vertices; each is also the rate at which its duals move with the clock. */
export const FREE = 0;
export const OUTER = 1;
export const INNER = -1;

export const NONE = -1;
export const NEVER = Number.POSITIVE_INFINITY;

/**
 * The state of the search: alternating trees over a matching, with blossoms shrunk.
 *
 * A *node* is a vertex (0..n-1) or a blossom (n..). Vertices of one outermost node share a *set*. A set carries label
 * and offset, so that the dual of v at time t is `dual[v] + offset[set] + label[set] * t` and moving all duals of a
 * tree costs nothing. Sets merge small into large: O(n log n) relabellings for any nest of blossoms.
 */
export interface Forest {
  readonly graph: Graph;
  /** The one clock of all trees: total dual adjustment so far, in scaled cost. */
  now: number;
  /** Number of vertices without a mate. */
  exposed: number;
  /** Numbers the searches for a common ancestor. */
  stamp: number;

  // A vertex each.
  readonly mate: Int32Array;
  readonly dual: Float64Array;
  readonly setOf: Int32Array;
  /** Leaves of a node form a chain from `first` to `last` of the node. */
  readonly nextLeaf: Int32Array;
  /** The earliest event of a vertex reaches `eventTo` over an edge of weight `eventWeight`. */
  readonly eventTo: Int32Array;
  readonly eventWeight: Float64Array;

  // A set each.
  readonly label: Int8Array;
  readonly offset: Float64Array;
  readonly nodeOf: Int32Array;
  readonly spareSets: Int32Array;
  spareSetCount: number;

  // A node each.
  /** Time of the node's own event: the vertex's best edge, or the dual of an inner blossom reaching zero. */
  readonly eventAt: Float64Array;
  readonly parent: Int32Array;
  readonly base: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly size: Int32Array;
  readonly set: Int32Array;
  readonly blossomDual: Float64Array;
  /** Root vertex of the tree, `NONE` while free. */
  readonly tree: Int32Array;
  readonly treeNext: Int32Array;
  readonly treePrevious: Int32Array;
  /** The edge that made an inner node: from a vertex of its outer parent to a vertex of its own. */
  readonly entryFrom: Int32Array;
  readonly entryTo: Int32Array;
  /** Children of a blossom form an odd ring that starts at the child holding the base. */
  readonly baseChild: Int32Array;
  readonly ringNext: Int32Array;
  readonly ringPrevious: Int32Array;
  /** The tight edge from a child to the next one in its ring: the vertex here, the vertex there. */
  readonly linkHere: Int32Array;
  readonly linkThere: Int32Array;
  readonly seen: Int32Array;
  readonly spareBlossoms: Int32Array;
  spareBlossomCount: number;

  // A tree each, by root vertex.
  readonly treeHead: Int32Array;

  readonly events: EventQueue;
  /** Vertices that became outer and whose edges have not been looked at. */
  readonly unscanned: EventQueue;
}

/** A forest without trees over the empty matching; O(n). */
export function createForest(graph: Graph): Forest {
  const { n } = graph;
  const blossoms = (n >> 1) + 1;
  const nodes = n + blossoms;
  const ints = (length: number) => new Int32Array(length).fill(NONE);
  const counting = (length: number) => Int32Array.from({ length }, (_, i) => i);
  return {
    graph,
    now: 0,
    exposed: n,
    stamp: 0,
    mate: ints(n),
    dual: new Float64Array(n),
    setOf: counting(n),
    nextLeaf: ints(n),
    eventTo: ints(n),
    eventWeight: new Float64Array(n),
    label: new Int8Array(n),
    offset: new Float64Array(n),
    nodeOf: counting(n),
    spareSets: new Int32Array(n),
    spareSetCount: 0,
    eventAt: new Float64Array(nodes).fill(NEVER),
    parent: ints(nodes),
    base: counting(nodes),
    first: counting(nodes),
    last: counting(nodes),
    size: new Int32Array(nodes).fill(1),
    set: counting(nodes),
    blossomDual: new Float64Array(nodes),
    tree: ints(nodes),
    treeNext: ints(nodes),
    treePrevious: ints(nodes),
    entryFrom: ints(nodes),
    entryTo: ints(nodes),
    baseChild: ints(nodes),
    ringNext: ints(nodes),
    ringPrevious: ints(nodes),
    linkHere: ints(nodes),
    linkThere: ints(nodes),
    seen: new Int32Array(nodes),
    spareBlossoms: Int32Array.from({ length: blossoms }, (_, i) => n + blossoms - 1 - i),
    spareBlossomCount: blossoms,
    treeHead: ints(n),
    events: createEventQueue(),
    unscanned: createEventQueue(),
  };
}

/** The outermost node that holds a vertex, O(1). */
export function outermost(f: Forest, v: number): number {
  return f.nodeOf[f.setOf[v] as number] as number;
}

/** The dual of a vertex at the present time, O(1). */
export function dualOf(f: Forest, v: number): number {
  const s = f.setOf[v] as number;
  return (f.dual[v] as number) + (f.offset[s] as number) + (f.label[s] as number) * f.now;
}

/** Gives an outermost node another label at the present time; no dual changes by it. O(1). */
export function relabel(f: Forest, node: number, label: number): void {
  const s = f.set[node] as number;
  const change = ((f.label[s] as number) - label) * f.now;
  f.offset[s] = (f.offset[s] as number) + change;
  // A blossom's dual moves twice as fast: it must balance both ends of each edge inside.
  if (node >= f.graph.n) f.blossomDual[node] = (f.blossomDual[node] as number) + 2 * change;
  f.label[s] = label;
}

/** Announces a node's event; an earlier announcement lapses by itself, since its time no longer agrees. */
export function announce(f: Forest, node: number, time: number): void {
  f.eventAt[node] = time;
  if (time <= f.now) pushDue(f.events, node);
  else if (time < NEVER) pushLater(f.events, time, node);
}

/** Puts a node on the list of its tree, O(1). */
export function joinTree(f: Forest, node: number, root: number): void {
  const next = f.treeHead[root] as number;
  f.tree[node] = root;
  f.treeNext[node] = next;
  f.treePrevious[node] = NONE;
  if (next !== NONE) f.treePrevious[next] = node;
  f.treeHead[root] = node;
}

/** Takes a node off the list of its tree, O(1). */
export function leaveTree(f: Forest, node: number): void {
  const next = f.treeNext[node] as number;
  const previous = f.treePrevious[node] as number;
  if (next !== NONE) f.treePrevious[next] = previous;
  if (previous !== NONE) f.treeNext[previous] = next;
  else f.treeHead[f.tree[node] as number] = next;
  f.tree[node] = NONE;
}

/** Makes a free node outer in a tree and queues its vertices for scanning. O(vertices of the node). */
export function makeOuter(f: Forest, node: number, root: number): void {
  relabel(f, node, OUTER);
  joinTree(f, node, root);
  const last = f.last[node] as number;
  for (let v = f.first[node] as number; ; v = f.nextLeaf[v] as number) {
    f.eventAt[v] = NEVER;
    pushDue(f.unscanned, v);
    if (v === last) break;
  }
}

/** Makes a free node inner, entered over the edge from `from` to `to`. O(vertices of the node). */
export function makeInner(f: Forest, node: number, root: number, from: number, to: number): void {
  relabel(f, node, INNER);
  joinTree(f, node, root);
  f.entryFrom[node] = from;
  f.entryTo[node] = to;
  const last = f.last[node] as number;
  for (let v = f.first[node] as number; v !== last; v = f.nextLeaf[v] as number) f.eventAt[v] = NEVER;
  f.eventAt[last] = NEVER;
  // The dual of a blossom shrinks at rate two and may not go below zero: then it must be opened.
  if (node >= f.graph.n) announce(f, node, (f.blossomDual[node] as number) / 2);
}
