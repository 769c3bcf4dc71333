import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { Form, FormValues } from '../../core/form.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Message, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import type { Person } from '../../ports/people.ts';
import { plus } from '../../time/zoned.ts';
import { askNoMore } from './follow-up.ts';
import { takeBack } from './history.ts';
import { introFacts } from './intro-facts.ts';
import { gladYouMet, intro, notThisTime, thanksFrom } from './messages.ts';
import { deliveryPrefix, type Group, groups, latest, partsOfGroup, programs } from './records.ts';
import { starters } from './starters.ts';

const thanksDays = 3;
const longestThanks = 500;
const argsSchema = z.object({ group: z.string() });

interface Mine {
  readonly key: string;
  readonly group: Group;
  readonly people: readonly Person[];
  readonly others: readonly Person[];
}

/** The group a button speaks of, if the person who pressed it belongs to it. */
async function mine(ctx: ActionContext, args: JsonObject): Promise<Mine> {
  const read = argsSchema.safeParse(args);
  const key = read.success ? read.data.group : '';
  const group = await ctx.tx.get(groups, key);
  if (!group?.people.includes(ctx.actor.id)) throw new UserError('This one is between the people who were introduced.');
  const people = (await Promise.all(group.people.map((id) => ctx.people.get(id)))).filter((one) => one !== undefined);
  return { key, group, people, others: people.filter((person) => person.id !== ctx.actor.id) };
}

/** On a personal card the answer takes the card's place; in a chat of several it is for the person who pressed alone. */
const answer = (ctx: ActionContext, message: Message): Reply =>
  ctx.place.kind === 'personal' ? { replace: message } : { message };

async function metNow(ctx: ActionContext, found: Mine): Promise<Reply> {
  if (found.group.outcome !== 'met') await ctx.tx.put(groups, found.key, { ...found.group, outcome: 'met' });
  await askNoMore(ctx, found.key);
  return answer(ctx, gladYouMet({ group: found.key, others: found.others }));
}

const didMeet: PressHandler = async (ctx, args) => metNow(ctx, await mine(ctx, args));

/** `/hallway met`: the latest introduction took place. */
export async function metByCommand(ctx: ActionContext): Promise<Reply> {
  const last = await ctx.tx.get(latest, ctx.actor.id);
  if (!last || !(await ctx.tx.get(groups, last.group)))
    throw new UserError("I haven't introduced you to anybody yet. Your first coffee is still to come.");
  return metNow(ctx, await mine(ctx, { group: last.group }));
}

const inTheDiary: PressHandler = async (ctx, args) => {
  const { key, group } = await mine(ctx, args);
  if (group.outcome === 'open') await ctx.tx.put(groups, key, { ...group, outcome: 'planned' });
  await askNoMore(ctx, key, 'midway');
  return answer(ctx, say(text`Good. I'll leave you to it.`));
};

const notYet: PressHandler = async (ctx, args) => {
  await mine(ctx, args);
  return answer(ctx, say(text`No hurry. It only takes one of you to suggest a time.`));
};

const notThisTimeNow: PressHandler = async (ctx, args) => {
  const { key, group, people } = await mine(ctx, args);
  if (group.outcome === 'met') return answer(ctx, say(text`One of you has said that you met, so I left it at that.`));
  if (group.outcome !== 'notThisTime') {
    await ctx.tx.put(groups, key, { ...group, outcome: 'notThisTime' });
    await takeBack(ctx, group.people, partsOfGroup(key).date);
    await askNoMore(ctx, key);
    await ctx.redraw(`${deliveryPrefix(key)}intro`, notThisTime(people));
  }
  return answer(
    ctx,
    say(text`All right, not this time. I won't count this one, and you'll meet somebody new in the next round.`),
  );
};

const anotherQuestion: PressHandler = async (ctx, args) => {
  const { key, group } = await mine(ctx, args);
  const parts = partsOfGroup(key);
  const program = await ctx.tx.get(programs, parts.program);
  if (!program || group.outcome === 'notThisTime')
    return { message: say(text`This round is over. The next one brings a new question.`) };
  const next = { ...group, starter: (group.starter + 1) % starters.length };
  await ctx.tx.put(groups, key, next);
  return { replace: intro(await introFacts(ctx, program, key, next, parts.date)) };
};

const thanksForm: PressHandler = async (ctx, args) => {
  const { key, others } = await mine(ctx, args);
  const names = others.map((person) => person.name.split(' ')[0]).join(' and ');
  const form: Form = {
    title: `Thank ${names}`.slice(0, 24),
    verb: 'coffee.thanks',
    args: { v: 1, group: key },
    fields: [{ kind: 'text', name: 'words', label: 'What for?', multiline: true, maxLength: longestThanks }],
    submit: 'Send',
    intro: `Goes to ${names} with your name. I don't keep a copy.`,
  };
  return { form };
};

const sendThanks: SubmitHandler = async (ctx, args, values) => {
  const { key, others } = await mine(ctx, args);
  const words = wordsIn(values);
  if (words === '') return { errors: { words: 'Write a few words, or close this.' } };
  if (words.length > longestThanks) return { errors: { words: `Please keep it under ${longestThanks} characters.` } };
  for (const person of others) {
    await ctx.send({
      key: `${deliveryPrefix(key)}thanks/${ctx.actor.id}/${person.id}/${ctx.random.id()}`,
      to: { person: person.id },
      kind: 'reply',
      message: thanksFrom(ctx.actor, words),
      expiresAt: plus(ctx.now, { days: thanksDays }),
      onUnknown: 'rest',
    });
  }
  return { message: say(text`Sent. That was kind of you.`) };
};

const wordsIn = (values: FormValues): string => (typeof values['words'] === 'string' ? values['words'].trim() : '');

/** What people press about a meeting. */
export const answerPresses: Readonly<Record<string, PressHandler>> = {
  'coffee.met': didMeet,
  'coffee.diary': inTheDiary,
  'coffee.later': notYet,
  'coffee.skip': notThisTimeNow,
  'coffee.question': anotherQuestion,
  'coffee.thanks': thanksForm,
};

export const answerSubmits: Readonly<Record<string, SubmitHandler>> = { 'coffee.thanks': sendThanks };
