import { UserError } from '../../core/errors.ts';
import { say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Command } from '../../ports/feature.ts';
import type { Person } from '../../ports/people.ts';
import { plainWords } from '../../ports/words.ts';
import { parseDate } from '../../time/date-words.ts';
import { nearest } from '../../time/words.ts';
import { addMonths, daysBetween, formatDate, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { metOn } from './answers.ts';
import { addReport } from './claims.ts';
import { showFigures } from './figures.ts';
import { openImport } from './import-chat.ts';
import { kitCommand } from './kit-cards.ts';
import { kits } from './kits.ts';
import { asSeenBy, type Mine } from './mine.ts';
import { nudges } from './nudge-choices.ts';
import { overview, pairPage } from './pages.ts';
import { knownPair } from './pair-facts.ts';
import { joiners, pairKey, pairs } from './records.ts';
import { end } from './relations.ts';
import { setRhythm, switchOff } from './set-rhythm.ts';

type Action = (ctx: ActionContext, words: readonly Word[]) => Promise<Reply>;

const rhythmWords = ['every', 'weekly', 'fortnightly', 'biweekly', 'monthly', 'quarterly'];

const actions: Readonly<Record<string, Action>> = {
  add: async (ctx, words) => addReport(ctx, ctx.actor, onePerson(words, 'add')),
  remove: async (ctx, words) => remove(ctx, onePerson(words, 'remove')),
  met: async (ctx, words) => met(ctx, words),
  nudges: async (ctx, words) => nudges(ctx, plainWords(words)),
  off: switchOff,
  status: showFigures,
  start: async (ctx, words) => setStart(ctx, onePerson(words, 'start'), plainWords(words.slice(1))),
  import: openImport,
  kit: kitCommand,
  kits: kitCommand,
  ...Object.fromEntries(rhythmWords.map((word) => [word, setRhythm])),
};

/** `/hallway oneonone …`. What touches others than the two is for admins, and checked where it is done. */
export const oneOnOneCommand: Command = {
  word: 'oneonone',
  who: 'staff',
  usage: [
    { words: 'oneonone', does: 'your one-on-ones: last and next, topics, notes' },
    { words: 'oneonone add @report | remove @report', does: 'who reports to you' },
    {
      words: 'oneonone every 2 weeks [for @report | for me | for everyone]',
      does: 'how often; for everyone as an admin',
    },
    { words: 'oneonone @name', does: 'what you two share' },
    { words: 'oneonone met @name [yesterday]', does: 'you talked' },
    { words: 'oneonone kit [NAME]', does: 'help for a talk: first, career, feedback and others' },
    { words: 'oneonone nudges on | off', does: 'whether I remind you' },
    { words: 'oneonone start @report DATE', does: 'when somebody new begins: a welcome talk, then days 30, 60, 90' },
    { words: 'oneonone status', does: 'admins: how often people meet, without names' },
    {
      words: 'oneonone import',
      does: 'admins: who reports to whom, from a spreadsheet with the columns report,supervisor,every,start,last',
    },
    { words: 'oneonone off', does: 'admins: no reminders for anybody' },
  ],
  parts: {
    kit: 'oneonone kit',
    kits: 'oneonone kit',
    ...Object.fromEntries(kits.map(({ id }) => [id, `oneonone kit ${id}`])),
  },
  run: async (ctx, words) => {
    const [first, ...rest] = words;
    if (!first) return { message: await overview(ctx) };
    if (first.kind === 'person') return { message: await pairPage(ctx, await withPerson(ctx, first.person)) };
    const name = first.text.toLowerCase();
    const action = actions[name];
    if (action) return action(ctx, rhythmWords.includes(name) ? words : rest);
    const meant = nearest(name, Object.keys(actions));
    throw new UserError(
      `I don't know "oneonone ${first.text}". ${meant ? `Did you mean ${meant}? ` : ''}/hallway help oneonone lists what I know. Nothing was changed.`,
    );
  },
};

function onePerson(words: readonly Word[], what: string): Person {
  const [word] = words;
  if (word?.kind === 'person') return word.person;
  throw new UserError(`Say whom: /hallway oneonone ${what} @name. Nothing was changed.`);
}

/** The pair of the actor and somebody else, whichever of them is the supervisor. UserError where they are none. */
export async function withPerson(ctx: ActionContext, other: Person): Promise<Mine> {
  for (const key of [pairKey(ctx.actor.id, other.id), pairKey(other.id, ctx.actor.id)]) {
    const known = await knownPair(ctx, key);
    const found = known && asSeenBy(known, ctx.actor);
    if (found) return found;
  }
  throw new UserError(
    `You and ${other.name} have no one-on-ones here. /hallway oneonone add @name adds a report, /hallway ask @name names your supervisor.`,
  );
}

async function remove(ctx: ActionContext, report: Person): Promise<Reply> {
  const pair = await ctx.tx.get(pairs, pairKey(ctx.actor.id, report.id));
  if (!pair || pair.state === 'ended') throw new UserError(`${report.name} is not on your list. Nothing was changed.`);
  await end(ctx, { ...pair, isDenied: true }, true);
  return { message: say(text`Done. ${report.name} is off your list; what you two had stays yours.`) };
}

/** Somebody new begins on a day: said by their supervisor, or by an admin. */
async function setStart(ctx: ActionContext, report: Person, typed: readonly string[]): Promise<Reply> {
  const isSupervisor = ctx.actor.isAdmin || (await withPerson(ctx, report)).side === 'supervisor';
  if (!isSupervisor) throw new UserError('Only the supervisor or an admin can say this. Nothing was changed.');
  const start = dayIn(ctx, typed);
  const known = await ctx.tx.get(joiners, report.id);
  await ctx.tx.put(joiners, report.id, { hasBuddy: false, ...known, start });
  const day = formatDate(start, 'day', ctx.settings.reader);
  return {
    message: say(
      text`Noted: ${report.name} begins on ${day}. A welcome talk that week, then after 30, 60 and 90 days.`,
    ),
  };
}

async function met(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const found = await withPerson(ctx, onePerson(words, 'met'));
  const day = dayIn(ctx, plainWords(words.slice(1)));
  const today = localDateOf(ctx.now, ctx.actor.calendar.zone);
  const lastYear = addMonths(day, -12);
  // "25 nov" without a year is read as the next one; they met on the last, if that is the nearer.
  const isLast = daysBetween(lastYear, today) < daysBetween(today, day);
  return {
    message: await metOn(
      ctx,
      found,
      isLast && !/\d{4}/.test(words.map((word) => word.text).join(' ')) ? lastYear : day,
    ),
  };
}

function dayIn(ctx: ActionContext, typed: readonly string[]): LocalDate {
  const { zone } = ctx.actor.calendar;
  const today = localDateOf(ctx.now, zone);
  if (typed.length === 0) return today;
  if (typed[0]?.toLowerCase() === 'yesterday') return localDateOf((ctx.now - 86_400_000) as typeof ctx.now, zone);
  const read = parseDate(typed, { now: ctx.now, zone });
  if (!read.ok) throw new UserError(`${read.problem} Nothing was changed.`);
  return read.value;
}
