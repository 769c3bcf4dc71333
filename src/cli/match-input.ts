import { z } from 'zod';
import type { MetPair, PairingInput } from '../features/coffee/pairing/types.ts';
import { isLocalDate, isWallTime } from '../time/values.ts';
import { isZone } from '../time/zoned.ts';
import { CommandError, exits } from './exits.ts';

const MIN_GROUP = 2;
const MAX_GROUP = 8;

const id = z.string().min(1, 'expected an id');
const wallTime = z.string().refine(isWallTime, 'expected a wall time such as 09:00');

const member = z.object({
  id,
  team: z.string().optional(),
  manager: z.string().optional(),
  timezone: z.string().refine(isZone, 'expected an IANA time zone such as Europe/Berlin').optional(),
  hours: z.tuple([wallTime, wallTime]).optional(),
  channels: z.array(z.string()).optional(),
  oddTurns: z.int().nonnegative().optional(),
});

const rules = z
  .strictObject({
    across: z.literal('team').optional(),
    within: z.literal('team').optional(),
    between: z.tuple([z.array(id), z.array(id)]).optional(),
    hosts: z.array(id).optional(),
    minOverlapMinutes: z.number().min(0).optional(),
  })
  .refine((r) => !(r.across && r.within), { path: ['within'], message: 'cannot be asked for together with across' });

const matchInput = z.object({
  members: z.array(member),
  history: z.array(z.object({ round: z.number(), groups: z.array(z.array(id)) })).default([]),
  never: z.array(z.tuple([id, id])).default([]),
  groupSize: z.int().min(MIN_GROUP).max(MAX_GROUP).default(MIN_GROUP),
  date: z.string().refine(isLocalDate, 'expected a date such as 2026-11-03').optional(),
  rules: rules.default({}),
});

type MatchInput = z.infer<typeof matchInput>;

/** Reads what `match` is given; the first field that is wrong is named. CommandError (65) otherwise. */
export function readMatchInput(json: unknown, seed: string): PairingInput {
  const parsed = matchInput.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw wrong(issue?.path.join('.') || 'input', issue?.message ?? 'cannot be read');
  }
  checkIds(parsed.data);
  const { members, history, never, groupSize, date, rules } = parsed.data;
  const turns = oddTurns(history, groupSize);
  // Absent fields stay absent: zod writes none, so that the shapes agree.
  return {
    members: members.map((m) => ({ ...m, oddTurns: m.oddTurns ?? turns.get(m.id) ?? 0 })),
    met: metPairs(history),
    never,
    groupSize,
    rules,
    seed,
    round: new Set(history.map(({ round }) => round)).size,
    ...(date === undefined ? {} : { date }),
  } as PairingInput;
}

function wrong(field: string, why: string): CommandError {
  return new CommandError(exits.badData, `${field}: ${why}`);
}

function checkIds({ members, never }: MatchInput): void {
  const known = new Set<string>();
  for (const [i, m] of members.entries()) {
    if (known.has(m.id)) throw wrong(`members.${i}.id`, `${m.id} is there twice`);
    known.add(m.id);
  }
  for (const [i, pair] of never.entries()) {
    for (const [k, name] of pair.entries())
      if (!known.has(name)) throw wrong(`never.${i}.${k}`, `no member has the id ${name}`);
    if (pair[0] === pair[1]) throw wrong(`never.${i}`, `${pair[0]} is named twice`);
  }
}

/** Sums up rounds into pairs: how often they met, and how many rounds ago. Array order means nothing, `round` does. */
function metPairs(history: MatchInput['history']): MetPair[] {
  const rounds = [...new Set(history.map(({ round }) => round))].sort((a, b) => b - a);
  const ago = new Map(rounds.map((round, i) => [round, i + 1]));
  const met = new Map<string, MetPair>();
  for (const { round, groups } of history) {
    const roundsAgo = ago.get(round) ?? 1;
    for (const pair of groups.flatMap(pairsOf)) {
      const key = JSON.stringify(pair);
      const before = met.get(key);
      const last = Math.min(before?.roundsAgo ?? roundsAgo, roundsAgo);
      met.set(key, { pair, times: (before?.times ?? 0) + 1, roundsAgo: last });
    }
  }
  return [...met.values()];
}

function pairsOf(group: readonly string[]): [string, string][] {
  const ids = [...new Set(group)].sort();
  return ids.flatMap((a, i) => ids.slice(i + 1).map((b): [string, string] => [a, b]));
}

/** How often each member sat in a group larger than asked for. */
function oddTurns(history: MatchInput['history'], groupSize: number): Map<string, number> {
  const turns = new Map<string, number>();
  const large = history.flatMap(({ groups }) => groups.filter((group) => group.length > groupSize));
  for (const name of large.flat()) turns.set(name, (turns.get(name) ?? 0) + 1);
  return turns;
}
