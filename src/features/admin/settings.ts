import { UserError } from '../../core/errors.ts';
import { bold, list, type Message, paragraph, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Command } from '../../ports/feature.ts';
import type { SettingsPatch } from '../../ports/organisation.ts';
import { plainWords } from '../../ports/words.ts';
import { parseHours } from '../../time/clock-words.ts';
import { parseDates } from '../../time/date-words.ts';
import { daysInWords, parseWorkdays } from '../../time/day-words.ts';
import { parseCountry } from '../../time/holidays.ts';
import { listed, nearest, type Parsed } from '../../time/words.ts';
import { parseZone } from '../../time/zone-words.ts';
import { addDays, daysBetween, formatDate, type LocalDate, localDateOf } from '../../time/zoned.ts';

const mostClosedDays = 60;

/** One setting: how it reads now, and how words become a new value. */
interface Setting {
  readonly label: string;
  readonly shown: (ctx: ActionContext) => string;
  readonly read: (ctx: ActionContext, typed: readonly string[]) => SettingsPatch;
}

function unwrap<Value>(read: Parsed<Value>): Value {
  if (read.ok) return read.value;
  throw new UserError(`${read.problem} Nothing was changed.`);
}

const known: Readonly<Record<string, Setting>> = {
  timezone: {
    label: 'Time zone',
    shown: ({ settings }) => settings.calendar.zone,
    read: (_ctx, typed) => ({ zone: unwrap(parseZone(typed)) }),
  },
  country: {
    label: 'Country, for public holidays',
    shown: ({ settings }) => settings.calendar.country ?? 'none',
    read: (_ctx, typed) => ({ country: unwrap(parseCountry(typed)) }),
  },
  days: {
    label: 'Working days',
    shown: ({ settings }) => daysInWords(settings.calendar.days),
    read: (_ctx, typed) => ({ days: unwrap(parseWorkdays(typed)) }),
  },
  hours: {
    label: 'Working hours',
    shown: ({ settings }) => `${settings.calendar.from} to ${settings.calendar.to}`,
    read: (_ctx, typed) => unwrap(parseHours(typed)),
  },
  closed: { label: 'Closed days', shown: closedWords, read: toggleClosed },
};

function closedWords({ settings, now }: ActionContext): string {
  const today = localDateOf(now, settings.calendar.zone);
  const ahead = settings.calendar.closed.filter((date) => date >= today);
  const said = (date: LocalDate) => formatDate(date, 'date', settings.reader);
  const runs = runsOf(ahead).map(([first, last]) => (first === last ? said(first) : `${said(first)} to ${said(last)}`));
  return runs.length === 0 ? 'none ahead' : runs.join(', ');
}

/** First and last day of each row of days without a gap; `days` in order. */
function runsOf(days: readonly LocalDate[]): readonly (readonly [LocalDate, LocalDate])[] {
  const runs: [LocalDate, LocalDate][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && addDays(run[1], 1) === day) run[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** A day, or one to another; naming what is closed already opens it. */
function toggleClosed(ctx: ActionContext, typed: readonly string[]): SettingsPatch {
  const { zone, closed } = ctx.settings.calendar;
  const { from, to } = unwrap(parseDates(typed, { now: ctx.now, zone }));
  if (to < from) throw new UserError('That ends before it begins. Nothing was changed.');
  if (to < localDateOf(ctx.now, zone)) throw new UserError('That day has passed. Nothing was changed.');
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
  if (days.length > mostClosedDays)
    throw new UserError(`That is ${days.length} days. Name at most ${mostClosedDays} at once. Nothing was changed.`);
  const isOpening = days.every((day) => closed.includes(day));
  return {
    closed: isOpening ? closed.filter((day) => !days.includes(day)) : [...new Set([...closed, ...days])].sort(),
  };
}

/** Everything an admin has set for all, with how to change it. */
function settingsCard(ctx: ActionContext): Message {
  const lines = Object.entries(known).map(
    ([word, setting]) => text`${setting.label}: ${bold(setting.shown(ctx))}  /hallway settings ${word}`,
  );
  return {
    fallback: 'Settings',
    blocks: [paragraph(text`For everybody, unless they have set their own:`), list(lines)],
  };
}

async function run(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const [first, ...rest] = plainWords(words);
  if (first === undefined) return { message: settingsCard(ctx) };
  const setting = known[first.toLowerCase()];
  if (!setting) {
    const meant = nearest(first, Object.keys(known));
    throw new UserError(
      `I don't know the setting "${first}". ${meant ? `Did you mean settings ${meant}?` : `I know ${listed(Object.keys(known))}.`} Nothing was changed.`,
    );
  }
  if (rest.length === 0) return { message: say(text`${setting.label}: ${bold(setting.shown(ctx))}`) };
  return propose(ctx, setting, setting.read(ctx, rest));
}

async function propose(ctx: ActionContext, setting: Setting, patch: SettingsPatch): Promise<Reply> {
  const was = setting.shown(ctx);
  const calendar = { ...ctx.settings.calendar, ...patch };
  const is = setting.shown({ ...ctx, settings: { ...ctx.settings, calendar } });
  if (was === is) return { message: say(text`${setting.label} is ${is} already. Nothing was changed.`) };
  return ctx.propose({
    echo: say(text`${bold(setting.label)}: ${was} → ${bold(is)}. Every program follows at once.`),
    confirm: 'Change it',
    apply: async () => {
      await ctx.house.changeSettings(patch, { what: setting.label, was, is });
      return { message: say(text`Done. ${setting.label}: ${is}.`) };
    },
  });
}

export const settings: Command = {
  word: 'settings',
  who: 'admin',
  usage: [
    { words: 'settings', does: 'what is set for everybody' },
    { words: 'settings timezone ZONE', does: 'the zone of new programs' },
    { words: 'settings closed DATE [to DATE]', does: 'when the house is closed; naming it again opens it' },
    { words: 'settings country PT | days mon-fri | hours 09:00-17:00', does: 'holidays and the working week' },
  ],
  run,
};
