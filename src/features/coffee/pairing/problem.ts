import { type Company, KINDS, type Sides } from './company.ts';
import { findInRow, type Rows, rowsAmong } from './rows.ts';
import {
  AMPLE_OVERLAP_MINUTES,
  MAX_SHARED_CHANNELS,
  MAX_TURNS_TOLD_APART,
  oddTurnCost,
  SAME_MANAGER,
  SHARED_CHANNEL,
  SHORT_OVERLAP,
  type Weights,
} from './weights.ts';
import { overlapMinutes } from './working-hours.ts';

/**
 * Some members of a company with the cost of every pair, in columns small enough to stay in a processor's cache.
 * A pair that may not meet costs `weights.unmatched`: such a pair in a matching means that both stay alone. So a
 * perfect matching always exists, and a cheapest one leaves out as few as can be.
 */
export interface Problem {
  readonly n: number;
  /** Places in the company, rising. */
  readonly vertices: Int32Array;
  readonly weights: Weights;
  readonly team: Int32Array;
  readonly manager: Int32Array;
  readonly shift: Int32Array;
  readonly shiftCount: number;
  /** Cost of two shifts meeting, `shiftCount` squared. */
  readonly shiftCost: Float64Array;
  readonly channels: Int32Array;
  readonly channelWords: number;
  readonly sides: Sides | null;
  /** Cost of staying alone beyond `unmatched / 2`: who was left out before comes last. */
  readonly turnCost: Float64Array;
  /** Cost of a place in a group larger than the others, likewise. */
  readonly oddCost: Float64Array;
  /** The partner that the guide has in mind, -1 for none; null without a guide. */
  readonly guide: Int32Array | null;
  /** Who met or talks to whom anyway: repeats of long ago that a repeat weighs as much as. */
  readonly met: Rows;
  readonly never: Rows;
}

/** The whole company as one problem. */
export function wholeProblem(company: Company, weights: Weights, guide: Int32Array | null): Problem {
  const { n, team, manager, shift, channels, channelWords, sides, known, never } = company;
  return {
    n,
    vertices: Int32Array.from({ length: n }, (_, i) => i),
    weights,
    team,
    manager,
    shift,
    shiftCount: company.shifts.length,
    shiftCost: shiftCosts(company, weights),
    channels,
    channelWords,
    sides,
    turnCost: turnCosts(company, weights),
    oddCost: oddCosts(company, weights),
    guide,
    met: known,
    never,
  };
}

function turnsAboveLeast(company: Company): Int32Array {
  const least = company.oddTurns.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER);
  return company.oddTurns.map((turns) => Math.min(turns - least, MAX_TURNS_TOLD_APART));
}

function turnCosts(company: Company, weights: Weights): Float64Array {
  return Float64Array.from(turnsAboveLeast(company), (turns) => turns * weights.repeat);
}

function oddCosts(company: Company, { repeat, guide }: Weights): Float64Array {
  return Float64Array.from(turnsAboveLeast(company), (turns) => oddTurnCost(turns, repeat, guide));
}

function shiftCosts(company: Company, weights: Weights): Float64Array {
  const { shifts } = company;
  const cost = new Float64Array(shifts.length * shifts.length);
  for (const [i, a] of shifts.entries()) {
    for (const [j, b] of shifts.entries()) cost[i * shifts.length + j] = shiftCost(overlapMinutes(a, b), weights);
  }
  return cost;
}

function shiftCost(minutes: number, weights: Weights): number {
  const missing = Math.max(0, 1 - minutes / AMPLE_OVERLAP_MINUTES);
  const isTooShort = minutes < weights.minOverlapMinutes;
  return Math.round(SHORT_OVERLAP * missing) + (isTooShort ? weights.lowOverlap : 0);
}

/** The problem of some of its vertices, which must rise. O(their rows). */
export function subProblem(p: Problem, vertices: Int32Array): Problem {
  const place = new Int32Array(p.n).fill(-1);
  for (let i = 0; i < vertices.length; i++) place[vertices[i] as number] = i;
  const pick = (column: Int32Array): Int32Array => vertices.map((v) => column[v] as number);
  const channels = new Int32Array(vertices.length * p.channelWords);
  for (let i = 0; i < vertices.length; i++) {
    const from = (vertices[i] as number) * p.channelWords;
    channels.set(p.channels.subarray(from, from + p.channelWords), i * p.channelWords);
  }
  return {
    ...p,
    n: vertices.length,
    vertices: pick(p.vertices),
    team: pick(p.team),
    manager: pick(p.manager),
    shift: pick(p.shift),
    channels,
    sides: p.sides && { ...p.sides, kind: Int8Array.from(vertices, (v) => p.sides?.kind[v] as number) },
    turnCost: Float64Array.from(vertices, (v) => p.turnCost[v] as number),
    oddCost: Float64Array.from(vertices, (v) => p.oddCost[v] as number),
    guide: p.guide && Int32Array.from(vertices, (v) => place[p.guide?.[v] as number] ?? -1),
    met: rowsAmong(p.met, vertices, place),
    never: rowsAmong(p.never, vertices, place),
  };
}

/** True when a rule keeps two members apart: a never list, or sides that do not meet. O(log never). */
export function isBarred(p: Problem, i: number, j: number): boolean {
  return isNever(p, i, j) || !sidesMeet(p, i, j);
}

/** Whether the rule on sides lets two members meet. */
export function sidesMeet(p: Problem, i: number, j: number): boolean {
  if (p.sides === null) return true;
  return p.sides.mayMeet[(p.sides.kind[i] as number) * KINDS + (p.sides.kind[j] as number)] === 1;
}

/** Cost of a pair that may meet and has never met, without a guide: team, manager, hours, channels. */
export function plainCost(p: Problem, i: number, j: number): number {
  let cost = p.shiftCost[(p.shift[i] as number) * p.shiftCount + (p.shift[j] as number)] as number;
  const team = p.team[i] as number;
  cost += team >= 0 && team === p.team[j] ? p.weights.sameTeam : 0;
  const manager = p.manager[i] as number;
  if (manager >= 0 && manager === p.manager[j]) cost += SAME_MANAGER;
  return cost + SHARED_CHANNEL * sharedChannels(p, i, j);
}

/** Number of channels two members share, up to the most that counts. */
function sharedChannels(p: Problem, i: number, j: number): number {
  const words = p.channelWords;
  let shared = 0;
  for (let w = 0; w < words; w++) {
    shared += bitCount((p.channels[i * words + w] as number) & (p.channels[j * words + w] as number));
  }
  return shared < MAX_SHARED_CHANNELS ? shared : MAX_SHARED_CHANNELS;
}

/** Number of bits set in a 32-bit word (Warren, Hacker's Delight 5-1). */
function bitCount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Cost of two members who sit in one group, whatever their sides; the guide has no say. O(log met). */
export function meetingCost(p: Problem, i: number, j: number): number {
  const met = findInRow(p.met, i, j);
  return plainCost(p, i, j) + (met < 0 ? 0 : repeatCost(p, met));
}

/** Cost of meeting again, for an entry of the history. */
export function repeatCost(p: Problem, entry: number): number {
  return Math.round((p.met.value[entry] as number) * p.weights.repeat);
}

/** Cost of any pair as an edge of the matching, O(log met + log never). In loops over a row, see `row-costs.ts`. */
export function pairCost(p: Problem, i: number, j: number): number {
  if (isBarred(p, i, j)) return p.weights.unmatched + (p.turnCost[i] as number) + (p.turnCost[j] as number);
  const guide = p.guide === null || p.guide[i] === j ? 0 : p.weights.guide;
  return meetingCost(p, i, j) + guide;
}

/** True when a never list keeps two members out of one group. */
export function isNever(p: Problem, i: number, j: number): boolean {
  return findInRow(p.never, i, j) >= 0;
}

/** Cost of a member who stays without a group. */
export function aloneCost(p: Problem, i: number): number {
  return p.weights.unmatched / 2 + (p.turnCost[i] as number);
}
