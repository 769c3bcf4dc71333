import type { WorkContext } from '../../ports/context.ts';
import { withMeeting } from './meetings.ts';
import { pairRows } from './pair-rows.ts';
import { defaultStanding, type Meeting, type Pair, pairKey, pairs, standings } from './records.ts';
import { end } from './relations.ts';

/** After accounts were joined: the talks of a pair that both sides had are one history, and a report has one supervisor. */
export async function makeOne(ctx: WorkContext): Promise<void> {
  for (const { key, value } of await ctx.tx.list(pairs)) {
    const now = pairKey(value.supervisor, value.report);
    if (key !== now) await gather(ctx, key, now);
  }
  const active = (await pairRows(ctx.tx)).flatMap(({ value }) => (value.state === 'active' ? [value] : []));
  for (const [report, several] of Map.groupBy(active, (pair) => pair.report)) {
    if (several.length < 2) continue;
    const manager = (await ctx.people.get(report))?.manager;
    const [, ...others] = [...several].sort((a, b) => weight(b, manager) - weight(a, manager));
    for (const pair of others) await end(ctx, pair);
  }
}

/** What somebody said outweighs the directory, and of two the one that the directory names by now. */
const weight = ({ source, supervisor }: Pair, manager: string | undefined): number =>
  (source === 'directory' ? 0 : 2) + (supervisor === manager ? 1 : 0);

/** Once: a talk that is taken back afterwards does not come again. */
async function gather(ctx: WorkContext, from: string, into: string): Promise<void> {
  const other = await ctx.tx.get(standings, from);
  if (!other || other.gathered === other.meetings.length) return;
  const known = (await ctx.tx.get(standings, into)) ?? defaultStanding;
  const days = [known.loggedOn, other.loggedOn].filter((day) => day !== undefined).sort();
  const meetings = [...other.meetings.reduce(withBoth, known.meetings)];
  await ctx.tx.put(standings, into, { ...known, meetings, loggedOn: days.at(-1) });
  await ctx.tx.put(standings, from, { ...other, gathered: other.meetings.length });
}

const withBoth = (meetings: readonly Meeting[], { supervisor, report }: Meeting): readonly Meeting[] => {
  const one = supervisor === undefined ? meetings : withMeeting(meetings, 'supervisor', supervisor);
  return report === undefined ? one : withMeeting(one, 'report', report);
};
