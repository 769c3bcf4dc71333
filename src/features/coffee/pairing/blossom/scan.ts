import { announce, dualOf, type Forest, FREE, INNER, NEVER, OUTER } from './forest.ts';

/**
 * Looks at the edges of a vertex that became outer. A free neighbour hears of the edge if it is its earliest; of the
 * outer neighbours the vertex keeps the earliest itself. O(degree), and O(log n) for each event announced.
 */
export function scanOuter(f: Forest, v: number): void {
  const { start, head, weight } = f.graph;
  const { setOf, label, dual, offset, eventAt, now } = f;
  const ownSet = setOf[v] as number;
  if (label[ownSet] !== OUTER) return;
  const own = dualOf(f, v);
  let best = NEVER;
  const end = start[v + 1] as number;
  for (let arc = start[v] as number; arc < end; arc++) {
    const u = head[arc] as number;
    const set = setOf[u] as number;
    const theirs = label[set] as number;
    if (theirs === INNER || set === ownSet) continue;
    const slack = (weight[arc] as number) - own - (dual[u] as number) - (offset[set] as number) - theirs * now;
    if (theirs === FREE) {
      if (now + slack < (eventAt[u] as number)) remember(f, u, v, weight[arc] as number, now + slack);
    } else if (now + slack / 2 < best) {
      best = now + slack / 2;
      f.eventTo[v] = u;
      f.eventWeight[v] = weight[arc] as number;
    }
  }
  announce(f, v, best);
}

/** Finds the earliest outer vertex that a free or outer vertex can meet, and announces it. O(degree). */
export function rescan(f: Forest, v: number): void {
  const { start, head, weight } = f.graph;
  const { setOf, label, dual, offset, now } = f;
  const ownSet = setOf[v] as number;
  const own = dualOf(f, v);
  let best = NEVER;
  const end = start[v + 1] as number;
  for (let arc = start[v] as number; arc < end; arc++) {
    const u = head[arc] as number;
    const set = setOf[u] as number;
    if (label[set] !== OUTER || set === ownSet) continue;
    const slack = (weight[arc] as number) - own - (dual[u] as number) - (offset[set] as number) - now;
    if (slack >= best) continue;
    best = slack;
    f.eventTo[v] = u;
    f.eventWeight[v] = weight[arc] as number;
  }
  // Towards an outer vertex an outer one closes the gap twice as fast as a free one does.
  announce(f, v, now + (label[ownSet] === OUTER ? best / 2 : best));
}

/** Slack of the edge that a vertex's event stands for. */
export function eventSlack(f: Forest, v: number): number {
  return (f.eventWeight[v] as number) - dualOf(f, v) - dualOf(f, f.eventTo[v] as number);
}

function remember(f: Forest, v: number, to: number, weight: number, time: number): void {
  f.eventTo[v] = to;
  f.eventWeight[v] = weight;
  announce(f, v, time);
}
