import { createRandom, shuffle } from '../src/features/coffee/pairing/random.ts';
import type { Member, MetPair, PairingInput } from '../src/features/coffee/pairing/types.ts';

/** The synthetic company of matching.md 3: regions, teams by Zipf's law, channels. */
const REGIONS = ['America/Los_Angeles', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Tokyo'];
const CHANNELS = 32;
const CHANNELS_A_MEMBER = 8;
const MEMBERS_A_MANAGER = 8;

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
    while (names.size < CHANNELS_A_MEMBER) names.add(`c${random.below(CHANNELS)}`);
    return {
      id: `m${String(i).padStart(6, '0')}`,
      team: `t${team}`,
      manager: `t${team}b${random.below(Math.ceil(n / MEMBERS_A_MANAGER / teams))}`,
      timezone: REGIONS[random.below(REGIONS.length)] as string,
      channels: [...names],
    };
  });
  const ids = members.map((m) => m.id);
  const never = Array.from({ length: n >> 1 }, () => pairOf(ids, random)).filter(([a, b]) => a !== b);
  return {
    members,
    met: pastRounds(ids, spec.rounds, random),
    never,
    date: '2026-11-03',
    seed: spec.seed,
    round: spec.rounds,
  };
}

function pairOf(ids: readonly string[], random: ReturnType<typeof createRandom>): readonly [string, string] {
  return [ids[random.below(ids.length)] as string, ids[random.below(ids.length)] as string];
}

function zipfDrawer(teams: number, random: ReturnType<typeof createRandom>): () => number {
  const steps = 1 << 20;
  const total = Array.from({ length: teams }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
  return () => {
    let left = (random.below(steps) / steps) * total;
    let team = 0;
    while (team < teams - 1 && left > 1 / (team + 1)) left -= 1 / ++team;
    return team;
  };
}

function pastRounds(ids: readonly string[], rounds: number, random: ReturnType<typeof createRandom>): MetPair[] {
  const met: MetPair[] = [];
  const seen = new Map<string, { times: number; at: number }>();
  const isSmall = ids.length <= 3000;
  const order = [...ids];
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (let i = 0; i + 1 < order.length; i += 2) {
      const [a, b] = [order[i] as string, order[i + 1] as string];
      const roundsAgo = rounds - round;
      const key = isSmall ? (a < b ? `${a} ${b}` : `${b} ${a}`) : '';
      const before = isSmall ? seen.get(key) : undefined;
      if (before) met[before.at] = { pair: [a, b], times: ++before.times, roundsAgo };
      else {
        if (isSmall) seen.set(key, { times: 1, at: met.length });
        met.push({ pair: [a, b], times: 1, roundsAgo });
      }
    }
  }
  return met;
}
