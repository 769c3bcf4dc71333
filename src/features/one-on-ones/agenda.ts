import type { Form } from '../../core/form.ts';
import { say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, WorkContext } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { localDateOf } from '../../time/zoned.ts';
import { noteKey, notes, topicPrefix, topics, topicsOf } from './agenda-records.ts';
import { inPlace, type Mine, mine } from './mine.ts';
import { pairPage } from './pages.ts';
import { firstName } from './words.ts';

const mostTopics = 40;
const topicLetters = 300;
const noteLetters = 2_500;

const today = (ctx: ActionContext) => localDateOf(ctx.now, ctx.actor.calendar.zone);

const topicForm: PressHandler = async (ctx, args) => {
  const { other, key } = await mine(ctx, args);
  return {
    form: {
      title: 'Add a topic',
      verb: 'oneonone.topic',
      args: { v: 1, pair: key },
      submit: 'Add',
      intro: `You and ${firstName(other)} see it, nobody else.`,
      fields: [{ kind: 'text', name: 'text', label: 'What about?', maxLength: topicLetters }],
    },
  };
};

const words = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const addTopic: SubmitHandler = async (ctx, args, values) => {
  const found = await mine(ctx, args);
  const typed = words(values.text).slice(0, topicLetters);
  if (typed === '') return { errors: { text: 'Write a few words.' } };
  const rows = await topicsOf(ctx, found);
  if (rows.length >= mostTopics)
    return { errors: { text: `There are ${mostTopics} topics already. Tick some off first.` } };
  const row = { text: typed, by: ctx.actor.id, addedOn: today(ctx), isDone: false };
  await ctx.tx.put(topics, `${topicPrefix(found.key)}${ctx.random.id()}`, row);
  return again(ctx, found);
};

/** Which topics are done: a form, so that a list of forty needs no forty buttons. */
const tickForm: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args);
  const rows = await topicsOf(ctx, found);
  if (rows.length === 0) return { message: say(text`There are no topics to tick off.`) };
  const options = rows.map(({ key, value }) => ({ value: idOf(key), label: value.text.slice(0, 70) }));
  const form: Form = {
    title: 'Tick off',
    verb: 'oneonone.tick',
    args: { v: 1, pair: found.key },
    submit: 'Save',
    intro: 'What is not ticked stays for the next talk.',
    fields: [
      {
        kind: 'choices',
        name: 'done',
        label: 'Talked about',
        options,
        initial: rows.filter(({ value }) => value.isDone).map(({ key }) => idOf(key)),
        optional: true,
      },
    ],
  };
  return { form };
};

const idOf = (key: string) => key.slice(key.lastIndexOf('/') + 1);

const saveTicks: SubmitHandler = async (ctx, args, values) => {
  const found = await mine(ctx, args);
  const done = new Set(typeof values.done === 'string' ? [values.done] : (values.done ?? []));
  for (const { key, value } of await topicsOf(ctx, found)) {
    const isDone = done.has(idOf(key));
    if (isDone !== value.isDone) await ctx.tx.put(topics, key, { ...value, isDone });
  }
  return again(ctx, found);
};

/** After a talk, what was ticked off is gone and the rest is carried over. */
export async function carryOver(ctx: WorkContext, found: Mine): Promise<void> {
  for (const { key, value } of await topicsOf(ctx, found)) if (value.isDone) await ctx.tx.remove(topics, key);
}

const noteForm: PressHandler = async (ctx, args) => {
  const { other, key } = await mine(ctx, args);
  const own = await ctx.tx.get(notes, noteKey(ctx.actor.id, other.id));
  return {
    form: {
      title: 'My private note',
      verb: 'oneonone.note',
      args: { v: 1, pair: key },
      submit: 'Save',
      intro: `Nobody but you can read this: not ${firstName(other)}, no admin. Empty erases it.`,
      fields: [
        {
          kind: 'text',
          name: 'text',
          label: 'Note',
          multiline: true,
          optional: true,
          maxLength: noteLetters,
          ...(own ? { initial: own.text } : {}),
        },
      ],
    },
  };
};

const saveNote: SubmitHandler = async (ctx, args, values): Promise<Reply> => {
  const found = await mine(ctx, args);
  const typed = words(values.text).slice(0, noteLetters);
  const key = noteKey(ctx.actor.id, found.other.id);
  if (typed === '') await ctx.tx.remove(notes, key);
  else await ctx.tx.put(notes, key, { text: typed, on: today(ctx) });
  return again(ctx, found, typed === '' ? 'Erased.' : 'Kept, for you alone.');
};

/** The page the form was opened from, as it is now. */
async function again(ctx: ActionContext, found: Mine, said?: string): Promise<Reply> {
  const message = await pairPage(ctx, found, said);
  return { message, ...inPlace(ctx, message) };
}

/** Buttons about topics and notes. */
export const agendaPresses: Readonly<Record<string, PressHandler>> = {
  'oneonone.topic': topicForm,
  'oneonone.tick': tickForm,
  'oneonone.note': noteForm,
};

export const agendaSubmits: Readonly<Record<string, SubmitHandler>> = {
  'oneonone.topic': addTopic,
  'oneonone.tick': saveTicks,
  'oneonone.note': saveNote,
};
