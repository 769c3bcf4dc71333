import { UserError } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import { buttons, type Message, note, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { formatDate, localDateOf, plus } from '../../time/zoned.ts';
import { groupList } from './admin-messages.ts';
import { nextRounds } from './dates.ts';
import { keptApart } from './history.ts';
import { type RoundAsked, turnout } from './membership.ts';
import { planRound, type RoundPlan } from './plan-round.ts';
import { type Preview, type Program, previews, programs, roundKey, rounds } from './records.ts';
import { holdRound } from './round.ts';

/** A list that was looked at longer ago is worked out anew. */
const previewHours = 24;
const extraKept = 4;

/** A round of this program at this moment. */
export function roundNow(ctx: ActionContext, id: string, program: Program): RoundAsked {
  return { id, program, date: localDateOf(ctx.now, program.cadence.zone), at: ctx.now, isPreview: false };
}

/** UserError where a round was held on that date already. */
export async function refuseSecond(ctx: ActionContext, { id, date }: RoundAsked): Promise<void> {
  if (await ctx.tx.get(rounds, roundKey(id, date)))
    throw new UserError('There has been a round today. The next one can be held tomorrow.');
}

/** Holds a round beside the rule, with its own midway and closing questions. */
export async function holdNow(ctx: ActionContext, asked: RoundAsked, plan?: RoundPlan): Promise<Message> {
  const extra = [...asked.program.extra, { date: asked.date, at: ctx.now }].slice(-extraKept);
  const program = { ...asked.program, extra };
  await ctx.tx.put(programs, asked.id, program);
  const round = await holdRound(ctx, { ...asked, program }, plan);
  await ctx.reschedule('coffee', asked.id);
  return say(text`Done. ${round.people} people in ${round.groups} groups have their introductions on the way.`);
}

/** The groups a program would make on its next date; sends nothing. A running program's list can be sent as it stands. */
export async function previewOf(ctx: ActionContext, id: string, program: Program, changed?: string): Promise<Message> {
  const today = localDateOf(ctx.now, program.cadence.zone);
  const [next] = nextRounds(program, ctx.settings.calendar, ctx.now, today, 1);
  const date = next?.date ?? today;
  const plan = await planRound(ctx, { id, program, date, at: next?.at ?? ctx.now, isPreview: true });
  const card = await planCard(
    ctx,
    `Preview for ${formatDate(date, 'day', ctx.settings.reader)}. Nothing is sent.`,
    plan,
  );
  const said = changed === undefined ? [] : [note(text`${changed}`)];
  if (plan.groups.length === 0 || !(await ctx.tx.get(programs, id)))
    return { ...card, blocks: [...said, ...card.blocks] };
  const key = ctx.random.id();
  await ctx.tx.put(previews, key, {
    program: id,
    at: ctx.now,
    ...plan,
    groups: plan.groups.map(copyGroup),
    left: [...plan.left],
    present: [...plan.present],
  });
  const send = buttons({ label: 'Send exactly this now', verb: 'coffee.send', args: { v: 1, preview: key } });
  return { ...card, blocks: [...said, ...card.blocks, send] };
}

const copyGroup = ({ people, reason }: RoundPlan['groups'][number]) => ({ people: [...people], reason });

async function planCard(ctx: ActionContext, title: string, plan: RoundPlan): Promise<Message> {
  const nameOf = async (id: PersonId) => (await ctx.people.get(id))?.name ?? 'somebody who left';
  const groups = plan.groups.map(async ({ people, reason }) => ({
    names: await Promise.all(people.map(nameOf)),
    reason,
  }));
  const left = plan.left.map(async ({ person, why }) => ({ name: await nameOf(person), why }));
  return groupList({ title, groups: await Promise.all(groups), left: await Promise.all(left) });
}

/** Sends the list that was shown. Where somebody in it can no longer take part, the new list is shown instead. */
export const sendExactly: PressHandler = async (ctx, args) => {
  if (!ctx.actor.isAdmin) throw new UserError('Only admins can do this. Nothing was changed.');
  const key = String(args.preview);
  const shown = await ctx.tx.get(previews, key);
  const program = shown && (await ctx.tx.get(programs, shown.program));
  if (!shown || !program) throw new UserError('This list is gone. /hallway coffee preview makes a new one.');
  await ctx.tx.remove(previews, key);
  if (ctx.now > plus(shown.at, { hours: previewHours }))
    return {
      replace: await previewOf(ctx, shown.program, program, "That list was more than a day old. This is today's."),
    };
  const asked = roundNow(ctx, shown.program, program);
  await refuseSecond(ctx, asked);
  const broken = await brokenGroups(ctx, asked, shown);
  if (broken === 0) return { replace: await holdNow(ctx, asked, shown) };
  const words = `${broken} of the groups can't be made any more. Nothing was sent; this is the list now.`;
  return { replace: await previewOf(ctx, shown.program, program, words) };
};

/** Groups with somebody who has since paused, left or been excluded, or who should no longer be together. */
async function brokenGroups(ctx: ActionContext, asked: RoundAsked, shown: Preview): Promise<number> {
  const { present } = await turnout(ctx, { ...asked, isPreview: true });
  const here = new Set(present.map(({ id }) => id));
  const apart = await keptApart(ctx, present);
  const isBroken = (people: readonly PersonId[]) =>
    people.some((id) => !here.has(id)) || apart.some(([a, b]) => people.includes(a) && people.includes(b));
  return shown.groups.filter(({ people }) => isBroken(people)).length;
}
