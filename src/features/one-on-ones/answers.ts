import { z } from 'zod';
import { SpentError, UserError } from '../../core/errors.ts';
import type { Form } from '../../core/form.ts';
import type { JsonObject } from '../../core/json.ts';
import { say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { addDays, formatDate, isLocalDate, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { drawCard, settleLine } from './cards.ts';
import { logMeeting, takeBack } from './log-meeting.ts';
import { lastMet, twoVersions } from './meetings.ts';
import { laterChoices, noted } from './messages.ts';
import { inPlace, type Mine, mine } from './mine.ts';
import { pageAgain } from './page-again.ts';
import { knownPair, nextDue } from './pair-facts.ts';
import { cardKey, cards, standings } from './records.ts';
import { firstName } from './words.ts';

const cardArg = z.object({ card: z.custom<LocalDate>(isLocalDate) });
const longestRestDays = 366;

/** The card a button stands on, if it is one of the presser's own. */
const cardOf = (args: JsonObject): LocalDate | undefined => cardArg.safeParse(args).data?.card;

/** The pressed card as it is now, above what is said about the press. */
async function answered(ctx: ActionContext, args: JsonObject, reply: Reply): Promise<Reply> {
  const date = cardOf(args);
  const card = date && (await ctx.tx.get(cards, cardKey(ctx.actor.id, date)));
  if (!date || !card) return reply;
  return { ...reply, replace: await drawCard(ctx, ctx.actor, date, card) };
}

const today = (ctx: ActionContext): LocalDate => localDateOf(ctx.now, ctx.actor.calendar.zone);

/** Keeps a meeting and says so, with the way to put it right. */
export async function metOn(
  ctx: ActionContext,
  found: Mine,
  date: LocalDate,
  how: { readonly instead?: LocalDate; readonly card?: LocalDate } = {},
) {
  const standing = await logMeeting(ctx, found, date, how);
  const after = await knownPair(ctx, found.key);
  return noted(
    {
      pair: found.key,
      other: found.other,
      date,
      today: today(ctx),
      next: after && nextDue(after),
      versions: twoVersions(standing),
    },
    ctx.settings.reader,
  );
}

const met: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args);
  const card = found.side === 'supervisor' ? cardOf(args) : undefined;
  const date = args.day === 'yesterday' ? addDays(today(ctx), -1) : today(ctx);
  const instead = insteadOf(args);
  const message = await metOn(ctx, found, date, { ...(card ? { card } : {}), ...(instead ? { instead } : {}) });
  // The wish is granted, or the date put right: the card has had its time.
  if (instead || args.from === 'ask') return inPlace(ctx, message);
  return card ? answered(ctx, args, { message }) : { message, ...(await pageAgain(ctx, args)) };
};

const insteadOf = ({ instead }: JsonObject): LocalDate | undefined => (isLocalDate(instead) ? instead : undefined);

const unmet: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args);
  const after = isLocalDate(args.day) ? await takeBack(ctx, found, args.day) : found.standing;
  const last = lastMet(after);
  const since = last === undefined ? '' : ` Your last talk was on ${formatDate(last, 'day', ctx.settings.reader)}.`;
  return inPlace(ctx, say(text`Taken back.${since}`));
};

const otherDay: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args);
  return {
    form: dayForm('When did you meet?', 'oneonone.day', args, `The day you talked with ${firstName(found.other)}.`),
  };
};

const dayForm = (title: string, verb: string, args: JsonObject, intro: string): Form => ({
  title,
  verb,
  args,
  submit: 'Save',
  intro,
  fields: [{ kind: 'date', name: 'day', label: 'Day' }],
});

const saveDay: SubmitHandler = async (ctx, args, values) => {
  const found = await mine(ctx, args);
  if (!isLocalDate(values.day)) return { errors: { day: 'Choose a day, such as yesterday.' } };
  const instead = insteadOf(args);
  try {
    const message = await metOn(ctx, found, values.day, instead ? { instead } : {});
    return { message, ...inPlace(ctx, message) };
  } catch (cause) {
    if (cause instanceof UserError) return { errors: { day: cause.message } };
    throw cause;
  }
};

const later: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args, 'supervisor');
  return { message: laterChoices(found.key, cardOf(args), found.report) };
};

const snooze: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args, 'supervisor');
  return inPlace(ctx, await restUntil(ctx, found, addDays(today(ctx), args.days === '3' ? 3 : 7), args));
};

async function restUntil(ctx: ActionContext, found: Mine, until: LocalDate, args: JsonObject) {
  await ctx.tx.put(standings, found.key, { ...found.standing, restUntil: until });
  await settleLine(ctx, found, 'later');
  const day = formatDate(until, 'day', ctx.settings.reader);
  const name = firstName(found.report);
  return args.why === 'leave'
    ? say(text`All right, nothing about ${name} before ${day}.`)
    : say(text`I'll come back to ${name} on ${day}.`);
}

const untilForm: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args, 'supervisor');
  const name = firstName(found.report);
  const isLeave = args.why === 'leave';
  const intro = isLeave ? `The first day ${name} is back.` : `The day on which to come back to ${name}.`;
  return { form: dayForm(isLeave ? 'On leave until' : 'Later', 'oneonone.until', args, intro) };
};

const saveUntil: SubmitHandler = async (ctx, args, values) => {
  const found = await mine(ctx, args, 'supervisor');
  const { day } = values;
  if (!isLocalDate(day) || day <= today(ctx)) return { errors: { day: 'Choose a day that is still to come.' } };
  if (day > addDays(today(ctx), longestRestDays))
    return { errors: { day: 'That is more than a year. Choose an earlier day.' } };
  const message = await restUntil(ctx, found, day, args);
  return { message, ...inPlace(ctx, message) };
};

const showAll: PressHandler = async (ctx, args) => {
  const date = cardOf(args);
  const card = date && (await ctx.tx.get(cards, cardKey(ctx.actor.id, date)));
  if (!date || !card) throw new SpentError('I no longer have this card. /hallway oneonone shows everybody.');
  return { replace: await drawCard(ctx, ctx.actor, date, card, true) };
};

/** What is pressed about a pair's meetings. */
export const answerPresses: Readonly<Record<string, PressHandler>> = {
  'oneonone.met': met,
  'oneonone.unmet': unmet,
  'oneonone.day': otherDay,
  'oneonone.later': later,
  'oneonone.snooze': snooze,
  'oneonone.until': untilForm,
  'oneonone.all': showAll,
};

export const answerSubmits: Readonly<Record<string, SubmitHandler>> = {
  'oneonone.day': saveDay,
  'oneonone.until': saveUntil,
};
