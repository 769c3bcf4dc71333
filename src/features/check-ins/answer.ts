import { UserError } from '../../core/errors.ts';
import type { FieldErrors, FormValues } from '../../core/form.ts';
import type { JsonObject } from '../../core/json.ts';
import { say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { addLate } from './close.ts';
import { factsOf, type Mine, mine } from './facts.ts';
import { answered, answerForm, sharedAlready } from './messages.ts';
import { followUpId, followUpOf, type Question } from './question.ts';
import { type Answer, answerKey, answers } from './records.ts';
import { wordsIn } from './say.ts';
import { readField, readValue } from './values.ts';

type Value = Answer['values'][number];

const blank = { values: [], isSkipped: false, isLate: false };

/** A named prompt; one where nobody is named has buttons of its own. */
async function named(ctx: ActionContext, args: JsonObject): Promise<Mine> {
  const found = await mine(ctx, args);
  if (found.period.isAnonymous) throw new UserError('This question is answered without a name, by its own buttons.');
  return found;
}

const given = (ctx: ActionContext, { id, date }: Mine) => ctx.tx.get(answers, answerKey(id, date, ctx.actor.id));

/** Keeps values over those of before. What was shared stays as it was: after the digest an answer is kept as late. */
async function keep(ctx: ActionContext, found: Mine, values: readonly Value[]): Promise<Answer> {
  const before: Answer = (await given(ctx, found)) ?? { ...blank, band: found.band };
  if (isShared(found, before)) throw new UserError(sharedWords);
  const kept = before.values.filter((one) => !values.some(({ question }) => question === one.question));
  const after: Answer = { values: [...kept, ...values], isSkipped: false, isLate: found.isClosed, band: found.band };
  await ctx.tx.put(answers, answerKey(found.id, found.date, ctx.actor.id), after);
  await ctx.cancel(`checkin/${found.id}/${found.date}/remind/${ctx.actor.id}/`);
  if (after.isLate) await addLate(ctx, found, found.period);
  return after;
}

const sharedWords = 'This one has been shared already, so it stays as it is. The next question is a new chance.';
/** What was told stays as it was told. */
const isShared = ({ isClosed }: Mine, given: Answer) => isClosed && !given.isLate && given.values.length > 0;

async function thank(ctx: ActionContext, found: Mine, after: Answer): Promise<Reply> {
  const card = answered(await factsOf(ctx, found), after, openFollowUp(found.period.questions, after));
  return { message: card, replace: card };
}

/** The first low value of which nothing more has been said. */
function openFollowUp(questions: readonly Question[], { values }: Answer) {
  for (const question of questions) {
    const said = values.find((one) => one.question === question.id);
    const words = said && followUpOf(question, said.value);
    if (words !== undefined && !values.some((one) => one.question === followUpId(question.id)))
      return { question, words };
  }
  return undefined;
}

const rate: PressHandler = async (ctx, args) => {
  const found = await named(ctx, args);
  return thank(ctx, found, await keep(ctx, found, [readValue(found.period.questions, args)]));
};

const openForm: PressHandler = async (ctx, args) => {
  const found = await named(ctx, args);
  const only = typeof args.question === 'string' ? args.question : undefined;
  const facts = await factsOf(ctx, found);
  const before = await given(ctx, found);
  if (before && isShared(found, before))
    return { message: say(text`${sharedWords}`), replace: sharedAlready(facts, before) };
  return { form: answerForm(facts, before, only) };
};

const submit: SubmitHandler = async (ctx, args, values) => {
  const found = await named(ctx, args);
  const read = readForm(found.period.questions, args, values);
  if ('errors' in read) return read;
  return thank(ctx, found, await keep(ctx, found, read.values));
};

/** Words that were written back, once they are confirmed. */
const sayIt: PressHandler = async (ctx, args) => {
  const found = await named(ctx, args);
  return thank(ctx, found, await keep(ctx, found, [spoken(found, args)]));
};

/** What was written back, as the value of the prompt's one question. */
export function spoken({ period }: Mine, args: JsonObject): Value {
  const [question] = period.questions;
  return { question: question?.id ?? '', value: wordsIn(args) };
}

/** The values of a form, or what was wrong with which. */
export function readForm(
  questions: readonly Question[],
  args: JsonObject,
  values: FormValues,
): { readonly values: readonly Value[] } | { readonly errors: FieldErrors } {
  const followed = questions.find((question) => followUpId(question.id) === args.question);
  const wanted: readonly Question[] = followed
    ? [{ id: followUpId(followed.id), text: followed.followUp ?? '', kind: 'open' }]
    : questions;
  const read = wanted.map((question) => [question.id, readField(question, values[question.id])] as const);
  const errors = Object.fromEntries(read.flatMap(([name, one]) => ('problem' in one ? [[name, one.problem]] : [])));
  if (Object.keys(errors).length > 0) return { errors };
  return { values: read.flatMap(([question, one]) => ('value' in one ? [{ question, value: one.value }] : [])) };
}

const skip: PressHandler = async (ctx, args) => {
  const found = await named(ctx, args);
  const before = await given(ctx, found);
  if (before === undefined || before.isSkipped) {
    await ctx.tx.put(answers, answerKey(found.id, found.date, ctx.actor.id), {
      ...blank,
      isSkipped: true,
      band: found.band,
    });
    await ctx.cancel(`checkin/${found.id}/${found.date}/remind/${ctx.actor.id}/`);
  }
  return { replace: say(text`Skipped. Nobody is told.`) };
};

/** Buttons of prompts that are answered by name. */
export const answerPresses: Readonly<Record<string, PressHandler>> = {
  'checkin.rate': rate,
  'checkin.answer': openForm,
  'checkin.skip': skip,
  'checkin.say': sayIt,
};

export const answerSubmits: Readonly<Record<string, SubmitHandler>> = { 'checkin.answer': submit };
