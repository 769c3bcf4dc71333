import type { Member, MetPair, MetTable, Pair, PairingInput, PairingResult } from './types.ts';

/** What of a round concerns one team. */
interface Part {
  readonly members: Member[];
  readonly met: MetPair[];
  readonly never: (readonly [string, string])[];
  readonly a: number[];
  readonly b: number[];
  readonly entries: number[];
}

/**
 * Keeps each group within one team, by pairing team by team: a rule, so whoever is alone in theirs is left. Those of no
 * team meet one another. Without the rule everybody is one company.
 */
export const withinTeams =
  (pairAll: Pair): Pair =>
  (input, limits) => {
    if (input.rules?.within !== 'team') return pairAll(input, limits);
    const parts = [...partsOf(input)].sort(([a], [b]) => (a < b ? -1 : 1));
    return together(
      parts.map(([team, part]) => {
        const { metTable } = input;
        const of = { ...input, members: part.members, met: part.met, never: part.never, seed: `${input.seed} ${team}` };
        return pairAll(metTable ? { ...of, metTable: tableOf(part, metTable) } : of, limits);
      }),
    );
  };

function partsOf(input: PairingInput): Map<string, Part> {
  const parts = new Map<string, Part>();
  const partOf = new Map<string, Part>();
  const places = new Map<string, number>();
  for (const member of input.members) {
    const team = member.team === undefined ? '' : `team ${member.team}`;
    const part = parts.get(team) ?? { members: [], met: [], never: [], a: [], b: [], entries: [] };
    parts.set(team, part);
    partOf.set(member.id, part);
    places.set(member.id, part.members.push(member) - 1);
  }
  const shared = (one: string, other: string) => {
    const part = partOf.get(one);
    return part === partOf.get(other) ? part : undefined;
  };
  for (const met of input.met) shared(...met.pair)?.met.push(met);
  for (const pair of input.never) shared(...pair)?.never.push(pair);
  for (let e = 0; e < (input.metTable?.count ?? 0); e++) {
    const one = input.members[input.metTable?.a[e] as number]?.id ?? '';
    const other = input.members[input.metTable?.b[e] as number]?.id ?? '';
    const part = shared(one, other);
    part?.a.push(places.get(one) as number);
    part?.b.push(places.get(other) as number);
    part?.entries.push(e);
  }
  return parts;
}

const tableOf = ({ a, b, entries }: Part, { times, roundsAgo }: MetTable): MetTable => ({
  count: entries.length,
  a: Int32Array.from(a),
  b: Int32Array.from(b),
  times: Uint16Array.from(entries, (e) => times[e] as number),
  roundsAgo: Uint16Array.from(entries, (e) => roundsAgo[e] as number),
});

/** Several teams' results as one: groups by first id, costs added up, the gap as a share of all. */
function together(results: readonly PairingResult[]): PairingResult {
  const groups = results
    .flatMap(({ groups: some, reasons }) => some.map((group, index) => ({ group, reason: reasons[index] ?? '' })))
    .sort((one, other) => ((one.group[0] ?? '') < (other.group[0] ?? '') ? -1 : 1));
  const sum = (read: (result: PairingResult) => number) => results.reduce((total, one) => total + read(one), 0);
  const cost = sum((one) => one.cost);
  const isProven = results.every(({ gap }) => gap !== null);
  return {
    groups: groups.map(({ group }) => group),
    reasons: groups.map(({ reason }) => reason),
    left: results.flatMap(({ left }) => left).sort((one, other) => (one.id < other.id ? -1 : 1)),
    repeats: sum(({ repeats }) => repeats),
    cost,
    gap: isProven ? (cost === 0 ? 0 : sum((one) => (one.gap ?? 0) * one.cost) / cost) : null,
    engine: results[0]?.engine ?? 'exact',
    isCutShort: results.some((one) => one.isCutShort),
  };
}
