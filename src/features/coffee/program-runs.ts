import { UserError } from '../../core/errors.ts';
import { bold, date, type Message, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { plainWords } from '../../ports/words.ts';
import { parseDate } from '../../time/date-words.ts';
import { formatDate, localDateOf } from '../../time/zoned.ts';
import { heldNow, nobodyNow } from './admin-messages.ts';
import { nextRounds } from './dates.ts';
import { planRound, type RoundPlan } from './plan-round.ts';
import { holdNow, previewOf, refuseSecond, roundNow } from './preview.ts';
import { type Action, propose } from './program-rules.ts';
import { type Program, programs } from './records.ts';
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
  const asked = roundNow(ctx, id, program);
  await refuseSecond(ctx, asked);
  const plan = await planRound(ctx, asked);
  if (plan.groups.length === 0) return { message: await nobody(ctx, program, plan) };
  return ctx.propose({
    echo: heldNow(plan),
    confirm: 'Hold it now',
    apply: async () => ({ message: await holdNow(ctx, asked) }),
  });
};

/** A round of nobody is not held: it would stand in the way of one that somebody is in. */
async function nobody(ctx: ActionContext, program: Program, plan: RoundPlan): Promise<Message> {
  const { zone } = program.cadence;
  const channel = (await ctx.people.channel(program.channel))?.name ?? 'a closed channel';
  const [round] = nextRounds(program, ctx.settings.calendar, ctx.now, localDateOf(ctx.now, zone), 1);
  const next = round
    ? text`The next round by the rhythm: ${date(round.at, zone, 'dayTime')}.`
    : text`No round is ahead.`;
  return nobodyNow({ plan, channel, isOptOut: program.isOptOut, next });
}

const preview: Action = async (ctx) => {
  const { id, program } = await programHere(ctx);
  return { message: await previewOf(ctx, id, program) };
};

/** When rounds are held, and a look at the next. */
export const runActions: Readonly<Record<string, Action>> = { pause, resume, off, now, preview };
