import { type Block, bold, buttons, heading, list, paragraph, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { isPaused } from '../../ports/people.ts';
import { localDateOf } from '../../time/zoned.ts';
import { button } from './messages.ts';
import { answerKey, answers, takerKey, takers } from './records.ts';
import { isResting } from './resting.ts';
import { statusLines } from './status.ts';
import { openPrompts, stoppedPrograms } from './taking-part.ts';

/** Questions that are open and not answered or skipped: what waits for a person. */
export async function waiting(ctx: ActionContext): Promise<readonly Block[]> {
  if (isPaused(ctx.actor, ctx.now)) return [];
  const blocks: Block[] = [];
  for (const { id, date, period } of await openPrompts(ctx)) {
    const [question] = period.questions;
    const taker = await ctx.tx.get(takers, takerKey(id, ctx.actor.id));
    if (isResting(taker, localDateOf(ctx.now, ctx.actor.calendar.zone))) continue;
    if (!question || (await ctx.tx.get(answers, answerKey(id, date, ctx.actor.id)))) continue;
    blocks.push(
      paragraph(text`Today's question: ${bold(question.text)}`),
      buttons(button('Show it', 'show', { program: id, date }, 'primary')),
    );
  }
  return blocks;
}

/** What a person has stopped for themselves, with the way back. */
export const stopped = async (ctx: ActionContext): Promise<readonly Block[]> =>
  (await stoppedPrograms(ctx)).flatMap(({ blocks }) => blocks.slice(0, 2));

/** For admins: every program with its next date. */
export async function programsForAdmins(ctx: ActionContext): Promise<readonly Block[]> {
  if (!ctx.actor.isAdmin) return [];
  const lines = await statusLines(ctx);
  return lines.length === 0 ? [] : [heading('Check-ins'), list(lines.map((line) => line.text))];
}
