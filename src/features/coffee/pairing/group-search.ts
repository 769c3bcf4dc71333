import type { Random } from './random.ts';
import { costOfGroup, type Seating, swapCost, swapSeats } from './seating.ts';

/** Members looked at for each seat when groups grow, and partners tried for a swap where there are too many for all. */
const LOOKS = 96;
const ALL_SWAPS_UP_TO = 1500;

/** Swapping ends when a pass gains less than this share, or after so many passes. */
const LEAST_GAIN = 0.002;
const MAX_PASSES = 40;
const MAX_SAMPLED_PASSES = 8;

/** Annealing (Kirkpatrick and others 1983): soft costs from 30 down to under 1 (matching.md 4). */
const FIRST_TEMPERATURE = 30;
const LAST_TEMPERATURE = 0.5;
const STEPS_A_MEMBER = 400;

const UNIT_STEPS = 2 ** 30;

/** Fills each seat with the cheapest of some members still standing. O(n looks k). */
export function growGreedily(s: Seating, random: Random): void {
  const seats = s.start[s.groupCount] as number;
  for (let g = 0; g < s.groupCount; g++) {
    const from = s.start[g] as number;
    for (let i = from; i < (s.start[g + 1] as number); i++) {
      const standing = s.seat.length - i;
      const isAll = standing <= LOOKS;
      let best = i;
      let least = Number.POSITIVE_INFINITY;
      for (let look = 0; look < Math.min(LOOKS, standing); look++) {
        const at = i + (isAll ? look : random.below(standing));
        const cost = costToSeated(s, from, i, s.seat[at] as number);
        if (cost < least) [best, least] = [at, cost];
      }
      swapSeats(s, i, best);
    }
    if (from >= seats) return;
  }
}

function costToSeated(s: Seating, from: number, to: number, v: number): number {
  let cost = 0;
  for (let k = from; k < to; k++) cost += s.cost(v, s.seat[k] as number);
  return cost;
}

/** Swaps members of groups that cost anything with others for as long as it pays. O(n^2 k) a pass, or O(n looks k). */
export function improveBySwaps(s: Seating, random: Random, shouldStop: () => boolean): void {
  const isAll = s.seat.length <= ALL_SWAPS_UP_TO;
  const groupOf = groupsOfSeats(s);
  for (let pass = 0; pass < (isAll ? MAX_PASSES : MAX_SAMPLED_PASSES); pass++) {
    let cost = 0;
    let gain = 0;
    for (let g = 0; g < s.groupCount && !shouldStop(); g++) {
      const before = costOfGroup(s, g);
      cost += before;
      if (before === 0) continue;
      for (let i = s.start[g] as number; i < (s.start[g + 1] as number); i++) {
        gain += isAll ? swapWithAny(s, g, i, groupOf) : swapWithSome(s, g, i, groupOf, random);
      }
    }
    if (gain <= (isAll ? 0 : LEAST_GAIN * cost)) return;
  }
}

function groupsOfSeats(s: Seating): Int32Array {
  const groupOf = new Int32Array(s.start[s.groupCount] as number);
  for (let g = 0; g < s.groupCount; g++) groupOf.fill(g, s.start[g] as number, s.start[g + 1] as number);
  return groupOf;
}

function swapWithAny(s: Seating, g: number, i: number, groupOf: Int32Array): number {
  let best = -1;
  let least = 0;
  for (let j = 0; j < groupOf.length; j++) {
    const h = groupOf[j] as number;
    if (h === g) continue;
    const change = swapCost(s, g, i, h, j);
    if (change < least) [best, least] = [j, change];
  }
  if (best >= 0) swapSeats(s, i, best);
  return -least;
}

function swapWithSome(s: Seating, g: number, i: number, groupOf: Int32Array, random: Random): number {
  let best = -1;
  let least = 0;
  for (let look = 0; look < LOOKS; look++) {
    const j = random.below(groupOf.length);
    const h = groupOf[j] as number;
    if (h === g) continue;
    const change = swapCost(s, g, i, h, j);
    if (change < least) [best, least] = [j, change];
  }
  if (best >= 0) swapSeats(s, i, best);
  return -least;
}

/** Random swaps that are kept when they pay, and with falling likelihood when they do not. O(n steps k). */
export function anneal(s: Seating, random: Random, shouldStop: () => boolean): void {
  const groupOf = groupsOfSeats(s);
  const steps = STEPS_A_MEMBER * groupOf.length;
  const cooling = (LAST_TEMPERATURE / FIRST_TEMPERATURE) ** (1 / steps);
  let temperature = FIRST_TEMPERATURE;
  for (let step = 0; step < steps; step++, temperature *= cooling) {
    const i = random.below(groupOf.length);
    const j = random.below(groupOf.length);
    const g = groupOf[i] as number;
    const h = groupOf[j] as number;
    if (g === h) continue;
    const change = swapCost(s, g, i, h, j);
    const isKept = change <= 0 || random.below(UNIT_STEPS) < UNIT_STEPS * Math.exp(-change / temperature);
    if (isKept) swapSeats(s, i, j);
    if (i === 0 && shouldStop()) return;
  }
}
