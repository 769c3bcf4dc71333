import { UserError } from '../../core/errors.ts';
import { type Message, say, text } from '../../core/message.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { OwnChoices } from '../../ports/people.ts';
import { plainWords } from '../../ports/words.ts';
import { parseHours } from '../../time/clock-words.ts';
import { daysInWords, parseWorkdays } from '../../time/day-words.ts';
import { parseCountry } from '../../time/holidays.ts';
import type { Parsed } from '../../time/words.ts';
import { parseZone } from '../../time/zone-words.ts';
import { wallTimeOf, zoneCity } from '../../time/zoned.ts';

/** Reads one of a person's own settings from words. UserError with the cure where they make no sense. */
export const readers = {
  hours: (typed: readonly string[]): OwnChoices => unwrap(parseHours(typed), (hours) => hours),
  days: (typed: readonly string[]): OwnChoices => unwrap(parseWorkdays(typed), (days) => ({ days })),
  timezone: (typed: readonly string[]): OwnChoices => unwrap(parseZone(typed), (zone) => ({ zone })),
  country: (typed: readonly string[]): OwnChoices => unwrap(parseCountry(typed), (country) => ({ country })),
} as const;
export type OwnSetting = keyof typeof readers;

function unwrap<Value>(read: Parsed<Value>, then: (value: Value) => OwnChoices): OwnChoices {
  if (read.ok) return then(read.value);
  throw new UserError(`${read.problem} Nothing was changed.`);
}

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
      return `Your working days: ${daysInWords(calendar.days)}.`;
    case 'timezone':
      return `Your time zone: ${zoneCity(calendar.zone)}, where it is ${wallTimeOf(now, calendar.zone)} now.`;
    case 'country':
      return calendar.country === undefined
        ? 'No country set, so I know no public holidays for you.'
        : `Public holidays of ${calendar.country}.`;
  }
}
