import type { PersonId } from '../../core/ids.ts';
import type { WorkContext } from '../../ports/context.ts';
import { type LocalDate, plus } from '../../time/zoned.ts';
import { summary } from './admin-messages.ts';
import { introduce } from './introduce.ts';
import type { RoundAsked } from './membership.ts';
import { planRound, type RoundPlan } from './plan-round.ts';
import { groups, type Program, participantKey, participants, type Round, roundKey, rounds } from './records.ts';
import { sendWelcomes } from './welcome.ts';

const summaryDays = 7;

/**
 * Holds a round: keeps it, owes everybody their intro and its owner a summary. A plan that was confirmed is held as it
 * stands; without one it is worked out now. Holding the same date twice holds it once.
 */
export async function holdRound(ctx: WorkContext, asked: RoundAsked, confirmed?: RoundPlan): Promise<Round> {
  const { id, program, date, at } = asked;
  const known = await ctx.tx.get(rounds, roundKey(id, date));
  if (known) return known;
  const plan = confirmed ?? (await planRound(ctx, asked));
  const last = await closeLast(ctx, id);
  for (const [index, group] of plan.groups.entries()) await introduce(ctx, id, date, index, group);
  await markWelcomed(ctx, id, plan.present);
  await countOddTurns(ctx, id, program, plan);
  const people = plan.groups.flatMap((group) => group.people).length;
  const round: Round = { number: plan.number, at, groups: plan.groups.length, people, left: [...plan.left] };
  await ctx.tx.put(rounds, roundKey(id, date), round);
  await sendWelcomes(ctx, id, program);
  // A round of nobody is told once, not every time.
  const isNews = round.groups > 0 || last === undefined || last.groups > 0;
  if (!program.isQuiet && isNews) await sendSummary(ctx, id, program, date, round);
  return round;
}

/** Counts, once and for all, how many of the round before said they met; answers that round. */
async function closeLast(ctx: WorkContext, id: string): Promise<Round | undefined> {
  const last = (await ctx.tx.list(rounds, { prefix: `${id}/` })).at(-1);
  if (!last || last.value.met !== undefined) return last?.value;
  const rows = await ctx.tx.list(groups, { prefix: `${last.key}/` });
  const met = rows.filter(({ value }) => value.outcome === 'met').flatMap(({ value }) => value.people).length;
  await ctx.tx.put(rounds, last.key, { ...last.value, met });
  return last.value;
}

async function markWelcomed(ctx: WorkContext, id: string, present: readonly PersonId[]): Promise<void> {
  for (const person of present) {
    const key = participantKey(id, person);
    const known = await ctx.tx.get(participants, key);
    if (known && known.welcome !== 'given') await ctx.tx.put(participants, key, { ...known, welcome: 'given' });
  }
}

/** Remembers who had the larger group or went without, so that the next time it is somebody else's turn. */
async function countOddTurns(ctx: WorkContext, id: string, program: Program, plan: RoundPlan): Promise<void> {
  const larger = plan.groups.filter(({ people }) => people.length > program.groupSize).flatMap(({ people }) => people);
  const without = plan.left.filter(({ why }) => why === 'no partner possible').map(({ person }) => person);
  for (const person of [...larger, ...without]) {
    const key = participantKey(id, person);
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
  const { setUpBy: owner, channel: where } = program;
  const channel = await ctx.people.channel(where);
  // Of a closed channel there is nothing to tell, week after week.
  if (owner === undefined || channel === undefined) return;
  await ctx.send({
    key: `coffee/${roundKey(id, date)}/summary`,
    to: { person: owner },
    kind: 'digest',
    message: summary({ program: id, date, channel: channel.name, round }, ctx.settings.reader),
    expiresAt: plus(ctx.now, { days: summaryDays }),
    onUnknown: 'rest',
  });
}
