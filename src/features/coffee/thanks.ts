import type { Form, FormValues } from '../../core/form.ts';
import { say, text } from '../../core/message.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { plus } from '../../time/zoned.ts';
import { thanksFrom } from './met-messages.ts';
import { mine } from './mine.ts';
import { deliveryPrefix } from './records.ts';

const thanksDays = 3;
const longestThanks = 500;

/** Opens the form for a thank-you. */
export const thanksForm: PressHandler = async (ctx, args) => {
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

/** Passes the words on to the others and keeps no copy. */
export const sendThanks: SubmitHandler = async (ctx, args, values) => {
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

const wordsIn = (values: FormValues): string => (typeof values.words === 'string' ? values.words.trim() : '');
