import type { WorkContext } from '../../ports/context.ts';
import { followDirectory } from './directory.ts';
import { closePeriod } from './figures.ts';
import { makeOne } from './joined.ts';
import { organisationKey, programs } from './records.ts';
import { findBuddies, noticeNewcomers } from './welcome-path.ts';

/** What is looked at once a day; most of it where an admin has switched one-on-ones on. */
export async function lookAround(ctx: WorkContext): Promise<void> {
  await makeOne(ctx);
  const program = await ctx.tx.get(programs, organisationKey);
  if (!program?.isOn) return;
  await noticeNewcomers(ctx);
  await followDirectory(ctx);
  await findBuddies(ctx);
  await closePeriod(ctx, program);
}
