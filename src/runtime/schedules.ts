import { z } from 'zod';
import { collection } from '../ports/collection.ts';
import type { ReadContext } from '../ports/context.ts';
import type { Occurrence, Schedule, Subject } from '../ports/feature.ts';
import { schema } from '../ports/schema.ts';
import { type Instant, plus } from '../time/zoned.ts';

/** Occurrences that have run or were missed, so that none runs twice. */
export const claimRows = collection('runtime.claim', z.object({ at: schema.instant }));

/** How far ahead a next occurrence is looked for: a yearly rule and a pause of a year fit. */
export const horizonDays = 800;
const claimedInARow = 64;

export const wakeKey = (schedule: string, subject: string) => `${schedule}/${subject}`;

/** `feature/schedule/subject/localDate`, and the step, since a round has several. */
export const claimKey = (schedule: string, subject: string, occurrence: Pick<Occurrence, 'step' | 'date'>) =>
  `${schedule}/${subject}/${occurrence.date}/${occurrence.step}`;

/** The occurrences from an instant on that nobody has claimed, soonest first. */
export async function unclaimed(
  ctx: ReadContext,
  schedule: Schedule<unknown>,
  subject: Subject<unknown>,
  from: Instant,
  limit: number,
): Promise<readonly Occurrence[]> {
  const window = { from, to: plus(from, { days: horizonDays }), limit: limit + claimedInARow };
  const open: Occurrence[] = [];
  for (const occurrence of await schedule.occurrences(ctx, subject, window)) {
    if (open.length === limit) break;
    if (!(await ctx.reads.get(claimRows, claimKey(schedule.name, subject.key, occurrence)))) open.push(occurrence);
  }
  return open;
}

/** The instant a schedule's subject must next be looked at. */
export async function nextWake(
  ctx: ReadContext,
  schedule: Schedule<unknown>,
  subject: Subject<unknown>,
  from: Instant,
): Promise<Instant | undefined> {
  return (await unclaimed(ctx, schedule, subject, from, 1))[0]?.at;
}
