import { type Forest, NEVER, NONE } from './forest.ts';

/**
 * A feasible start that leaves the search little to do: each dual at half its vertex's cheapest edge, then raised in
 * turn until an edge is tight (greedy), then paths of three tight edges. O(n + m).
 */
export function startDuals(f: Forest): void {
  const { start, weight } = f.graph;
  for (let v = 0; v < f.graph.n; v++) {
    let least = NEVER;
    const end = start[v + 1] as number;
    for (let arc = start[v] as number; arc < end; arc++) least = Math.min(least, weight[arc] as number);
    f.dual[v] = least === NEVER ? 0 : least / 2;
  }
}

/** Raises each exposed vertex's dual until an edge is tight and matches it over such an edge where it can. O(n + m). */
export function matchGreedily(f: Forest): void {
  const { start, head, weight } = f.graph;
  for (let v = 0; v < f.graph.n; v++) {
    const begin = start[v] as number;
    const end = start[v + 1] as number;
    if (f.mate[v] !== NONE || begin === end) continue;
    const own = f.dual[v] as number;
    let least = NEVER;
    let partner = NONE;
    for (let arc = begin; arc < end; arc++) {
      const u = head[arc] as number;
      const slack = (weight[arc] as number) - own - (f.dual[u] as number);
      if (slack > least) continue;
      if (slack < least) partner = NONE;
      least = slack;
      if (f.mate[u] === NONE) partner = u;
    }
    f.dual[v] = own + least;
    if (partner !== NONE) match(f, v, partner);
  }
}

/** Augments along v - u = m - x, both outer edges tight, v and x exposed. O(n + m) lookups of a mate's edges. */
export function augmentShortPaths(f: Forest): void {
  const { start, head, weight } = f.graph;
  for (let v = 0; v < f.graph.n; v++) {
    const end = start[v + 1] as number;
    for (let arc = start[v] as number; arc < end && f.mate[v] === NONE; arc++) {
      const u = head[arc] as number;
      if (weight[arc] !== (f.dual[v] as number) + (f.dual[u] as number)) continue;
      const m = f.mate[u] as number;
      const x = m === NONE ? NONE : exposedNeighbour(f, m, v);
      if (m === NONE) match(f, v, u);
      else if (x !== NONE) {
        match(f, v, u);
        match(f, m, x);
      }
    }
  }
}

function exposedNeighbour(f: Forest, m: number, except: number): number {
  const { start, head, weight } = f.graph;
  const own = f.dual[m] as number;
  const end = start[m + 1] as number;
  for (let arc = start[m] as number; arc < end; arc++) {
    const x = head[arc] as number;
    if (f.mate[x] === NONE && x !== except && weight[arc] === own + (f.dual[x] as number)) return x;
  }
  return NONE;
}

function match(f: Forest, u: number, v: number): void {
  f.mate[u] = v;
  f.mate[v] = u;
}
