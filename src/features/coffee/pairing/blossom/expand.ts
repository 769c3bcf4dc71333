import { type Forest, FREE, leaveTree, makeInner, makeOuter, NONE, outermost, relabel } from './forest.ts';
import { rescan } from './scan.ts';

/**
 * Opens an inner blossom whose dual has reached zero. The even way round its ring, from the child where the tree
 * enters to the child of the base, stays in the tree; the rest becomes free. O(ring) and the splitting of the set,
 * in which the largest child keeps the old one.
 */
export function expand(f: Forest, blossom: number): void {
  const root = f.tree[blossom] as number;
  const entryTo = f.entryTo[blossom] as number;
  relabel(f, blossom, FREE);
  leaveTree(f, blossom);
  splitSet(f, blossom);
  const entered = outermost(f, entryTo);
  const baseChild = f.baseChild[blossom] as number;
  const isForward = ringDistance(f, baseChild, entered) % 2 === 1;
  keepInTree(f, entered, baseChild, root, isForward, f.entryFrom[blossom] as number, entryTo);
  setFree(f, entered, baseChild, isForward);
  f.spareBlossoms[f.spareBlossomCount++] = blossom;
}

function splitSet(f: Forest, blossom: number): void {
  const baseChild = f.baseChild[blossom] as number;
  const set = f.set[blossom] as number;
  let largest = baseChild;
  for (let c = f.ringNext[baseChild] as number; c !== baseChild; c = f.ringNext[c] as number) {
    if ((f.size[c] as number) > (f.size[largest] as number)) largest = c;
  }
  let child = baseChild;
  do {
    f.parent[child] = NONE;
    if (child === largest) claimSet(f, child, set);
    else moveToNewSet(f, child, set);
    child = f.ringNext[child] as number;
  } while (child !== baseChild);
}

function claimSet(f: Forest, node: number, set: number): void {
  f.set[node] = set;
  f.nodeOf[set] = node;
}

function moveToNewSet(f: Forest, node: number, old: number): void {
  const set = f.spareSets[--f.spareSetCount] as number;
  f.offset[set] = f.offset[old] as number;
  f.label[set] = FREE;
  claimSet(f, node, set);
  const last = f.last[node] as number;
  for (let v = f.first[node] as number; v !== last; v = f.nextLeaf[v] as number) f.setOf[v] = set;
  f.setOf[last] = set;
}

function ringDistance(f: Forest, from: number, to: number): number {
  let steps = 0;
  for (let c = from; c !== to; c = f.ringNext[c] as number) steps++;
  return steps;
}

/** Labels the way from the entered child to the base child inner, outer, inner, ... */
function keepInTree(
  f: Forest,
  entered: number,
  baseChild: number,
  root: number,
  isForward: boolean,
  from: number,
  to: number,
): void {
  let inner = entered;
  makeInner(f, inner, root, from, to);
  while (inner !== baseChild) {
    const outer = neighbour(f, inner, isForward);
    const next = neighbour(f, outer, isForward);
    makeOuter(f, outer, root);
    // A link is written at the child it starts from, which walking backwards is the far one.
    if (isForward) makeInner(f, next, root, f.linkHere[outer] as number, f.linkThere[outer] as number);
    else makeInner(f, next, root, f.linkThere[next] as number, f.linkHere[next] as number);
    inner = next;
  }
}

/** The children on the odd way round leave the tree; each of their vertices looks for its earliest event anew. */
function setFree(f: Forest, entered: number, baseChild: number, isForward: boolean): void {
  for (let c = neighbour(f, entered, !isForward); c !== baseChild; c = neighbour(f, c, !isForward))
    rescanVertices(f, c);
}

function rescanVertices(f: Forest, node: number): void {
  const last = f.last[node] as number;
  for (let v = f.first[node] as number; v !== last; v = f.nextLeaf[v] as number) rescan(f, v);
  rescan(f, last);
}

function neighbour(f: Forest, child: number, isForward: boolean): number {
  return (isForward ? f.ringNext[child] : f.ringPrevious[child]) as number;
}
