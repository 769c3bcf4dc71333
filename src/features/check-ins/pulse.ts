import type { ReadContext, WorkContext } from '../../ports/context.ts';
import { type Instant, localDateOf, plus } from '../../time/zoned.ts';
import { positiveOf } from './cells.ts';
import { quarterOf } from './dates.ts';
import { type Estimate, estimate, meanOf } from './interval.ts';
import { type ItemFacts, pulseResult, type ThemeFacts } from './pulse-message.ts';
import { type Cell, deliveryPrefix, type Program, periods, releases, results } from './records.ts';

const daysOfUse = 7;

/** What every quarter that is told has shown; one in which nothing reached the floor is not among them. */
async function quarters(ctx: ReadContext, id: string): Promise<ReadonlyMap<string, readonly Cell[]>> {
  const told = new Set((await ctx.reads.list(releases, { prefix: `${id}/` })).map(({ key }) => key));
  const found = new Map<string, Cell[]>();
  for (const { key, value } of await ctx.reads.list(periods, { prefix: `${id}/` })) {
    if (value.quarter === undefined || !told.has(releaseKey(id, value.quarter))) continue;
    const cells = await ctx.reads.get(results, key);
    if (cells) found.set(value.quarter, [...(found.get(value.quarter) ?? []), ...cells.cells]);
  }
  return found;
}

/** A quarter against the first one and the one before, by theme and item by item. */
export interface PulseFacts {
  readonly quarter: string;
  readonly toldAt: Instant;
  readonly themes: readonly ThemeFacts[];
  readonly items: readonly ItemFacts[];
}

const releaseKey = (id: string, quarter: string) => `${id}/${quarter}`;

/** The figures of the latest quarter that is told, or of one of them; undefined where there are none. */
export async function pulseOf(ctx: ReadContext, id: string, wanted?: string): Promise<PulseFacts | undefined> {
  const all = [...(await quarters(ctx, id))].sort(([a], [b]) => (a < b ? -1 : 1));
  const at = wanted === undefined ? all.length - 1 : all.findIndex(([quarter]) => quarter === wanted);
  const [quarter, cells] = all[at] ?? [];
  const told = quarter === undefined ? undefined : await ctx.reads.get(releases, releaseKey(id, quarter));
  if (quarter === undefined || cells === undefined || told === undefined) return undefined;
  const baseline = firstOfEach(all.slice(0, at).flatMap(([, earlier]) => earlier));
  const last = at > 1 ? all[at - 1]?.[1] : undefined;
  const themes = [...new Set(cells.map(themeOf))].map((theme): ThemeFacts => {
    const here = cells.filter((cell) => themeOf(cell) === theme);
    return {
      theme,
      now: themeEstimate(here),
      fewest: Math.min(...here.map(({ answers }) => answers)),
      most: Math.max(...here.map(({ answers }) => answers)),
      baseline: compared(here, baseline),
      last: compared(here, last),
    };
  });
  return { quarter, toldAt: told.at, themes, items: cells.map((cell) => ({ cell, now: estimate(positiveOf(cell)) })) };
}

/** True once a quarter in which something was asked is over, whatever came of it. */
export async function isQuarterOver(ctx: ReadContext, id: string, { cadence }: Program): Promise<boolean> {
  const now = quarterOf(localDateOf(ctx.now, cadence.zone));
  const asked = await ctx.reads.list(periods, { prefix: `${id}/` });
  return asked.some(({ value: { quarter } }) => quarter !== undefined && quarter < now);
}

const themeOf = ({ question }: Cell): string => question.theme ?? question.text;
const themeEstimate = (cells: readonly Cell[]): Estimate => meanOf(cells.map((cell) => estimate(positiveOf(cell))));

/** Every item as it was when it was first told: a pulse begun late in a quarter has its baseline in two. */
const firstOfEach = (cells: readonly Cell[]): readonly Cell[] => [
  ...new Map(cells.toReversed().map((cell) => [cell.question.id, cell])).values(),
];

/** The same items now and then, so that one that was not asked or not released changes nothing. */
function compared(now: readonly Cell[], earlier: readonly Cell[] | undefined): ThemeFacts['baseline'] {
  const pairs = now.flatMap((cell) => {
    const before = earlier?.find(({ question }) => question.id === cell.question.id);
    return before ? [{ cell, before }] : [];
  });
  if (pairs.length === 0) return undefined;
  return {
    earlier: themeEstimate(pairs.map(({ before }) => before)),
    now: themeEstimate(pairs.map(({ cell }) => cell)),
  };
}

/** Tells the channel how the quarter went; once, and nothing where nothing reached the floor. */
export async function releasePulse(ctx: WorkContext, id: string, program: Program, quarter: string): Promise<void> {
  if (!(await ctx.tx.insert(releases, releaseKey(id, quarter), { at: ctx.now }))) return;
  const facts = await pulseOf(ctx, id, quarter);
  if (!facts) return;
  await ctx.send({
    key: `${deliveryPrefix(id)}pulse/${quarter}`,
    to: { channel: program.channel },
    kind: 'post',
    message: pulseResult(facts),
    expiresAt: plus(ctx.now, { days: daysOfUse }),
    onUnknown: 'rest',
  });
}
