import { UserError } from '../../core/errors.ts';
import { type Message, say, text } from '../../core/message.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { OwnChoices } from '../../ports/people.ts';
import { plainWords } from '../../ports/words.ts';
import { parseHours } from '../../time/clock-words.ts';
import { DAY_NAMES, parseWorkdays } from '../../time/day-words.ts';
import { isCountry } from '../../time/holidays.ts';
import { listed, type Parsed } from '../../time/words.ts';
import { parseZone } from '../../time/zone-words.ts';
import { wallTimeOf, zoneCity } from '../../time/zoned.ts';

/** Reads one of a person's own settings from words. UserError with the cure where they make no sense. */
export const readers = {
  hours: (typed: readonly string[]): OwnChoices => unwrap(parseHours(typed), (hours) => hours),
  days: (typed: readonly string[]): OwnChoices => unwrap(parseWorkdays(typed), (days) => ({ days })),
  timezone: (typed: readonly string[]): OwnChoices => unwrap(parseZone(typed), (zone) => ({ zone })),
  country: (typed: readonly string[]): OwnChoices => {
    const code = typed.join('-').toUpperCase();
    if (isCountry(code)) return { country: code };
    throw new UserError(
      `I don't know the public holidays of "${typed.join(' ')}". Give a country code such as PT, or DE-BY. Nothing was changed.`,
    );
  },
} as const;
export type OwnSetting = keyof typeof readers;

function unwrap<Value>(read: Parsed<Value>, then: (value: Value) => OwnChoices): OwnChoices {
  if (read.ok) return then(read.value);
  throw new UserError(`${read.problem} Nothing was changed.`);
}

/** Days in words: `Monday to Thursday` is listed out. */
export const dayWords = (days: readonly number[]): string =>
  listed(days.map((day) => (DAY_NAMES[day - 1] ?? '').slice(0, 3)));

/** `hours`, `days`, `timezone`, `country`: with words sets it, without shows it. */
export async function ownTime(ctx: ActionContext, setting: OwnSetting, words: readonly Word[]): Promise<Message> {
  const typed = plainWords(words);
  if (typed.length === 0) return say(text`${shown(ctx, setting)}`);
  const person = await ctx.choose(ctx.actor.id, readers[setting](typed));
  return say(text`${shown({ ...ctx, actor: person }, setting)}`);
}

function shown({ actor: { calendar }, now }: Pick<ActionContext, 'actor' | 'now'>, setting: OwnSetting): string {
  switch (setting) {
    case 'hours':
      return `Your hours: ${calendar.from} to ${calendar.to}.`;
    case 'days':
      return `Your working days: ${dayWords(calendar.days)}.`;
    case 'timezone':
      return `Your time zone: ${zoneCity(calendar.zone)}, where it is ${wallTimeOf(now, calendar.zone)} now.`;
    case 'country':
      return calendar.country === undefined
        ? 'No country set, so I know no public holidays for you.'
        : `Public holidays of ${calendar.country}.`;
  }
}
