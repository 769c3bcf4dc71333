import { UserError } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import { bold, type Message, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { plainWords } from '../../ports/words.ts';
import { parseDate } from '../../time/date-words.ts';
import { formatDate, localDateOf } from '../../time/zoned.ts';
import { nextRounds } from './dates.ts';
import { groupList } from './messages.ts';
import { type Action, propose } from './program-rules.ts';
import { type Program, programs, roundKey, rounds } from './records.ts';
import { holdRound, planRound } from './round.ts';
import { programHere } from './set-up.ts';

const pause: Action = async (ctx, words) => {
  const { program } = await programHere(ctx);
  const typed = plainWords(words).filter((word, index) => index > 0 || word !== 'until');
  const read = parseDate(typed, { now: ctx.now, zone: program.cadence.zone });
  if (!read.ok) throw new UserError(`${read.problem} Nothing was changed.`);
  if (read.value <= localDateOf(ctx.now, program.cadence.zone))
    throw new UserError('That date is not ahead of us. Nothing was changed.');
  const words_ = `paused until ${formatDate(read.value, 'date', ctx.settings.reader)}`;
  return propose(
    ctx,
    { pausedUntil: read.value },
    words_,
    program.pausedUntil ? `paused until ${program.pausedUntil}` : 'running',
  );
};

const resume: Action = async (ctx) => {
  const { program } = await programHere(ctx);
  if (program.pausedUntil === undefined) return { message: say(text`It is not paused. Nothing was changed.`) };
  return propose(ctx, {}, 'running again', `paused until ${program.pausedUntil}`, ['pausedUntil']);
};

const off: Action = async (ctx) => {
  const { id, program } = await programHere(ctx);
  const name = (await ctx.people.channel(program.channel))?.name ?? 'a closed channel';
  return ctx.propose({
    echo: say(text`${bold(`Stop coffee in #${name}`)}? Nothing more is sent. Who met whom is kept for other programs.`),
    confirm: 'Stop it',
    apply: async () => {
      await ctx.change({
        collection: programs,
        key: id,
        after: undefined,
        what: `Coffee in #${name}`,
        was: 'running',
        is: 'stopped',
      });
      return { message: say(text`Stopped. /hallway undo brings it back.`) };
    },
  });
};

const now: Action = async (ctx) => {
  const { id, program } = await programHere(ctx);
  const today = localDateOf(ctx.now, program.cadence.zone);
  if (await ctx.tx.get(rounds, roundKey(id, today)))
    throw new UserError('There has been a round today. The next one can be held tomorrow.');
  const plan = await planRound(ctx, id, program, today, ctx.now);
  return ctx.propose({
    echo: say(
      text`${bold('Hold a round now')} for ${plan.turnout.present.length} people, in ${plan.pairing.groups.length} groups. ${plan.turnout.left.length} are not in it.`,
    ),
    confirm: 'Hold it now',
    apply: async () => {
      const extra = [...program.extra, { date: today, at: ctx.now }].slice(-4);
      await ctx.tx.put(programs, id, { ...program, extra });
      const round = await holdRound(ctx, id, { ...program, extra }, today, ctx.now);
      await ctx.reschedule('coffee', id);
      return {
        message: say(text`Done. ${round.people} people in ${round.groups} groups have their introductions on the way.`),
      };
    },
  });
};

const preview: Action = async (ctx) => {
  const { id, program } = await programHere(ctx);
  return { message: await previewOf(ctx, id, program) };
};

/** The groups a program would make on its next date; sends and keeps nothing. */
export async function previewOf(ctx: ActionContext, id: string, program: Program): Promise<Message> {
  const today = localDateOf(ctx.now, program.cadence.zone);
  const [next] = nextRounds(program, ctx.settings.calendar, ctx.now, today, 1);
  const day = next?.date ?? today;
  const { turnout, pairing } = await planRound(ctx, id, program, day, next?.at ?? ctx.now, true);
  const nameOf = async (one: string) => (await ctx.people.get(one as PersonId))?.name ?? 'somebody who left';
  const title = `Preview for ${formatDate(day, 'day', ctx.settings.reader)}. Nothing is sent.`;
  const left = [
    ...turnout.left,
    ...pairing.left.map((one) => ({ person: one.id as PersonId, why: 'no partner possible' as const })),
  ];
  return groupList({
    title,
    groups: await Promise.all(
      pairing.groups.map(async (ids, index) => ({
        names: await Promise.all(ids.map(nameOf)),
        reason: pairing.reasons[index] ?? '',
      })),
    ),
    left: await Promise.all(left.map(async ({ person, why }) => ({ name: await nameOf(person), why }))),
  });
}

/** When rounds are held, and a look at the next. */
export const runActions: Readonly<Record<string, Action>> = { pause, resume, off, now, preview };
