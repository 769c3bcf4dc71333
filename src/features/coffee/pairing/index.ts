import { type Company, compileCompany } from './company.ts';
import { planGroups } from './group-plan.ts';
import { MAX_GROUP } from './group-sizes.ts';
import { guidePartners, isGuided } from './guide.ts';
import { planPairs } from './pair-plan.ts';
import type { Plan, Search } from './plan.ts';
import { wholeProblem } from './problem.ts';
import { createRandom } from './random.ts';
import { keyOf, type Meetings, reasonFor, repeatsIn } from './reasons.ts';
import { drawGuests, readSides } from './sides.ts';
import type { LeftOut, Member, MetPair, MetTable, Pair, PairingInput, PairingLimits, PairingResult } from './types.ts';
import { weightsFor } from './weights.ts';

const NO_PARTNER = 'no partner possible';
const NOT_DRAWN = 'not drawn this time';

const PAIR = 2;

/**
 * Makes a round's groups: hard rules hold, as few as can be stay without a group, and the cost is least, proven for
 * pairs up to 2,000 members (`gap` 0). The same input and seed give the same groups whatever the order of the lists.
 */
export const pair: Pair = (input, limits) => {
  const drawn = drawMembers(input);
  const rules = input.rules ?? {};
  const company = compileCompany({ ...input, members: drawn }, (members) => readSides(rules, members));
  const isWithGuide = isGuided(input);
  const guide = isWithGuide ? guidePartners(company, input.round ?? 0) : null;
  const problem = wholeProblem(company, weightsFor(company.n, rules, isWithGuide), guide);
  const search = { shifts: company.shifts, random: createRandom(`search ${input.seed}`), shouldStop: stopper(limits) };
  const size = input.groupSize ?? PAIR;
  const plan = size === PAIR ? planPairs(problem, search) : planGroups(problem, size, search);
  return resultOf(input, company, plan, size === PAIR ? 'exact' : 'groups');
};

/** A lottery with few hosts draws its guests; any other round takes everybody. */
function drawMembers(input: PairingInput): readonly Member[] {
  if (!input.rules?.hosts?.length) return input.members;
  const byId = [...input.members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const drawn = drawGuests(byId, input.rules, input.groupSize ?? PAIR, MAX_GROUP, createRandom(`lots ${input.seed}`));
  return byId.filter(({ id }) => drawn.has(id));
}

function stopper({ deadlineMs, elapsedMs }: PairingLimits = {}): Search['shouldStop'] {
  if (deadlineMs === undefined || elapsedMs === undefined) return () => false;
  return () => elapsedMs() >= deadlineMs;
}

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
    reasons: groups.map((group) => reasonFor(company, group, meetings)),
    left: leftOf(
      input,
      groups.flatMap((group) => group.map(idOf)),
    ),
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

/** One reason for all who are left, so that no never list shows; in a lottery, that lots were drawn. */
function leftOf(input: PairingInput, grouped: readonly string[]): LeftOut[] {
  const why = input.rules?.hosts?.length ? NOT_DRAWN : NO_PARTNER;
  const isGrouped = new Set(grouped);
  const ids = input.members.map(({ id }) => id).filter((id) => !isGrouped.has(id));
  return ids.sort((a, b) => (a < b ? -1 : 1)).map((id) => ({ id, why }));
}

function gapOf({ cost, lowerBound }: Plan): number | null {
  if (cost === 0) return 0;
  if (lowerBound === null || lowerBound <= 0) return null;
  return Math.max(0, cost - lowerBound) / cost;
}
