import { UserError } from '../../core/errors.ts';
import type { Form, FormValues } from '../../core/form.ts';
import { say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { isPaused } from '../../ports/people.ts';
import { DAY_NAMES } from '../../time/day-words.ts';
import { wordsOf } from '../../time/words.ts';
import { type OwnSetting, readers } from './own-time.ts';
import { privacyPresses } from './privacy.ts';
import { resume } from './rest.ts';

const settings: readonly OwnSetting[] = ['hours', 'days', 'timezone', 'country'];

/** Everything a person can set about their own time, in one form. */
export function settingsForm({ actor, now }: Pick<ActionContext, 'actor' | 'now'>): Form {
  const { calendar, choices } = actor;
  const until = isPaused(actor, now) ? choices.pausedUntil : undefined;
  return {
    title: 'My settings',
    verb: 'me.settings',
    args: { v: 1 },
    submit: 'Save',
    fields: [
      {
        kind: 'text',
        name: 'hours',
        label: 'Working hours',
        hint: '09:00-17:00',
        initial: `${calendar.from}-${calendar.to}`,
      },
      {
        kind: 'choices',
        name: 'days',
        label: 'Working days',
        options: DAY_NAMES.map((label) => ({ value: label.toLowerCase(), label })),
        initial: calendar.days.map((day) => (DAY_NAMES[day - 1] ?? '').toLowerCase()),
      },
      { kind: 'text', name: 'timezone', label: 'Time zone', hint: 'A city such as Lisbon', initial: calendar.zone },
      {
        kind: 'text',
        name: 'country',
        label: 'Country, for public holidays',
        hint: 'PT, or DE-BY',
        initial: calendar.country ?? '',
        optional: true,
      },
      {
        kind: 'date',
        name: 'pause',
        label: 'Pause until',
        hint: 'Empty means no pause',
        optional: true,
        ...(until === undefined || until === 'resumed' ? {} : { initial: until }),
      },
    ],
  };
}

const save: SubmitHandler = async (ctx, _args, values) => {
  const errors: Record<string, string> = {};
  let chosen = {};
  for (const setting of settings) {
    const words = wordsIn(values, setting);
    if (setting === 'country' && words.length === 0) continue;
    try {
      chosen = { ...chosen, ...readers[setting](words) };
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
      errors[setting] = cause.message;
    }
  }
  if (Object.keys(errors).length > 0) return { errors };
  await ctx.choose(ctx.actor.id, chosen);
  const pause = values.pause;
  if (typeof pause === 'string' && pause !== '') return ctx.run(`pause until ${pause}`, undefined);
  // An empty date ends a pause that has one; a pause without an end shows as empty, and stays.
  const until = ctx.actor.choices.pausedUntil;
  if (until !== undefined && until !== 'resumed') await resume(ctx);
  return { message: say(text`Saved.`) };
};

function wordsIn(values: FormValues, field: string): readonly string[] {
  const value = values[field];
  return typeof value === 'string' ? wordsOf(value) : [...(value ?? [])];
}

/** Buttons of a person's own cards. */
export const presses: Readonly<Record<string, PressHandler>> = {
  ...privacyPresses,
  'me.settings': async (ctx) => ({ form: settingsForm(ctx) }),
  'me.resume': async (ctx) => ({ message: await resume(ctx) }),
};

export const submits: Readonly<Record<string, SubmitHandler>> = { 'me.settings': save };
