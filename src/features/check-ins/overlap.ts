import type { ReadContext } from '../../ports/context.ts';
import { datesBetween } from '../../time/cadence.ts';
import { addDays, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { audienceOf } from './audience.ts';
import { type Program, programs } from './records.ts';

const daysAhead = 35;

/** `7 of 12 are asked by another check-in on some of these days already`, as a sentence; undefined where nobody is. */
export async function overlapWords(ctx: ReadContext, id: string, program: Program): Promise<string | undefined> {
  if (program.shape !== 'private') return undefined;
  const here = await audienceOf(ctx, program);
  const dates = new Set(nextDates(ctx, program));
  const elsewhere = new Set<string>();
  for (const { key, value } of await ctx.reads.list(programs)) {
    if (key === id || value.shape !== 'private' || !nextDates(ctx, value).some((date) => dates.has(date))) continue;
    if (!(await ctx.people.channel(value.channel))) continue;
    for (const person of await audienceOf(ctx, value)) elsewhere.add(person.id);
  }
  const count = here.filter((person) => elsewhere.has(person.id)).length;
  if (count === 0) return undefined;
  return `${count} of ${here.length} ${count === 1 ? 'is' : 'are'} asked something on these days already, by another check-in.`;
}

function nextDates(ctx: ReadContext, { cadence }: Program): readonly LocalDate[] {
  const today = localDateOf(ctx.now, cadence.zone);
  return datesBetween(cadence, today, addDays(today, daysAhead));
}
