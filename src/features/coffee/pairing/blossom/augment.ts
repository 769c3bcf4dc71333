import { type Forest, FREE, NEVER, NONE, outermost, relabel } from './forest.ts';
import { rescan } from './scan.ts';

/**
 * Matches along the path from root to root that the tight edge (u, v) completes, and dissolves both trees: their
 * nodes become free, all other trees stay as they are. O(path, and edges of the two trees).
 */
export function augment(f: Forest, u: number, v: number): void {
  const trees = [f.tree[outermost(f, u)] as number, f.tree[outermost(f, v)] as number];
  flipToRoot(f, u, v);
  flipToRoot(f, v, u);
  f.exposed -= 2;
  const freed: number[] = [];
  for (const root of trees) dissolve(f, root, freed);
  // Only when all labels are off: no event may point into a tree that is going.
  for (const node of freed) rescanVertices(f, node);
}

/** Matches v with its new mate and flips every edge from there to the root of its tree. */
function flipToRoot(f: Forest, start: number, newMate: number): void {
  let v = start;
  let mate = newMate;
  for (;;) {
    const outer = outermost(f, v);
    const freed = f.mate[f.base[outer] as number] as number;
    rotate(f, outer, v);
    f.mate[v] = mate;
    if (freed === NONE) return;
    const inner = outermost(f, freed);
    const entryTo = f.entryTo[inner] as number;
    const entryFrom = f.entryFrom[inner] as number;
    rotate(f, inner, entryTo);
    f.mate[entryTo] = entryFrom;
    v = entryFrom;
    mate = entryTo;
  }
}

/**
 * Makes v the base of an outermost node, with a stack of its own in place of recursion: nests can be as deep as the
 * graph is large. Each level turns its own ring only, so their order does not matter. O(rings turned + depth).
 */
function rotate(f: Forest, node: number, v: number): void {
  const pending = [node, v];
  while (pending.length > 0) {
    const base = pending.pop() as number;
    const target = pending.pop() as number;
    for (let child = base; child !== target; ) {
      const blossom = f.parent[child] as number;
      if (f.base[blossom] !== base) turnRing(f, blossom, child, pending);
      f.base[blossom] = base;
      child = blossom;
    }
  }
}

/** Flips the even way from a child to the base child; the children on it get new bases, noted in `pending`. */
function turnRing(f: Forest, blossom: number, child: number, pending: number[]): void {
  const baseChild = f.baseChild[blossom] as number;
  let steps = 0;
  for (let c = baseChild; c !== child; c = f.ringNext[c] as number) steps++;
  const isForward = steps % 2 === 1;
  let at = child;
  while (at !== baseChild) {
    const near = (isForward ? f.ringNext[at] : f.ringPrevious[at]) as number;
    const far = (isForward ? f.ringNext[near] : f.ringPrevious[near]) as number;
    const linked = isForward ? near : far;
    matchLink(f, linked, f.ringNext[linked] as number, pending);
    at = far;
  }
  f.baseChild[blossom] = child;
}

function matchLink(f: Forest, child: number, next: number, pending: number[]): void {
  const here = f.linkHere[child] as number;
  const there = f.linkThere[child] as number;
  f.mate[here] = there;
  f.mate[there] = here;
  if (child >= f.graph.n) pending.push(child, here);
  if (next >= f.graph.n) pending.push(next, there);
}

function dissolve(f: Forest, root: number, freed: number[]): void {
  let node = f.treeHead[root] as number;
  f.treeHead[root] = NONE;
  while (node !== NONE) {
    const next = f.treeNext[node] as number;
    relabel(f, node, FREE);
    f.tree[node] = NONE;
    if (node >= f.graph.n) f.eventAt[node] = NEVER;
    freed.push(node);
    node = next;
  }
}

function rescanVertices(f: Forest, node: number): void {
  const last = f.last[node] as number;
  for (let v = f.first[node] as number; v !== last; v = f.nextLeaf[v] as number) rescan(f, v);
  rescan(f, last);
}
