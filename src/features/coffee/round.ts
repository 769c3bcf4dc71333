import type { PersonId } from '../../core/ids.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { nextDate } from '../../time/cadence.ts';
import { addDays, daysBetween, type Instant, type LocalDate, plus } from '../../time/zoned.ts';
import { haveNeverMet, keptApart, metAmong, recordMet } from './history.ts';
import { introFacts } from './intro-facts.ts';
import { membersOf } from './members.ts';
import { type Turnout, turnout } from './membership.ts';
import { intro, summary } from './messages.ts';
import { pair } from './pairing/index.ts';
import type { PairingResult } from './pairing/types.ts';
import {
  deliveryPrefix,
  type Group,
  groupKey,
  groups,
  type LeftReason,
  latest,
  type Program,
  participantKey,
  participants,
  type Round,
  roundKey,
  rounds,
} from './records.ts';
import { starters } from './starters.ts';
import { sendWelcomes } from './welcome.ts';

/** How late an intro may still go out. */
const introHours = 48;
const summaryDays = 7;

/** A round worked out and not yet kept: what a preview shows and what a round stores. */
export interface RoundPlan {
  readonly turnout: Turnout;
  readonly pairing: PairingResult;
  readonly number: number;
}

/** Works out who would meet whom on a date; sends and keeps nothing. A preview counts on welcomes still on their way. */
export async function planRound(
  ctx: WorkContext,
  id: string,
  program: Program,
  date: LocalDate,
  at: Instant,
  isPreview = false,
): Promise<RoundPlan> {
  const who = await turnout(ctx, { id, program, date, at, isPreview });
  const number = (await ctx.reads.list(rounds, { prefix: `${id}/` })).length + 1;
  const pairing = pair({
    members: await membersOf(ctx, id, who.present),
    met: await metAmong(ctx, who.present, date, periodDays(program, date)),
    never: await keptApart(ctx, who.present),
    groupSize: program.groupSize,
    date,
    rules: await rulesOf(ctx, program, who.present),
    seed: ctx.random.seed(roundKey(id, date)),
    round: number,
  });
  return { turnout: who, pairing, number };
}

async function rulesOf(ctx: ReadContext, program: Program, present: readonly Person[]) {
  const { across, within, hosts, between } = program;
  const sides =
    between &&
    (await Promise.all(between.map(async (channel) => (await ctx.people.inChannel(channel)).map(({ id }) => id))));
  const [one = [], other = []] = sides ?? [];
  const here = (ids: readonly string[]) => ids.filter((id) => present.some((person) => person.id === id));
  return {
    ...(across ? { across } : {}),
    ...(within ? { within } : {}),
    ...(hosts ? { hosts: here(hosts) } : {}),
    ...(between ? { between: [here(one), here(other).filter((id) => !one.includes(id as PersonId))] as const } : {}),
  };
}

/** Days from a date to the rule's next; recency is counted in these. */
const periodDays = (program: Program, date: LocalDate) =>
  Math.max(1, daysBetween(date, nextDate(program.cadence, addDays(date, 1))));

/** Holds a round: keeps it, owes everybody their intro and its owner a summary. Holding the same date twice holds it once. */
export async function holdRound(
  ctx: WorkContext,
  id: string,
  program: Program,
  date: LocalDate,
  at: Instant,
): Promise<Round> {
  const known = await ctx.tx.get(rounds, roundKey(id, date));
  if (known) return known;
  const plan = await planRound(ctx, id, program, date, at);
  const names = new Map(plan.turnout.present.map((person) => [person.id, person]));
  for (const [index, ids] of plan.pairing.groups.entries()) {
    const members = ids.map((one) => names.get(one as PersonId)).filter((one) => one !== undefined);
    await introduce(ctx, { id, program, date, plan, index, members });
  }
  await markWelcomed(ctx, id, plan.turnout.present);
  await countOddTurns(ctx, id, program, plan.pairing);
  const round: Round = {
    number: plan.number,
    at,
    groups: plan.pairing.groups.length,
    people: plan.pairing.groups.flat().length,
    left: [
      ...plan.turnout.left,
      ...plan.pairing.left.map(({ id: who }) => ({
        person: who as PersonId,
        why: 'no partner possible' as LeftReason,
      })),
    ],
  };
  await ctx.tx.put(rounds, roundKey(id, date), round);
  await sendWelcomes(ctx, id, program);
  if (!program.isQuiet) await sendSummary(ctx, id, program, date, round);
  return round;
}

interface Introduction {
  readonly id: string;
  readonly program: Program;
  readonly date: LocalDate;
  readonly plan: RoundPlan;
  readonly index: number;
  readonly members: readonly Person[];
}

async function introduce(ctx: WorkContext, one: Introduction): Promise<void> {
  const { id, program, date, plan, index, members } = one;
  const key = groupKey(id, date, index);
  const people = members.map((person) => person.id);
  const starter = Math.floor(ctx.random.draw(key) * starters.length);
  const isFirstTime = await haveNeverMet(ctx, people);
  const group: Group = { people, isFirstTime, reason: plan.pairing.reasons[index] ?? '', starter, outcome: 'open' };
  const facts = await introFacts(ctx, program, key, group, date);
  await ctx.tx.put(groups, key, group);
  await recordMet(ctx, people, date);
  for (const person of people) await ctx.tx.put(latest, person, { group: key, program: id, date });
  await ctx.send({
    key: `${deliveryPrefix(key)}intro`,
    to: { together: people },
    kind: 'intro',
    message: intro(facts),
    expiresAt: plus(ctx.now, { hours: introHours }),
    onUnknown: 'again',
  });
}

async function markWelcomed(ctx: WorkContext, id: string, present: readonly Person[]): Promise<void> {
  for (const person of present) {
    const key = participantKey(id, person.id);
    const known = await ctx.tx.get(participants, key);
    if (known && known.welcome !== 'given') await ctx.tx.put(participants, key, { ...known, welcome: 'given' });
  }
}

/** Remembers who had the larger group or went without, so that the next time it is somebody else's turn. */
async function countOddTurns(ctx: WorkContext, id: string, program: Program, pairing: PairingResult): Promise<void> {
  const larger = pairing.groups.filter((group) => group.length > program.groupSize).flat();
  for (const person of [...larger, ...pairing.left.map((one) => one.id)]) {
    const key = participantKey(id, person as PersonId);
    const known = await ctx.tx.get(participants, key);
    if (known) await ctx.tx.put(participants, key, { ...known, oddTurns: known.oddTurns + 1 });
  }
}

async function sendSummary(
  ctx: WorkContext,
  id: string,
  program: Program,
  date: LocalDate,
  round: Round,
): Promise<void> {
  const channel = await ctx.people.channel(program.channel);
  await ctx.send({
    key: `coffee/${roundKey(id, date)}/summary`,
    to: { person: program.setUpBy },
    kind: 'digest',
    message: summary({ program: id, date, channel: channel?.name ?? 'a closed channel', round }, ctx.settings.reader),
    expiresAt: plus(ctx.now, { days: summaryDays }),
    onUnknown: 'rest',
  });
}
