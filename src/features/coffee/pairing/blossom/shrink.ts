import { pushDue } from './event-queue.ts';
import { type Forest, FREE, INNER, joinTree, leaveTree, NEVER, NONE, OUTER, outermost, relabel } from './forest.ts';

/**
 * Shrinks the odd ring that a tight edge (u, v) closes within one tree into a blossom. What was inner inside it
 * becomes outer. O(ring) and the merging of sets.
 */
export function shrink(f: Forest, u: number, v: number): void {
  const top = commonAncestor(f, outermost(f, u), outermost(f, v));
  const root = f.tree[top] as number;
  const blossom = f.spareBlossoms[--f.spareBlossomCount] as number;
  linkDown(f, top, u);
  linkUp(f, top, v);
  link(f, outermost(f, u), u, v, outermost(f, v));
  f.baseChild[blossom] = top;
  f.base[blossom] = f.base[top] as number;
  adopt(f, blossom, root);
}

/** The outer node of a tree reached from an outer node through its inner parent, or `NONE` at the root. */
function grandparent(f: Forest, outer: number): number {
  const m = f.mate[f.base[outer] as number] as number;
  if (m === NONE) return NONE;
  return outermost(f, f.entryFrom[outermost(f, m)] as number);
}

/** Climbs from both nodes in turn, so that the cost is the ring's length and not the tree's depth. */
function commonAncestor(f: Forest, a: number, b: number): number {
  const stamp = ++f.stamp;
  let x = a;
  let y = b;
  for (;;) {
    if (x !== NONE) {
      if (f.seen[x] === stamp) return x;
      f.seen[x] = stamp;
      x = grandparent(f, x);
    }
    [x, y] = [y, x];
  }
}

function link(f: Forest, node: number, here: number, there: number, next: number): void {
  f.ringNext[node] = next;
  f.ringPrevious[next] = node;
  f.linkHere[node] = here;
  f.linkThere[node] = there;
}

/** Links the ring from its top down to the node of u. */
function linkDown(f: Forest, top: number, u: number): void {
  let outer = outermost(f, u);
  while (outer !== top) {
    const base = f.base[outer] as number;
    const m = f.mate[base] as number;
    const inner = outermost(f, m);
    const above = f.entryFrom[inner] as number;
    link(f, inner, m, base, outer);
    link(f, outermost(f, above), above, f.entryTo[inner] as number, inner);
    outer = outermost(f, above);
  }
}

/** Links the ring from the node of v up to its top. */
function linkUp(f: Forest, top: number, v: number): void {
  let outer = outermost(f, v);
  while (outer !== top) {
    const base = f.base[outer] as number;
    const m = f.mate[base] as number;
    const inner = outermost(f, m);
    const above = f.entryFrom[inner] as number;
    link(f, outer, base, m, inner);
    link(f, inner, f.entryTo[inner] as number, above, outermost(f, above));
    outer = outermost(f, above);
  }
}

/** Makes the ring's nodes children of the blossom, and the blossom an outer node of their tree. */
function adopt(f: Forest, blossom: number, root: number): void {
  const top = f.baseChild[blossom] as number;
  let largest = top;
  let child = top;
  do {
    if ((f.size[child] as number) > (f.size[largest] as number)) largest = child;
    if (f.label[f.set[child] as number] === INNER) queueVertices(f, child);
    relabel(f, child, FREE);
    leaveTree(f, child);
    if (child >= f.graph.n) f.eventAt[child] = NEVER;
    f.parent[child] = blossom;
    child = f.ringNext[child] as number;
  } while (child !== top);
  mergeSets(f, blossom, f.set[largest] as number);
  f.blossomDual[blossom] = 0;
  f.parent[blossom] = NONE;
  f.eventAt[blossom] = NEVER;
  relabel(f, blossom, OUTER);
  joinTree(f, blossom, root);
}

function queueVertices(f: Forest, node: number): void {
  const last = f.last[node] as number;
  for (let v = f.first[node] as number; v !== last; v = f.nextLeaf[v] as number) pushDue(f.unscanned, v);
  pushDue(f.unscanned, last);
}

/** Chains the children's vertices and brings them into the set of the largest child. */
function mergeSets(f: Forest, blossom: number, set: number): void {
  const top = f.baseChild[blossom] as number;
  f.first[blossom] = f.first[top] as number;
  let size = 0;
  let child = top;
  let last = NONE;
  do {
    if (last !== NONE) f.nextLeaf[last] = f.first[child] as number;
    last = f.last[child] as number;
    size += f.size[child] as number;
    if (f.set[child] !== set) moveToSet(f, child, set);
    child = f.ringNext[child] as number;
  } while (child !== top);
  f.last[blossom] = last;
  f.size[blossom] = size;
  f.set[blossom] = set;
  f.nodeOf[set] = blossom;
}

function moveToSet(f: Forest, node: number, set: number): void {
  const old = f.set[node] as number;
  const shift = (f.offset[old] as number) - (f.offset[set] as number);
  const last = f.last[node] as number;
  for (let v = f.first[node] as number; ; v = f.nextLeaf[v] as number) {
    f.setOf[v] = set;
    f.dual[v] = (f.dual[v] as number) + shift;
    if (v === last) break;
  }
  f.spareSets[f.spareSetCount++] = old;
}
