import type { ReadContext } from '../../ports/context.ts';
import { datesBetween } from '../../time/cadence.ts';
import { addDays, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { spotsOf } from './audience.ts';
import { dueAt } from './dates.ts';
import type { Program } from './records.ts';

const daysAhead = 400;

/** A program's next dates, at most so many: those on which its question is still to come, wherever that is last. */
export async function comingDates(ctx: ReadContext, program: Program, most: number): Promise<readonly LocalDate[]> {
  const { cadence, isLocal } = program;
  const spots = isLocal ? await spotsOf(ctx, program) : [];
  const zones = spots.length > 0 ? spots.map(({ zone }) => zone) : [cadence.zone];
  const today = localDateOf(ctx.now, cadence.zone);
  return datesBetween(cadence, addDays(today, -1), addDays(today, daysAhead))
    .filter((date) => zones.some((zone) => dueAt(program, date, zone) > ctx.now))
    .slice(0, most);
}
