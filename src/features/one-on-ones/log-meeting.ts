import { UserError } from '../../core/errors.ts';
import type { ActionContext } from '../../ports/context.ts';
import { addDays, formatDate, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { carryOver } from './agenda.ts';
import { reopenLine, settleLine } from './cards.ts';
import { lastMet, withMeeting, withoutMeeting } from './meetings.ts';
import type { Mine } from './mine.ts';
import { askPrefix, type Standing, standings } from './records.ts';

/** Further back than this nobody remembers for certain. */
const daysBack = 100;

/**
 * Keeps that the two met on a date, as one of them says, and takes back whatever was still to remind of it. `instead` is
 * a date the same person named before. UserError for a date to come or long gone.
 */
export async function logMeeting(
  ctx: ActionContext,
  found: Mine,
  date: LocalDate,
  how: { readonly instead?: LocalDate; readonly card?: LocalDate } = {},
): Promise<Standing> {
  const today = localDateOf(ctx.now, ctx.actor.calendar.zone);
  if (date > today)
    throw new UserError('That day is still to come. Say when you met once you have. Nothing was changed.');
  if (date < addDays(today, -daysBack))
    throw new UserError(
      `That is more than ${daysBack} days ago. Name a day after ${formatDate(addDays(today, -daysBack), 'date', ctx.settings.reader)}. Nothing was changed.`,
    );
  const { restUntil: _over, isAsked: _met, ...standing } = found.standing;
  const loggedOn = localDateOf(ctx.now, found.supervisor.calendar.zone);
  const after = {
    ...standing,
    meetings: [...withMeeting(standing.meetings, found.side, date, how.instead)],
    loggedOn,
  };
  await ctx.tx.put(standings, found.key, after);
  await ctx.cancel(askPrefix(found.key));
  await carryOver(ctx, found);
  await settleLine(ctx, found, 'met', how.card);
  return after;
}

/** Takes back what one of them said of a meeting; unless the other says so too, the latest card has the line again. */
export async function takeBack(ctx: ActionContext, found: Mine, date: LocalDate): Promise<Standing> {
  const after = { ...found.standing, meetings: [...withoutMeeting(found.standing.meetings, found.side, date)] };
  await ctx.tx.put(standings, found.key, after);
  if (lastMet(after) !== lastMet(found.standing)) await reopenLine(ctx, found);
  return after;
}
