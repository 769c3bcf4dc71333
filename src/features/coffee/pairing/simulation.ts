import { createRandom } from './random.ts';
import type { Member, MetPair, Pair, PairingInput } from './types.ts';

/** An organisation in virtual time: members dealt to four teams in turn, and to zones. */
export interface SimulationSpec {
  readonly members: number;
  readonly rounds: number;
  readonly groupSize: number;
  readonly zones: number;
  /** Share of members who are away in any one round. */
  readonly absent: number;
  readonly seed: string;
}

/** What one round came to. */
export interface SimulatedRound {
  /** From 1. */
  readonly round: number;
  readonly ms: number;
  readonly repeats: number;
  readonly left: number;
  /** Share of the pairs in groups whose teams differ. */
  readonly acrossTeams: number;
  readonly groups: readonly (readonly string[])[];
}

const TEAMS = 4;

/** Zones in turn, an even way round the world; from the second on they repeat it. */
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'America/Los_Angeles', 'Asia/Tokyo', 'UTC'];

const UNIT = 2 ** 30;

/** Runs round after round, each on the history of those before; `clock` gives milliseconds. */
export function* simulate(spec: SimulationSpec, engine: Pair, clock: () => number): Generator<SimulatedRound> {
  const everybody = Array.from({ length: spec.members }, (_, i) => memberOf(i, spec));
  const history = createHistory();
  const random = createRandom(`absent ${spec.seed}`);
  for (let round = 0; round < spec.rounds; round++) {
    const present = everybody.filter(() => spec.absent === 0 || random.below(UNIT) >= spec.absent * UNIT);
    const members = present.map((m) => ({ ...m, oddTurns: history.oddTurns.get(m.id) ?? 0 }));
    const input: PairingInput = {
      members,
      met: metBefore(history, round),
      never: [],
      groupSize: spec.groupSize,
      seed: `${spec.seed} ${round}`,
      round,
    };
    const start = clock();
    const result = engine(input);
    const ms = clock() - start;
    remember(
      history,
      result.groups,
      result.left.map(({ id }) => id),
      round,
    );
    const acrossTeams = shareAcross(everybody, result.groups);
    yield {
      round: round + 1,
      ms,
      repeats: result.repeats,
      left: result.left.length,
      acrossTeams,
      groups: result.groups,
    };
  }
}

function memberOf(i: number, spec: SimulationSpec): Member {
  const id = `p${String(i + 1).padStart(String(spec.members).length, '0')}`;
  const member = { id, team: `team ${(i % TEAMS) + 1}` };
  // With one zone all share all hours: no zone says the same, and spares the arithmetic.
  return spec.zones > 1 ? { ...member, timezone: ZONES[(i % spec.zones) % ZONES.length] as string } : member;
}

interface History {
  readonly met: Map<string, { pair: readonly [string, string]; times: number; lastRound: number }>;
  readonly oddTurns: Map<string, number>;
}

function createHistory(): History {
  return { met: new Map(), oddTurns: new Map() };
}

function metBefore(history: History, round: number): MetPair[] {
  return Array.from(history.met.values(), ({ pair, times, lastRound }) => ({
    pair,
    times,
    roundsAgo: round - lastRound,
  }));
}

function remember(history: History, groups: PairsSource, left: readonly string[], round: number): void {
  const smallest = Math.min(...groups.map((group) => group.length));
  const odd = [...left, ...groups.filter((group) => group.length > smallest).flat()];
  for (const id of odd) history.oddTurns.set(id, (history.oddTurns.get(id) ?? 0) + 1);
  for (const pair of pairsIn(groups)) {
    const key = pair.join(' ');
    const times = (history.met.get(key)?.times ?? 0) + 1;
    history.met.set(key, { pair, times, lastRound: round });
  }
}

type PairsSource = readonly (readonly string[])[];

/** All pairs of members who sit in one group, ids in order. */
export function* pairsIn(groups: PairsSource): Generator<readonly [string, string]> {
  for (const group of groups) {
    for (const [i, a] of group.entries()) for (const b of group.slice(i + 1)) yield a < b ? [a, b] : [b, a];
  }
}

function shareAcross(everybody: readonly Member[], groups: PairsSource): number {
  const teamOf = new Map(everybody.map(({ id, team }) => [id, team]));
  const pairs = [...pairsIn(groups)];
  const across = pairs.filter(([a, b]) => teamOf.get(a) !== teamOf.get(b));
  return pairs.length === 0 ? 0 : across.length / pairs.length;
}
