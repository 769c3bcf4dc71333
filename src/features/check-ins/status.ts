import { bold, list, type Message, paragraph, type Text, text } from '../../core/message.ts';
import { restsWhileClosed } from '../../ports/channel.ts';
import type { ActionContext, ReadContext, StatusLine } from '../../ports/context.ts';
import { formatDate } from '../../time/zoned.ts';
import { comingDates } from './coming.ts';
import { type Matters, mattersOf } from './matters.ts';
import { askedWords, reminderWords, sharedWords, shortRhythm } from './program-words.ts';
import { type Program, programs, suggestions } from './records.ts';

/** A line a program: its rhythm, its next date, what becomes of answers. Who or how many answered is in none of them. */
export async function statusLines(ctx: ReadContext): Promise<readonly StatusLine[]> {
  const rows = await ctx.reads.list(programs);
  const lines: StatusLine[] = await Promise.all(
    rows.map(async ({ value }) => {
      const matters = await mattersOf(ctx, value);
      return { text: await statusLine(ctx, value, matters), ...(matters.isProblem ? { isProblem: true } : {}) };
    }),
  );
  const waiting = (await ctx.reads.list(suggestions)).length;
  const proposed = text`${bold('Questions proposed')}: ${waiting}. /hallway checkin suggestions shows them.`;
  return waiting === 0 ? lines : [...lines, { text: proposed }];
}

async function statusLine(ctx: ReadContext, program: Program, { words }: Matters): Promise<Text> {
  const channel = (await ctx.people.channel(program.channel))?.name;
  if (channel === undefined) return text`${bold('Check-in in a closed channel')} ${restsWhileClosed}`;
  const [next] = await comingDates(ctx, program, 1);
  const when = next === undefined ? 'No date ahead.' : `Next: ${formatDate(next, 'day', ctx.settings.reader)}.`;
  const reminder = reminderWords(program) && ` ${reminderWords(program)}`;
  return [
    ...text`${bold(`Check-in in #${channel}`)}: ${shortRhythm(ctx, program)}. ${when} Asks ${askedWords(program)}. ${sharedWords(program)}.${reminder}`,
    ...words.flatMap((one) => [...text` `, ...one]),
  ];
}

/** `/hallway checkin status`: the program of this channel, or all of them. */
export async function statusHere(ctx: ActionContext): Promise<Message> {
  const rows = await ctx.tx.list(programs);
  const shown = rows.filter(({ value }) => ctx.channel === undefined || value.channel === ctx.channel);
  if (shown.length === 0) {
    const words = text`There is no check-in here yet. Start with ${bold('/hallway checkin every weekday at 09:30 local')}.`;
    return { fallback: 'No check-in here yet', blocks: [paragraph(words)] };
  }
  const lines = shown.map(async ({ value }) => statusLine(ctx, value, await mattersOf(ctx, value)));
  return { fallback: 'Check-in status', blocks: [list(await Promise.all(lines))] };
}
