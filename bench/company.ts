import { createRandom, type Random, shuffle } from '../src/features/coffee/pairing/random.ts';
import type { Member, MetTable, PairingInput } from '../src/features/coffee/pairing/types.ts';

/** The synthetic company of matching.md 3: regions, teams by Zipf's law, channels. */
const REGIONS = ['America/Los_Angeles', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Tokyo'];
const CHANNELS = Array.from({ length: 32 }, (_, c) => `c${c}`);
const CHANNELS_A_MEMBER = 8;
const MEMBERS_A_MANAGER = 8;
/** Most people keep office hours, some an hour early or late. */
const HOURS = [
  ['09:00', '17:00'],
  ['08:00', '16:00'],
  ['10:00', '18:00'],
] as const;

/** What varies between companies; `dominant` is the share of one team. */
export interface CompanySpec {
  readonly n: number;
  readonly dominant: number;
  readonly rounds: number;
  readonly seed: string;
}

/** A round's input for a synthetic company with a history of random pairs and n / 2 never-pairs. */
export function syntheticInput(spec: CompanySpec): PairingInput {
  const random = createRandom(`company ${spec.seed} ${spec.n} ${spec.dominant}`);
  const { n } = spec;
  const teams = Math.max(1, Math.round(Math.sqrt(n) / 1.2));
  const zipf = zipfDrawer(teams, random);
  const members = Array.from({ length: n }, (_, i): Member => {
    const team = i < spec.dominant * n ? 0 : 1 + zipf();
    const names = new Set<string>();
    while (names.size < CHANNELS_A_MEMBER) names.add(CHANNELS[random.below(CHANNELS.length)] as string);
    return {
      id: `m${String(i).padStart(6, '0')}`,
      team: `t${team}`,
      manager: `t${team}b${random.below(Math.ceil(n / MEMBERS_A_MANAGER / teams))}`,
      timezone: REGIONS[random.below(REGIONS.length)] as string,
      hours: HOURS[random.below(HOURS.length)] as (typeof HOURS)[number],
      channels: [...names],
    };
  });
  const ids = members.map((m) => m.id);
  const never = Array.from({ length: n >> 1 }, () => pairOf(ids, random)).filter(([a, b]) => a !== b);
  return {
    members,
    met: [],
    metTable: pastRounds(n, spec.rounds, random),
    never,
    date: '2026-11-03',
    seed: spec.seed,
    round: spec.rounds,
  };
}

function pairOf(ids: readonly string[], random: Random): readonly [string, string] {
  return [ids[random.below(ids.length)] as string, ids[random.below(ids.length)] as string];
}

function zipfDrawer(teams: number, random: Random): () => number {
  const steps = 1 << 20;
  const total = Array.from({ length: teams }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
  return () => {
    let left = (random.below(steps) / steps) * total;
    let team = 0;
    while (team < teams - 1 && left > 1 / (team + 1)) left -= 1 / ++team;
    return team;
  };
}

/** Rounds of random pairs, one column each; the few pairs who met twice among thousands stand in it twice. */
function pastRounds(n: number, rounds: number, random: Random): MetTable {
  const pairs = n >> 1;
  const count = pairs * rounds;
  const table = {
    count,
    a: new Int32Array(count),
    b: new Int32Array(count),
    times: new Uint16Array(count).fill(1),
    roundsAgo: new Uint16Array(count),
  };
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (let k = 0; k < pairs; k++) {
      const row = round * pairs + k;
      table.a[row] = order[2 * k] as number;
      table.b[row] = order[2 * k + 1] as number;
      table.roundsAgo[row] = rounds - round;
    }
  }
  return table;
}
