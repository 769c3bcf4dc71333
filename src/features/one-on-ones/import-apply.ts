import { z } from 'zod';
import type { PersonId } from '../../core/ids.ts';
import { collection } from '../../ports/collection.ts';
import type { WorkContext } from '../../ports/context.ts';
import type { Schedule } from '../../ports/feature.ts';
import { addDays, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { spreadDays } from './due.ts';
import type { ImportPlan, Step } from './import-plan.ts';
import { withMeeting } from './meetings.ts';
import { rhythmOfAll } from './pair-facts.ts';
import { defaultStanding, joiners, type Pair, pairKey, pairs, standings } from './records.ts';
import { keepWatch, stopMail } from './relations.ts';
import type { Rhythm } from './rhythm.ts';

const importSchema = z.object({
  changes: z.array(z.object({ key: z.string(), was: z.unknown().optional() })),
});
/** What files changed, so that it can be put back. */
export const imports = collection('oneonone.import', importSchema);

/** `12 added, 3 moved, 1 removed`; without zeros. */
export function counted(steps: readonly Pick<Step, 'what'>[]): string {
  const words = { add: 'added', move: 'moved', remove: 'removed', update: 'updated' } as const;
  const parts = Object.entries(words).flatMap(([what, word]) => {
    const count = steps.filter((step) => step.what === what).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return parts.length === 0 ? 'nothing to change' : parts.join(', ');
}

/** Applies a plan's steps, all of them in this transaction; one entry of the log, which can be undone. */
export async function applyImport(ctx: WorkContext, { steps }: Pick<ImportPlan, 'steps'>): Promise<void> {
  if (steps.length === 0) return;
  const id = ctx.random.id();
  const changes: { key: string; was?: Pair }[] = [];
  const write = async (after: Pair) => {
    const key = pairKey(after.supervisor, after.report);
    const was = await ctx.tx.get(pairs, key);
    changes.push({ key, ...(was ? { was } : {}) });
    await ctx.tx.put(pairs, key, { ...after, file: id });
  };
  const teams = await teamSizes(ctx);
  for (const step of steps) await applyStep(ctx, step, teams, write);
  await ctx.change({
    collection: imports,
    key: id,
    after: { changes },
    what: 'One-on-ones from a file',
    is: counted(steps),
  });
  await keepWatch(ctx);
}

interface Team {
  size: number;
  readonly rhythm: Rhythm;
}

async function teamSizes(ctx: WorkContext): Promise<(supervisor: PersonId) => Promise<Team>> {
  const teams = new Map<PersonId, Team>();
  const sizes = Map.groupBy(
    (await ctx.tx.list(pairs)).filter(({ value }) => value.state !== 'ended'),
    ({ value }) => value.supervisor,
  );
  return async (supervisor) => {
    const known = teams.get(supervisor);
    if (known) return known;
    const team = { size: sizes.get(supervisor)?.length ?? 0, rhythm: await rhythmOfAll(ctx, supervisor) };
    teams.set(supervisor, team);
    return team;
  };
}

async function applyStep(
  ctx: WorkContext,
  { what, line, report, supervisor, before }: Step,
  teamOf: Awaited<ReturnType<typeof teamSizes>>,
  write: (after: Pair) => Promise<void>,
): Promise<void> {
  if (before && what !== 'update') {
    await write({ ...before, state: 'ended' });
    await stopMail(ctx, before, await ctx.people.get(before.supervisor));
  }
  if (!supervisor) return;
  const team = await teamOf(supervisor.id);
  const today = localDateOf(ctx.now, supervisor.calendar.zone);
  const known = await ctx.tx.get(pairs, pairKey(supervisor.id, report.id));
  const rhythm = line.rhythm ?? known?.rhythm;
  await write({
    supervisor: supervisor.id,
    report: report.id,
    state: 'active',
    source: 'file',
    since: what === 'update' && known ? known.since : today,
    first: what === 'update' && known ? known.first : addDays(today, spreadDays(team.size++, rhythm ?? team.rhythm)),
    ...(rhythm ? { rhythm } : {}),
  });
  if (line.start !== undefined) {
    const joiner = await ctx.tx.get(joiners, report.id);
    await ctx.tx.put(joiners, report.id, { hasBuddy: false, ...joiner, start: line.start });
  }
  if (line.last !== undefined) await noteLast(ctx, pairKey(supervisor.id, report.id), line.last, today);
}

async function noteLast(ctx: WorkContext, key: string, last: LocalDate, today: LocalDate): Promise<void> {
  const standing = (await ctx.tx.get(standings, key)) ?? defaultStanding;
  const meetings = [...withMeeting(standing.meetings, 'supervisor', last)];
  await ctx.tx.put(standings, key, { ...standing, meetings, loggedOn: today });
}

/** Nothing recurs: it is here for `undo`, which puts back every pair that nobody has touched since. */
export const importUndo: Schedule<ReturnType<typeof imports.parse>> = {
  name: 'oneonone-import',
  subjects: imports,
  occurrences: async () => [],
  run: async () => undefined,
  missed: async () => undefined,
  async changed(ctx, id, before, after) {
    if (!before || after) return;
    for (const { key, was } of [...before.changes].reverse()) {
      const now = await ctx.tx.get(pairs, key);
      if (now?.file !== id) continue;
      if (was === undefined || was === null) await ctx.tx.remove(pairs, key);
      else await ctx.tx.put(pairs, key, pairs.parse(was));
    }
    await keepWatch(ctx);
  },
};
