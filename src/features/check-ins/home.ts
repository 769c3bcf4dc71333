import { type Block, bold, buttons, heading, list, paragraph, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { isPaused } from '../../ports/people.ts';
import { formatDate, localDateOf } from '../../time/zoned.ts';
import { button, stoppedAsking } from './messages.ts';
import { rhythmTold, sharedWords } from './program-words.ts';
import { answerKey, answers, type Taker, takerKey, takers } from './records.ts';
import { isResting } from './resting.ts';
import { statusLines } from './status.ts';
import { myPrograms, openPrompts } from './taking-part.ts';
import { inSentence } from './words.ts';

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

/** What a person is asked, when and who sees it, with the way to less of it, or back to what they have stopped. */
export async function asked(ctx: ActionContext): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  for (const { id, program, channel } of await myPrograms(ctx)) {
    if (program.shape !== 'private') continue;
    const taker = await ctx.tx.get(takers, takerKey(id, ctx.actor.id));
    if (taker?.rhythm === 'never') blocks.push(...stoppedAsking(id, channel).blocks.slice(0, 2));
    else
      blocks.push(
        paragraph(
          text`${bold(`#${channel}`)}: ${inSentence(rhythmTold(ctx, program))} ${chosenWords(ctx, taker)}${inSentence(sharedWords(program))}.`,
        ),
        buttons(button('Ask me less', 'less', { program: id })),
      );
  }
  return blocks.length === 0 ? [] : [heading('My questions'), ...blocks];
}

/** What they have asked for themselves. */
function chosenWords(ctx: ActionContext, taker: Taker | undefined): string {
  const today = localDateOf(ctx.now, ctx.actor.calendar.zone);
  const until = taker?.pausedUntil;
  if (until !== undefined && isResting(taker, today))
    return `paused until ${formatDate(until, 'day', ctx.settings.reader)}, `;
  return taker?.rhythm === 'twice' ? 'you twice a week, ' : taker?.rhythm === 'weekly' ? 'you once a week, ' : '';
}

/** For admins: every program with its next date. */
export async function programsForAdmins(ctx: ActionContext): Promise<readonly Block[]> {
  if (!ctx.actor.isAdmin) return [];
  const lines = await statusLines(ctx);
  return lines.length === 0 ? [] : [heading('Check-ins'), list(lines.map((line) => line.text))];
}
