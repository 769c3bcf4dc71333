import type { PersonId } from '../../core/ids.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { nextDate } from '../../time/cadence.ts';
import { addDays, daysBetween, type LocalDate } from '../../time/zoned.ts';
import { keptApart, metAmong } from './history.ts';
import { membersOf } from './members.ts';
import { isHosted, type RoundAsked, turnout } from './membership.ts';
import { pair } from './pairing/index.ts';
import type { PairingResult } from './pairing/types.ts';
import { type LeftReason, type Program, roundKey, rounds } from './records.ts';

/** A round worked out and not yet kept: what a preview shows and what a round stores. */
export interface RoundPlan {
  readonly number: number;
  readonly present: readonly PersonId[];
  readonly groups: readonly PlannedGroup[];
  readonly left: readonly { readonly person: PersonId; readonly why: LeftReason }[];
}

export interface PlannedGroup {
  readonly people: readonly PersonId[];
  readonly reason: string;
}

/** Works out who would meet whom; sends and keeps nothing. */
export async function planRound(ctx: WorkContext, round: RoundAsked): Promise<RoundPlan> {
  const who = await turnout(ctx, round);
  const number = (await ctx.reads.list(rounds, { prefix: `${round.id}/` })).length + 1;
  const { groups, left } = planOf(await pairUp(ctx, round, who.present, number));
  return { number, present: who.present.map(({ id }) => id), groups, left: [...who.left, ...left] };
}

/** Puts these people together by the program's rules; nobody else, and nothing is kept. Without a host nobody meets. */
export async function pairUp(
  ctx: WorkContext,
  { id, program, date }: RoundAsked,
  people: readonly Person[],
  number: number,
): Promise<Pick<PairingResult, 'groups' | 'reasons' | 'left'>> {
  if (!isHosted(program, people))
    return { groups: [], reasons: [], left: people.map((person) => ({ id: person.id, why: '' })) };
  return pair({
    members: await membersOf(ctx, id, people),
    met: await metAmong(ctx, people, date, periodDays(program, date)),
    never: await keptApart(ctx, people),
    groupSize: program.groupSize,
    date,
    rules: await rulesOf(ctx, program, people),
    seed: ctx.random.seed(roundKey(id, date)),
    round: number,
  });
}

/** A pairing in the words of the records. */
export function planOf({
  groups,
  reasons,
  left,
}: Pick<PairingResult, 'groups' | 'reasons' | 'left'>): Pick<RoundPlan, 'groups' | 'left'> {
  return {
    groups: groups.map((ids, index) => ({ people: ids as readonly PersonId[], reason: reasons[index] ?? '' })),
    left: left.map(({ id }) => ({ person: id as PersonId, why: 'no partner possible' })),
  };
}

async function rulesOf(ctx: ReadContext, program: Program, present: readonly Person[]) {
  const { across, within, hosts, between } = program;
  const isHere = new Set<string>(present.map(({ id }) => id));
  const [one = [], other = []] = await sidesOf(ctx, between ?? []);
  return {
    ...(across ? { across } : {}),
    ...(within ? { within } : {}),
    ...(hosts ? { hosts: hosts.filter((id) => isHere.has(id)) } : {}),
    ...(between
      ? {
          between: [
            one.filter((id) => isHere.has(id)),
            other.filter((id) => isHere.has(id) && !one.includes(id)),
          ] as const,
        }
      : {}),
  };
}

const sidesOf = (ctx: ReadContext, channels: readonly Program['channel'][]) =>
  Promise.all(channels.map(async (channel) => (await ctx.people.inChannel(channel)).map(({ id }) => id)));

/** Days from a date to the rule's next; recency is counted in these. */
const periodDays = (program: Program, date: LocalDate) =>
  Math.max(1, daysBetween(date, nextDate(program.cadence, addDays(date, 1))));
