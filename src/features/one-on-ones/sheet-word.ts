import { buttons, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { daysBetween, localDateOf, plus } from '../../time/zoned.ts';
import { inPlace, type Mine } from './mine.ts';
import { choices, sheetPrefix } from './records.ts';
import { button } from './words.ts';
import type { Sheet, SheetRow } from './worksheet-records.ts';
import { drawnCard } from './worksheet-view.ts';

const daysBetweenWords = 7;

/**
 * Tells the other of the two what was drawn, so that nobody has a page about themselves that they do not know of; again
 * after a week at the earliest, and not whom it bothers. Answers when each was last told.
 */
export async function tellOther(
  ctx: ActionContext,
  found: Mine,
  sheet: Sheet,
  told: NonNullable<SheetRow['told']>,
): Promise<NonNullable<SheetRow['told']>> {
  const { other, key, side } = found;
  const today = localDateOf(ctx.now, other.calendar.zone);
  const last = told[other.id];
  if (last !== undefined && daysBetween(last, today) < daysBetweenWords) return told;
  if ((await ctx.tx.get(choices, other.id))?.noSheets) return told;
  await ctx.send({
    key: `${sheetPrefix(key)}${sheet.kind}/${other.id}/${today}`,
    to: { person: other.id },
    kind: 'reminder',
    message: drawnCard(key, ctx.actor, sheet, side === 'supervisor'),
    expiresAt: plus(ctx.now, { days: daysBetweenWords }),
    onUnknown: 'rest',
  });
  return { ...told, [other.id]: today };
}

/** Whether one is told of what the other drew. */
export const wordOfSheets: PressHandler = async (ctx, args) => {
  const noSheets = args.on !== 'yes';
  await ctx.tx.put(choices, ctx.actor.id, { ...(await ctx.tx.get(choices, ctx.actor.id)), noSheets });
  return inPlace(
    ctx,
    noSheets
      ? say(
          text`No more word of what was drawn. /hallway oneonone shows it all the same.`,
          buttons(button('Tell me again', 'sheet.word', { on: 'yes' })),
        )
      : say(text`Good, I tell you when something is drawn, once a week at most.`),
  );
};
