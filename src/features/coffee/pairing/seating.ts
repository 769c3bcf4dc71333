import { KINDS } from './company.ts';
import type { Problem } from './problem.ts';
import { pairCost } from './problem.ts';
import { closeRow, costTo, createRowCosts, openRow } from './row-costs.ts';

/** Up to this many members all pair costs are laid out in a square: 18 MB. */
const SQUARE_UP_TO = 1500;

/** Members on seats: group g has the seats `start[g]` up to `start[g + 1]`. Spare members sit in no group. */
export interface Seating {
  readonly p: Problem;
  readonly cost: (u: number, v: number) => number;
  readonly start: Int32Array;
  /** Member on each seat; seats after the last group's are the spare ones. */
  readonly seat: Int32Array;
  readonly groupCount: number;
  readonly isLarge: Uint8Array;
}

/** Seats members in the order given into groups of the sizes given. */
export function createSeating(p: Problem, sizes: readonly number[], order: Int32Array, cost: Seating['cost']): Seating {
  const start = new Int32Array(sizes.length + 1);
  for (const [g, size] of sizes.entries()) start[g + 1] = (start[g] as number) + size;
  const smallest = sizes.at(-1) ?? 0;
  const isLarge = Uint8Array.from(sizes, (size) => (size > smallest ? 1 : 0));
  return { p, cost, start, seat: order.slice(), groupCount: sizes.length, isLarge };
}

/** Costs of pairs in one group, whatever their sides; a never pair costs as much as two who stay alone. */
export function pairCosts(whole: Problem): Seating['cost'] {
  const p: Problem = { ...whole, sides: null, guide: null };
  if (p.n > SQUARE_UP_TO) return (u, v) => pairCost(p, u, v);
  const { n } = p;
  const square = new Float64Array(n * n);
  const row = createRowCosts(p);
  for (let u = 0; u < n; u++) {
    openRow(row, u);
    for (let v = 0; v < n; v++) square[u * n + v] = u === v ? 0 : costTo(row, v);
    closeRow(row);
  }
  return (u, v) => square[u * n + v] as number;
}

/** Cost of group g: its pairs, the turns of those in a larger group, and a heavy one where its rule is broken. */
export function costOfGroup(s: Seating, g: number): number {
  const from = s.start[g] as number;
  const to = s.start[g + 1] as number;
  let cost = 0;
  for (let i = from; i < to; i++) {
    const u = s.seat[i] as number;
    if (s.isLarge[g] === 1) cost += s.p.oddCost[u] as number;
    for (let j = i + 1; j < to; j++) cost += s.cost(u, s.seat[j] as number);
  }
  return isRuleKept(s, from, to) ? cost : cost + s.p.weights.unmatched;
}

/** Under a rule on sides some two members must be such as may meet: then the group has a host, or both sides. */
function isRuleKept(s: Seating, from: number, to: number): boolean {
  const { sides } = s.p;
  if (sides === null) return true;
  for (let i = from; i < to; i++) {
    const own = (sides.kind[s.seat[i] as number] as number) * KINDS;
    for (let j = i + 1; j < to; j++)
      if (sides.mayMeet[own + (sides.kind[s.seat[j] as number] as number)] === 1) return true;
  }
  return false;
}

/** Cost of all groups. */
export function costOfSeating(s: Seating): number {
  let cost = 0;
  for (let g = 0; g < s.groupCount; g++) cost += costOfGroup(s, g);
  return cost;
}

/** What it costs to swap the members on two seats of groups g and h. O(k), or O(k^2) under a rule on sides. */
export function swapCost(s: Seating, g: number, i: number, h: number, j: number): number {
  if (s.p.sides !== null) return swapCostByTrial(s, g, i, h, j);
  const u = s.seat[i] as number;
  const v = s.seat[j] as number;
  let change = changeOf(s, g, i, u, v) + changeOf(s, h, j, v, u);
  if (s.isLarge[g] !== s.isLarge[h]) {
    const turns = (s.p.oddCost[v] as number) - (s.p.oddCost[u] as number);
    change += s.isLarge[g] === 1 ? turns : -turns;
  }
  return change;
}

function changeOf(s: Seating, g: number, seat: number, out: number, into: number): number {
  let change = 0;
  const to = s.start[g + 1] as number;
  for (let k = s.start[g] as number; k < to; k++) {
    if (k === seat) continue;
    const other = s.seat[k] as number;
    change += s.cost(into, other) - s.cost(out, other);
  }
  return change;
}

function swapCostByTrial(s: Seating, g: number, i: number, h: number, j: number): number {
  const before = costOfGroup(s, g) + costOfGroup(s, h);
  swapSeats(s, i, j);
  const after = costOfGroup(s, g) + costOfGroup(s, h);
  swapSeats(s, i, j);
  return after - before;
}

/** Swaps the members on two seats. */
export function swapSeats(s: Seating, i: number, j: number): void {
  const held = s.seat[i] as number;
  s.seat[i] = s.seat[j] as number;
  s.seat[j] = held;
}
