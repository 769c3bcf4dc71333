import { type Company, compileCompany } from './company.ts';
import { MAX_GROUP } from './group-sizes.ts';
import { guidePartners, isGuided } from './guide.ts';
import type { Search } from './plan.ts';
import { type Problem, wholeProblem } from './problem.ts';
import { createRandom } from './random.ts';
import { drawGuests, readSides } from './sides.ts';
import type { Member, PairingInput, PairingLimits } from './types.ts';
import { weightsFor } from './weights.ts';

const PAIR = 2;

/** An input made ready for a search. */
interface Prepared {
  readonly company: Company;
  readonly problem: Problem;
  readonly search: Search;
  readonly groupSize: number;
}

/** Compiles an input; O(members log members + met + never). */
export function prepare(input: PairingInput, limits?: PairingLimits): Prepared {
  const rules = input.rules ?? {};
  const members = drawMembers(input);
  const company = compileCompany(input, members, (all) => readSides(rules, all));
  const isWithGuide = isGuided(input);
  const guide = isWithGuide ? guidePartners(company, input.round ?? 0) : null;
  const problem = wholeProblem(company, weightsFor(company.n, rules, isWithGuide), guide);
  const search = { shifts: company.shifts, random: createRandom(`search ${input.seed}`), shouldStop: stopper(limits) };
  return { company, problem, search, groupSize: input.groupSize ?? PAIR };
}

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
