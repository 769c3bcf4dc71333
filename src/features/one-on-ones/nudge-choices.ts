import { UserError } from '../../core/errors.ts';
import { say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { addDays, formatDate, localDateOf } from '../../time/zoned.ts';
import { cancelNudges } from './cards.ts';
import { stopChoices } from './messages.ts';
import { inPlace } from './mine.ts';
import { type Choices, choices } from './records.ts';
import { keepWatch } from './relations.ts';

async function choose(ctx: ActionContext, patch: Choices): Promise<Choices> {
  const after = { ...(await ctx.tx.get(choices, ctx.actor.id)), ...patch };
  await ctx.tx.put(choices, ctx.actor.id, after);
  return after;
}

async function resume(ctx: ActionContext): Promise<void> {
  const { restUntil: _over, ...kept } = (await ctx.tx.get(choices, ctx.actor.id)) ?? {};
  await ctx.tx.put(choices, ctx.actor.id, kept);
}

/** `oneonone nudges on|off`. */
export async function nudges(ctx: ActionContext, [word = '']: readonly string[]): Promise<Reply> {
  if (word.toLowerCase() === 'on') {
    await resume(ctx);
    return { message: say(text`Good. I'll remind you on your own mornings, one card a day at most.`) };
  }
  if (word.toLowerCase() !== 'off') throw new UserError('Say nudges on or nudges off. Nothing was changed.');
  await choose(ctx, { restUntil: 'on' });
  await cancelNudges(ctx, ctx.actor);
  return { message: say(text`No more reminders. /hallway oneonone nudges on brings them back.`) };
}

const stop: PressHandler = async (ctx) => {
  const own = await ctx.tx.get(choices, ctx.actor.id);
  return {
    message: stopChoices({
      isAnyHour: own?.isAnyHour ?? false,
      hasTips: !own?.noTips,
      hasSuggestions: !own?.noSuggestions,
    }),
  };
};

const quiet: PressHandler = async (ctx, args) => {
  if (args.days === 'on') return inPlace(ctx, (await nudges(ctx, ['off'])).message ?? say(text`Noted.`));
  const until = addDays(localDateOf(ctx.now, ctx.actor.calendar.zone), args.days === '14' ? 14 : 30);
  await choose(ctx, { restUntil: until });
  await cancelNudges(ctx, ctx.actor);
  return inPlace(
    ctx,
    say(text`No reminders before ${formatDate(until, 'day', ctx.settings.reader)}. They come back by themselves.`),
  );
};

const hour: PressHandler = async (ctx, args) => {
  const isAnyHour = args.any === 'yes';
  await choose(ctx, { isAnyHour });
  await keepWatch(ctx);
  return inPlace(
    ctx,
    isAnyHour
      ? say(text`Good, as your day begins, whatever the day.`)
      : say(text`Good, not before 10:00 on your first day and not after 15:00 on your last.`),
  );
};

/** Buttons about what comes along with nudges, and when. */
export const choicePresses: Readonly<Record<string, PressHandler>> = {
  'oneonone.stop': stop,
  'oneonone.quiet': quiet,
  'oneonone.hour': hour,
  'oneonone.tips': async (ctx, args) => {
    const { noTips } = await choose(ctx, { noTips: args.on === 'no' });
    return inPlace(ctx, say(noTips ? text`No more tips.` : text`A tip a week at most.`));
  },
  'oneonone.suggest': async (ctx, args) => {
    const { noSuggestions } = await choose(ctx, { noSuggestions: args.on === 'no' });
    return inPlace(ctx, say(noSuggestions ? text`No more suggestions.` : text`A suggestion a fortnight at most.`));
  },
};
