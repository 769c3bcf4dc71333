import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import edmonds from 'edmonds-blossom-fixed';
import type { EdgeList } from '../src/features/coffee/pairing/blossom/graph.ts';
import { minCostPerfectMatching } from '../src/features/coffee/pairing/blossom/solve.ts';
import { pair } from '../src/features/coffee/pairing/index.ts';
import { createRandom, type Random } from '../src/features/coffee/pairing/random.ts';
import { simulate } from '../src/features/coffee/pairing/simulation.ts';
import type { Benches, BenchRow } from './run.ts';

/** Share of the dominant team in each of the five team mixes. */
const MIXES = [0, 0.3, 0.5, 0.55, 0.8];
const SIZES = [1_000, 2_000, 10_000, 20_000, 100_000];

const ONCE = fileURLToPath(new URL('./match-once.ts', import.meta.url));

interface Once {
  readonly ms: number;
  /** Time of the processor, which neighbours on a busy machine do not lengthen. */
  readonly cpuMs: number;
  readonly cost: number;
  readonly gap: number | null;
  readonly repeats: number;
  readonly left: number;
  readonly rssMb: number;
}

function once(n: number, dominant: number, groupSize: number): Once {
  return JSON.parse(
    execFileSync(process.execPath, [ONCE, String(n), String(dominant), String(groupSize)], { encoding: 'utf8' }),
  );
}

/** One cold round for each size and mix; the worst mix is the figure. */
async function* rounds(): AsyncIterable<BenchRow> {
  for (const n of SIZES) {
    const all = MIXES.map((mix) => once(n, mix, 2));
    const worst = (read: (one: Once) => number): number => Math.max(...all.map(read));
    const row = { variant: 'worst of five team mixes', n };
    yield { bench: 'match', ...row, value: worst(({ ms }) => ms), unit: 'ms' };
    yield { bench: 'match-cpu', ...row, value: worst(({ cpuMs }) => cpuMs), unit: 'ms' };
    yield { bench: 'match-memory', ...row, value: worst(({ rssMb }) => rssMb), unit: 'MB' };
    yield { bench: 'match-gap', ...row, value: worst(({ gap }) => gap ?? 1), unit: 'share, 1 where nothing is proven' };
    yield { bench: 'match-repeats', ...row, value: worst(({ repeats }) => repeats), unit: 'pairs' };
    yield { bench: 'match-left', ...row, value: worst(({ left }) => left), unit: 'people' };
  }
}

/** Groups of four. */
async function* groups(): AsyncIterable<BenchRow> {
  for (const n of [100, 1_000]) {
    yield { bench: 'match-groups-of-4', n, value: Math.max(...MIXES.map((mix) => once(n, mix, 4).ms)), unit: 'ms' };
  }
}

const DEGREE = 10;
const COSTS = 1_000_000;

/** A random graph of mean degree k, with one perfect matching planted so that there is one. */
function sparse(n: number, random: Random): EdgeList {
  const count = (n * DEGREE) / 2;
  const edges = { count, from: new Int32Array(count), to: new Int32Array(count), cost: new Float64Array(count) };
  for (let e = 0; e < count; e++) {
    const isPlanted = e < n / 2;
    const u = isPlanted ? 2 * e : random.below(n);
    edges.from[e] = u;
    edges.to[e] = isPlanted ? 2 * e + 1 : (u + 1 + random.below(n - 1)) % n;
    edges.cost[e] = random.below(COSTS);
  }
  return edges;
}

function timed<T>(work: () => T): { ms: number; result: T } {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

/** The solver alone against van Rantwijk's port, on the same graphs in the same process. */
async function* solver(): AsyncIterable<BenchRow> {
  for (const [n, graphs] of SOLVED) {
    const all = Array.from({ length: graphs }, (_, k) => compared(sparse(n, createRandom(`bench ${n} ${k}`)), n));
    const ms = all.reduce((sum, { ours }) => sum + ours, 0);
    const theirs = all.reduce((sum, one) => sum + one.theirs, 0);
    const peer = 'edmonds-blossom-fixed';
    yield { bench: 'match-solver', variant: 'k=10', n, value: ms / graphs, unit: 'ms', ratio: theirs / ms, peer };
  }
}

/** Vertices, and on how many graphs of them. */
const SOLVED = [
  [1_000, 8],
  [5_000, 1],
] as const;

function compared(edges: EdgeList, n: number): { ours: number; theirs: number } {
  const list = Array.from({ length: edges.count }, (_, e): [number, number, number] => [
    edges.from[e] as number,
    edges.to[e] as number,
    COSTS - (edges.cost[e] as number),
  ]);
  const ours = timed(() => minCostPerfectMatching(n, edges));
  const theirs = timed(() => edmonds(list, true));
  if (!ours.result.isPerfect || theirs.result.some((v) => v < 0)) throw new Error('a solver found no perfect matching');
  return { ours: ours.ms, theirs: theirs.ms };
}

const A_YEAR = 52;

/** A year of rounds in virtual time. */
async function* year(): AsyncIterable<BenchRow> {
  for (const n of [30, 101, 500]) {
    const spec = { members: n, rounds: A_YEAR, groupSize: 2, zones: 1, absent: 0, seed: 'bench' };
    const { ms } = timed(() => [...simulate(spec, pair, () => performance.now())]);
    yield { bench: 'match-year', variant: '52 rounds', n, value: ms, unit: 'ms' };
  }
}

export const benches: Benches = { rounds, groups, solver, year };
