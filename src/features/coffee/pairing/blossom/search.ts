import { augment } from './augment.ts';
import { NO_EVENT, nextTime, takeDue, takeLater } from './event-queue.ts';
import { expand } from './expand.ts';
import { type Forest, FREE, makeInner, makeOuter, NEVER, NONE, OUTER, outermost } from './forest.ts';
import { eventSlack, rescan, scanOuter } from './scan.ts';
import { shrink } from './shrink.ts';

/** How many events pass between two looks at the caller's clock. */
const EVENTS_BETWEEN_CHECKS = 256;

/**
 * Grows all trees at once on one clock until no vertex is exposed, no event is left (then the matching is a largest
 * one: Edmonds' Hungarian forest) or `shouldStop` says so. Events in order of time; at equal times breadth first.
 */
export function search(f: Forest, shouldStop: () => boolean): void {
  plantRoots(f);
  let untilCheck = EVENTS_BETWEEN_CHECKS;
  while (f.exposed > 0) {
    const vertex = takeDue(f.unscanned);
    if (vertex !== NO_EVENT) {
      scanOuter(f, vertex);
      continue;
    }
    const node = nextEvent(f);
    if (node === NO_EVENT) return;
    if (f.eventAt[node] === f.now) settle(f, node);
    if (--untilCheck > 0) continue;
    if (shouldStop()) return;
    untilCheck = EVENTS_BETWEEN_CHECKS;
  }
}

function plantRoots(f: Forest): void {
  for (let v = 0; v < f.graph.n; v++) if (f.mate[v] === NONE) makeOuter(f, v, v);
}

/** The next node with an event, which may have lapsed; moves the clock. */
function nextEvent(f: Forest): number {
  const node = takeDue(f.events);
  if (node !== NO_EVENT) return node;
  const time = nextTime(f.events);
  if (time === NEVER) return NO_EVENT;
  const later = takeLater(f.events);
  // A lapsed event must not move the clock: nothing real may be due then.
  if (f.eventAt[later] === time) f.now = time;
  return later;
}

function settle(f: Forest, node: number): void {
  f.eventAt[node] = NEVER;
  if (node >= f.graph.n) expand(f, node);
  else if (f.label[f.setOf[node] as number] === FREE) settleFree(f, node);
  else if (f.label[f.setOf[node] as number] === OUTER) settleOuter(f, node);
}

/** Grow: a tight edge from an outer vertex takes the free node and its mate into the tree. */
function settleFree(f: Forest, v: number): void {
  const u = f.eventTo[v] as number;
  if (f.label[f.setOf[u] as number] !== OUTER || eventSlack(f, v) > 0) {
    rescan(f, v);
    return;
  }
  const node = outermost(f, v);
  const root = f.tree[outermost(f, u)] as number;
  const mate = f.mate[f.base[node] as number] as number;
  makeInner(f, node, root, u, v);
  makeOuter(f, outermost(f, mate), root);
}

/** Shrink or augment: two outer nodes of one tree close a ring, of two trees complete a path. */
function settleOuter(f: Forest, v: number): void {
  const u = f.eventTo[v] as number;
  const isLive = f.label[f.setOf[u] as number] === OUTER && f.setOf[u] !== f.setOf[v];
  if (isLive && eventSlack(f, v) <= 0) {
    if (f.tree[outermost(f, u)] !== f.tree[outermost(f, v)]) {
      augment(f, v, u);
      return;
    }
    shrink(f, v, u);
  }
  rescan(f, v);
}
