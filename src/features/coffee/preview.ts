import { SpentError, UserError } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import { buttons, type Message, note, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { leadersOnly } from '../../ports/leaders.ts';
import { formatDate, localDateOf, plus } from '../../time/zoned.ts';
import { groupList } from './admin-messages.ts';
import { nextRounds } from './dates.ts';
import { keptApart } from './history.ts';
import { type RoundAsked, turnout } from './membership.ts';
import { planRound, type RoundPlan } from './plan-round.ts';
import { type Program, previews, programs, roundKey, rounds } from './records.ts';
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
export async function previewOf(ctx: ActionContext, id: string, program: Program): Promise<Message> {
  const today = localDateOf(ctx.now, program.cadence.zone);
  const [next] = nextRounds(program, ctx.settings.calendar, ctx.now, today, 1);
  return offer(ctx, { id, program, date: next?.date ?? today, at: next?.at ?? ctx.now, isPreview: true });
}

/** The groups of this moment, after a word on what became of the list before. */
const offerAnew = (ctx: ActionContext, id: string, program: Program, said: string): Promise<Message> =>
  offer(ctx, roundNow(ctx, id, program), said);

async function offer(ctx: ActionContext, asked: RoundAsked, changed?: string): Promise<Message> {
  const { id, date } = asked;
  const plan = await planRound(ctx, asked);
  const title = `Preview for ${formatDate(date, 'day', ctx.settings.reader)}. Nothing is sent.`;
  const card = await planCard(ctx, title, plan);
  const said = changed === undefined ? [] : [note(text`${changed}`)];
  if (plan.groups.length === 0 || !(await ctx.tx.get(programs, id)))
    return { ...card, blocks: [...said, ...card.blocks] };
  if (!(await canGoNow(ctx, roundNow(ctx, id, asked.program), plan.groups)))
    return { ...card, blocks: [...said, ...card.blocks, note(text`${waitsForWelcomes}`)] };
  // One list an admin and a program, so that the same look again, by a platform's retry, is the same list.
  const key = `${ctx.actor.id}/${id}`;
  await ctx.tx.put(previews, key, {
    program: id,
    at: ctx.now,
    ...plan,
    groups: plan.groups.map(copyGroup),
    left: [...plan.left],
    present: [...plan.present],
  });
  const args = { v: 1, preview: key, list: listName(ctx, plan.groups) };
  const send = buttons({ label: 'Send exactly this now', verb: 'coffee.send', args });
  return { ...card, blocks: [...said, ...card.blocks, send] };
}

/** Tells a list from the one of a later look, which has taken its place. */
const listName = ({ random }: ActionContext, groups: RoundPlan['groups']): string =>
  random.seed(JSON.stringify(groups.map(({ people }) => people)));

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
  const key = String(args.preview);
  const shown = await ctx.tx.get(previews, key);
  const program = shown && (await ctx.tx.get(programs, shown.program));
  await leadersOnly(ctx, program?.channel);
  if (!shown || !program) throw new UserError('This list is gone. /hallway coffee preview makes a new one.');
  if (args.list !== listName(ctx, shown.groups))
    throw new SpentError('You have looked again since, at another list. Nothing was sent; send that one if you like.');
  await ctx.tx.remove(previews, key);
  const asked = roundNow(ctx, shown.program, program);
  await refuseSecond(ctx, asked);
  if (ctx.now > plus(shown.at, { hours: previewHours }))
    return { replace: await offerAnew(ctx, shown.program, program, isOld) };
  if (!(await canGoNow(ctx, asked, shown.groups)))
    return { replace: await offerAnew(ctx, shown.program, program, hasChanged) };
  return { replace: await holdNow(ctx, asked, shown) };
};

const waitsForWelcomes =
  'It can be sent early once everybody in it is here and has had their welcome for a working day.';
const isOld = "That list was more than a day old. Nothing was sent; this is today's.";
/** Neither how many groups nor which: the number would tell of a wish that is nobody's business. */
const hasChanged = 'Something has changed since you looked. Nothing was sent; this is the list now.';

/** True where all of them may be introduced at this moment, welcome included, and nobody to whom they should not be. */
async function canGoNow(ctx: ActionContext, asked: RoundAsked, shown: RoundPlan['groups']): Promise<boolean> {
  const { present } = await turnout(ctx, asked);
  const here = new Set(present.map(({ id }) => id));
  const apart = await keptApart(ctx, present);
  return shown.every(
    ({ people }) =>
      people.every((id) => here.has(id)) && !apart.some(([a, b]) => people.includes(a) && people.includes(b)),
  );
}
