import type { WorkContext } from '../../ports/context.ts';
import { addDays, localDateOf } from '../../time/zoned.ts';
import { answers, periods } from './records.ts';

/** contracts.md: answers are kept for 24 months. */
const keptDays = 731;

/** Drops the answers of dates long past, of programs that have ended too; figures that were told stay. */
export async function dropOldAnswers(ctx: WorkContext): Promise<void> {
  const oldest = addDays(localDateOf(ctx.now, ctx.settings.calendar.zone), -keptDays);
  for (const { key, value } of await ctx.tx.list(periods)) {
    if (value.quarter !== undefined || key.slice(key.lastIndexOf('/') + 1) >= oldest) continue;
    for (const answer of await ctx.tx.list(answers, { prefix: `${key}/` })) await ctx.tx.remove(answers, answer.key);
    await ctx.tx.remove(periods, key);
  }
}
