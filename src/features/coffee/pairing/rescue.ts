import { isNever, type Problem } from './problem.ts';

/** Looks at so many pairs before those still left are given up. */
const MAX_LOOKS = 4_000_000;
const NONE = -1;
const PAIR = 2;

/** Who could be freed by whom: alternating paths over the pairs, each from somebody left. */
interface Forest {
  readonly p: Problem;
  /** The caller's groups; those of two can be taken apart. */
  readonly groups: readonly number[][];
  /** For a member who can be freed: who takes their partner, and that partner. */
  readonly taker: Int32Array;
  readonly partner: Int32Array;
  /** For a member who can be freed: the group they leave. */
  readonly freedFrom: Int32Array;
  readonly isReached: Uint8Array;
  looks: number;
}

/**
 * Finds a place for members who fit into no group: they take somebody's partner, who takes another's, and so on, until
 * somebody is free who can be the third of a pair (alternating paths that end in a triangle: Cornuejols, Hartvigsen and
 * Pulleyblank 1982). Each makes one trio and no more. Blossoms are not shrunk, so a place may be missed. Changes
 * `groups`; returns who is still left. O(n^2 log never), capped: those reached in vain are not looked at again.
 */
export function rescue(p: Problem, groups: readonly number[][], left: readonly number[]): number[] {
  const none = (): Int32Array => new Int32Array(p.n).fill(NONE);
  const isReached = new Uint8Array(p.n);
  const forest: Forest = { p, groups, taker: none(), partner: none(), freedFrom: none(), isReached, looks: 0 };
  return left.filter((v) => !findPlace(forest, v));
}

/** Breadth first from one who is left. */
function findPlace(f: Forest, root: number): boolean {
  const queue = [root];
  f.isReached[root] = 1;
  for (let head = 0; head < queue.length && f.looks < MAX_LOOKS; head++) {
    const v = queue[head] as number;
    const path = pathOf(f, v);
    const host = f.groups.findIndex((_, g) => canJoin(f, v, standing(f, g, path)));
    if (host < 0) {
      reachFrom(f, v, path, queue);
      continue;
    }
    for (const [g] of path) f.groups[g]?.splice(0, PAIR, ...standing(f, g, path));
    f.groups[host]?.push(v);
    for (const u of queue) [f.isReached[u], f.taker[u]] = [0, NONE];
    return true;
  }
  return false;
}

/** The groups taken apart on the way to a member, each with who is freed from it. */
function pathOf(f: Forest, v: number): ReadonlyMap<number, number> {
  const path = new Map<number, number>();
  for (let at = v; (f.taker[at] as number) !== NONE; at = f.taker[at] as number)
    path.set(f.freedFrom[at] as number, at);
  return path;
}

/** A group as it stands once the partners along a path are taken. */
function standing(f: Forest, g: number, path: ReadonlyMap<number, number>): readonly number[] {
  const freed = path.get(g);
  return freed === undefined ? (f.groups[g] ?? []) : [f.taker[freed] as number, f.partner[freed] as number];
}

function canJoin(f: Forest, v: number, group: readonly number[]): boolean {
  f.looks++;
  return group.length === PAIR && group.every((u) => !isNever(f.p, u, v));
}

/** Notes whom a member frees by taking their partner. */
function reachFrom(f: Forest, v: number, path: ReadonlyMap<number, number>, queue: number[]): void {
  for (const [g, group] of f.groups.entries()) {
    if (group.length !== PAIR || path.has(g)) continue;
    for (const [i, partner] of group.entries()) {
      const freed = group[1 - i] as number;
      if (f.isReached[freed] === 1 || isNever(f.p, v, partner)) continue;
      f.isReached[freed] = 1;
      f.taker[freed] = v;
      f.partner[freed] = partner;
      f.freedFrom[freed] = g;
      queue.push(freed);
    }
  }
}
