import type { Company } from './company.ts';
import type { Plan } from './plan.ts';
import { keyOf, type Meetings, reasonWriter, repeatsIn } from './reasons.ts';
import type { LeftOut, MetPair, MetTable, PairingInput, PairingResult } from './types.ts';

/** The one reason for all who are left, so that no never list shows; in a lottery, that lots were drawn. */
const NO_PARTNER = 'no partner possible';
const NOT_DRAWN = 'not drawn this time';

/** A plan in the words of the caller: ids sorted, groups by first id, a reason each. */
export function resultOf(input: PairingInput, company: Company, plan: Plan, engine: string): PairingResult {
  const idOf = (v: number): string => company.members[v]?.id ?? '';
  const groups = plan.groups
    .map((group) => [...group].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)))
    .sort((a, b) => (idOf(a[0] as number) < idOf(b[0] as number) ? -1 : 1));
  const repeats = groups.flatMap((group) => repeatsIn(company, group));
  const meetings = meetingsOf(
    input,
    repeats.map(([u, v]) => keyOf(idOf(u), idOf(v))),
  );
  return {
    groups: groups.map((group) => group.map(idOf)),
    reasons: groups.map(reasonWriter(company, meetings)),
    left: leftOf(input, plan.groups, idOf),
    repeats: repeats.length,
    cost: plan.cost,
    gap: gapOf(plan),
    engine,
    isCutShort: plan.isCutShort,
  };
}

function meetingsOf(input: PairingInput, keys: readonly string[]): Meetings {
  const wanted = new Set(keys);
  const found = new Map<string, PairingInput['met'][number]>();
  if (wanted.size === 0) return found;
  for (const met of input.met) {
    const key = keyOf(...met.pair);
    if (wanted.has(key)) found.set(key, met);
  }
  for (const met of input.metTable ? rowsOfTable(input, input.metTable, wanted) : [])
    found.set(keyOf(...met.pair), met);
  return found;
}

function* rowsOfTable(input: PairingInput, table: MetTable, wanted: ReadonlySet<string>): Generator<MetPair> {
  const people = new Set([...wanted].flatMap((key) => JSON.parse(key) as string[]));
  for (let e = 0; e < table.count; e++) {
    const pair = [
      input.members[table.a[e] as number]?.id ?? '',
      input.members[table.b[e] as number]?.id ?? '',
    ] as const;
    if (!people.has(pair[0]) || !wanted.has(keyOf(...pair))) continue;
    yield { pair, times: table.times[e] as number, roundsAgo: table.roundsAgo[e] as number };
  }
}

function leftOf(input: PairingInput, groups: Plan['groups'], idOf: (v: number) => string): LeftOut[] {
  const grouped = groups.reduce((sum, group) => sum + group.length, 0);
  if (grouped === input.members.length) return [];
  const why = input.rules?.hosts?.length ? NOT_DRAWN : NO_PARTNER;
  const isGrouped = new Set(groups.flatMap((group) => group.map(idOf)));
  const ids = input.members.map(({ id }) => id).filter((id) => !isGrouped.has(id));
  return ids.sort((a, b) => (a < b ? -1 : 1)).map((id) => ({ id, why }));
}

function gapOf({ cost, lowerBound }: Plan): number | null {
  if (cost === 0) return 0;
  if (lowerBound === null || lowerBound <= 0) return null;
  return Math.max(0, cost - lowerBound) / cost;
}
