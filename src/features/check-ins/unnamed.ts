import { SpentError, UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { readForm, spoken } from './answer.ts';
import { factsOf, type Mine, mine } from './facts.ts';
import { answerForm, unnamedThanks } from './messages.ts';
import { markOf, newPool, passBy, pour } from './pool.ts';
import { type Answer, type Pool, periodKey, pools } from './records.ts';
import { readValue } from './values.ts';

/** An open prompt where nobody is named, and what its answers are kept in. */
interface Open extends Mine {
  readonly pool: Pool;
  readonly mark: string;
}

/**
 * The prompt and its pool. UserError where it is closed, or where the person has answered: nothing is kept of whose answer
 * is whose, so there is nothing to change.
 */
async function open(ctx: ActionContext, args: JsonObject): Promise<Open> {
  const found = await mine(ctx, args);
  if (!found.period.isAnonymous) throw new UserError('This question is answered by name, by its own buttons.');
  if (found.isClosed) throw new SpentError('This one is closed. A late answer would stand alone, so I take none.');
  const pool = (await ctx.tx.get(pools, periodKey(found.id, found.date))) ?? newPool(ctx.random);
  const mark = markOf(ctx.random, pool, ctx.actor.id);
  if (pool.answered.includes(mark)) throw new SpentError('Your answer is in. It has no name on it, so it is final.');
  return { ...found, pool, mark };
}

/** One row for all of a period: it holds no order, and the store forgets what it held before. */
async function keep(ctx: ActionContext, found: Open, values: Answer['values']): Promise<Reply> {
  await ctx.tx.put(pools, periodKey(found.id, found.date), pour(ctx.random, found.pool, found.mark, values));
  ctx.forgetHistory();
  const card = unnamedThanks();
  return { message: card, replace: card };
}

const rate: PressHandler = async (ctx, args) => {
  const found = await open(ctx, args);
  return keep(ctx, found, [readValue(found.period.questions, args)]);
};

const openForm: PressHandler = async (ctx, args) => {
  const found = await open(ctx, args);
  return { form: answerForm(await factsOf(ctx, found), undefined) };
};

const submit: SubmitHandler = async (ctx, args, values) => {
  const found = await open(ctx, args);
  const read = readForm(found.period.questions, {}, values);
  return 'errors' in read ? read : keep(ctx, found, [...read.values]);
};

const sayIt: PressHandler = async (ctx, args) => {
  const found = await open(ctx, args);
  return keep(ctx, found, [spoken(found, args)]);
};

const skip: PressHandler = async (ctx, args) => {
  const found = await open(ctx, args);
  await ctx.tx.put(pools, periodKey(found.id, found.date), passBy(found.pool, found.mark));
  ctx.forgetHistory();
  return { replace: say(text`Skipped. Nobody is told, and nothing says that it was you.`) };
};

/** Buttons of prompts that name nobody. */
export const unnamedPresses: Readonly<Record<string, PressHandler>> = {
  'checkin.unnamed.rate': rate,
  'checkin.unnamed.answer': openForm,
  'checkin.unnamed.skip': skip,
  'checkin.unnamed.say': sayIt,
};

export const unnamedSubmits: Readonly<Record<string, SubmitHandler>> = { 'checkin.unnamed.answer': submit };

/** What leaves no receipt: opening the form included, or its time would stand beside the answer's. */
export const unsigned: readonly string[] = [
  ...new Set([...Object.keys(unnamedPresses), ...Object.keys(unnamedSubmits)]),
];
