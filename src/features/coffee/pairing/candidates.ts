import { type BestFew, createBestFew, offer } from './best-few.ts';
import { addEdge, createEdges, type Edges } from './edges.ts';
import type { Problem } from './problem.ts';
import type { Random } from './random.ts';
import { closeRow, costTo, createRowCosts, openRow, type RowCosts } from './row-costs.ts';
import { AMPLE_OVERLAP_MINUTES } from './weights.ts';
import type { Shift } from './working-hours.ts';

/** Up to this many members every pair is an edge (matching.md 3, step 3). */
export const COMPLETE_UP_TO = 60;

/** Edges kept for each member, out of so many pairs looked at. */
const KEPT = 12;

/**
 * A team of more than half must partly meet within itself: its members keep so many edges to others and so many
 * within, or all of their edges would go to the few others.
 */
const KEPT_OUTSIDE = 5;
const KEPT_INSIDE = 9;

const SAMPLES = 96;

/** Small rounds look at so many times their own size, for there a missed pair costs most. */
const SMALL = 200;
const SMALL_SAMPLES_A_MEMBER = 4;

const MINUTES_A_DAY = 1440;

/** Every pair, O(n^2). */
export function completeEdges(p: Problem): Edges {
  const edges = createEdges((p.n * (p.n - 1)) / 2 + p.n);
  const row = createRowCosts(p);
  for (let i = 0; i < p.n; i++) {
    openRow(row, i);
    for (let j = i + 1; j < p.n; j++) addEdge(edges, i, j, costTo(row, j));
    closeRow(row);
  }
  return edges;
}

/**
 * The cheapest few of some pairs for each member, half of them drawn from all, half from those whose day starts
 * within hours of theirs, and a ring, so that a perfect matching exists. O(n samples).
 */
export function candidateEdges(p: Problem, shifts: readonly Shift[], random: Random): Edges {
  const edges = createEdges(p.n * (KEPT + 1));
  const row = createRowCosts(p);
  const byStart = orderByStart(p, shifts);
  const giantTeam = teamOfMost(p);
  const toAny = [createBestFew(KEPT)];
  const toBoth = [createBestFew(KEPT_OUTSIDE), createBestFew(KEPT_INSIDE)];
  const samples = p.n <= SMALL ? p.n * SMALL_SAMPLES_A_MEMBER : SAMPLES;
  for (let i = 0; i < p.n; i++) {
    openRow(row, i);
    const kept = p.team[i] === giantTeam ? toBoth : toAny;
    sample(row, byStart, samples, random, kept);
    addEdge(edges, i, (i + 1) % p.n, costTo(row, (i + 1) % p.n));
    closeRow(row);
    for (const best of kept) addAll(edges, i, best);
  }
  return edges;
}

function addAll(edges: Edges, i: number, best: BestFew): void {
  for (let k = 0; k < best.size; k++) addEdge(edges, i, best.item[k] as number, best.cost[k] as number);
}

const NO_TEAM = -2;

/** The team of more than half of the members; none where there is no such, or where teams are to stay together. */
function teamOfMost(p: Problem): number {
  const sizes = new Map<number, number>();
  for (const team of p.team) if (team >= 0) sizes.set(team, (sizes.get(team) ?? 0) + 1);
  for (const [team, size] of sizes) if (2 * size > p.n && p.weights.sameTeam > 0) return team;
  return NO_TEAM;
}

/** Members in order of the start of their day, with the stretch of that order that overlaps each shift amply. */
interface ByStart {
  readonly order: Int32Array;
  /** Each shift's stretch: first place, and how many places, wrapping round. */
  readonly first: Int32Array;
  readonly count: Int32Array;
}

function orderByStart(p: Problem, shifts: readonly Shift[]): ByStart {
  const startOf = (v: number): number => shifts[p.shift[v] as number]?.start ?? 0;
  const order = Int32Array.from({ length: p.n }, (_, v) => v).sort((a, b) => startOf(a) - startOf(b) || a - b);
  const starts = order.map(startOf);
  const placeOf = (minute: number): number => firstNotBelow(starts, minute);
  const first = new Int32Array(shifts.length);
  const count = new Int32Array(shifts.length);
  for (const [s, shift] of shifts.entries()) {
    const reach = shift.length - AMPLE_OVERLAP_MINUTES;
    if (reach <= 0 || 2 * reach >= MINUTES_A_DAY) {
      count[s] = p.n;
      continue;
    }
    const from = shift.start - reach;
    const to = shift.start + reach + 1;
    const below = from < 0 ? placeOf(from + MINUTES_A_DAY) - p.n : placeOf(from);
    const above = to > MINUTES_A_DAY ? placeOf(to - MINUTES_A_DAY) + p.n : placeOf(to);
    first[s] = below < 0 ? below + p.n : below;
    count[s] = Math.min(above - below, p.n);
  }
  return { order, first, count };
}

function firstNotBelow(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Fills the lists for the open row: one for all, or one for others and one for the own team. Ends early when full. */
function sample(row: RowCosts, byStart: ByStart, samples: number, random: Random, lists: readonly BestFew[]): void {
  const { n, shift, team } = row.problem;
  const i = row.row;
  const own = shift[i] as number;
  const first = byStart.first[own] as number;
  const count = byStart.count[own] as number;
  const insideFloor = row.problem.weights.sameTeam;
  const [any, inside = any] = lists as [BestFew, BestFew?];
  for (const list of lists) list.size = 0;
  for (let s = 0; s < samples; s++) {
    const isNear = s % 2 === 1 && count > 1;
    const j = isNear ? (byStart.order[(first + random.below(count)) % n] as number) : random.below(n);
    if (j === i) continue;
    offer(team[j] === team[i] ? inside : any, j, costTo(row, j));
    if (isFullAt(any, 0) && (any === inside || isFullAt(inside, insideFloor))) return;
  }
}

function isFullAt(best: BestFew, cost: number): boolean {
  return best.size === best.item.length && best.cost[best.size - 1] === cost;
}
