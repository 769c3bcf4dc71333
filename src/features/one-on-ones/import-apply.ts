import { z } from 'zod';
import type { PersonId } from '../../core/ids.ts';
import { collection } from '../../ports/collection.ts';
import type { WorkContext } from '../../ports/context.ts';
import type { Schedule } from '../../ports/feature.ts';
import { schema } from '../../ports/schema.ts';
import { addDays, localDateOf } from '../../time/zoned.ts';
import { followDirectory } from './directory.ts';
import { spreadDays } from './due.ts';
import type { ImportPlan, Step } from './import-plan.ts';
import { counted } from './import-words.ts';
import { withMeeting, withoutMeeting } from './meetings.ts';
import { rhythmOfAll } from './pair-facts.ts';
import { pairRows } from './pair-rows.ts';
import { defaultStanding, joinerSchema, joiners, type Pair, pairKey, pairs, standings } from './records.ts';
import { keepWatch, stopMail } from './relations.ts';
import type { Rhythm } from './rhythm.ts';

const importSchema = z.object({
  changes: z.array(z.object({ key: z.string(), was: z.unknown().optional() })),
  /** First days it set, by person, with what was known before. */
  starts: z.array(z.object({ person: schema.person, is: schema.date, was: joinerSchema.optional() })).default([]),
  /** Talks it told of, by pair, with the day it was told of and the one before. */
  talks: z
    .array(z.object({ pair: z.string(), date: schema.date, on: schema.date, loggedOn: schema.date.optional() }))
    .default([]),
});
type Import = z.infer<typeof importSchema>;
/** What files changed, so that it can be put back. */
export const imports = collection('oneonone.import', importSchema);

/** Applies a plan's steps, all of them in this transaction; one entry of the log, which can be undone. */
export async function applyImport(ctx: WorkContext, { steps }: Pick<ImportPlan, 'steps'>): Promise<void> {
  if (steps.length === 0) return;
  const id = ctx.random.id();
  const done: Import = { changes: [], starts: [], talks: [] };
  const write = async (after: Pair) => {
    const key = pairKey(after.supervisor, after.report);
    const was = await ctx.tx.get(pairs, key);
    done.changes.push({ key, ...(was ? { was } : {}) });
    await ctx.tx.put(pairs, key, { ...after, file: id });
  };
  const teams = await teamSizes(ctx);
  for (const step of steps) {
    await applyStep(ctx, step, teams, write);
    await noteDates(ctx, step, done);
  }
  await ctx.change({ collection: imports, key: id, after: done, what: 'One-on-ones from a file', is: counted(steps) });
  await followDirectory(ctx);
  await keepWatch(ctx);
}

interface Team {
  size: number;
  readonly rhythm: Rhythm;
}

async function teamSizes(ctx: WorkContext): Promise<(supervisor: PersonId) => Promise<Team>> {
  const teams = new Map<PersonId, Team>();
  const sizes = Map.groupBy(
    (await pairRows(ctx.tx)).filter(({ value }) => value.state !== 'ended'),
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
    // Who was taken off on purpose is not brought back by the directory.
    await write({ ...before, state: 'ended', ...(what === 'remove' ? { isDenied: true } : {}) });
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
}

/** The first day and the last talk that a line names, and what they were before. */
async function noteDates(ctx: WorkContext, { line, report, supervisor }: Step, done: Import): Promise<void> {
  if (!supervisor) return;
  if (line.start !== undefined) {
    const was = await ctx.tx.get(joiners, report.id);
    await ctx.tx.put(joiners, report.id, { hasBuddy: false, ...was, start: line.start });
    done.starts.push({ person: report.id, is: line.start, ...(was ? { was } : {}) });
  }
  const pair = pairKey(supervisor.id, report.id);
  const standing = (await ctx.tx.get(standings, pair)) ?? defaultStanding;
  if (line.last === undefined || standing.meetings.some((one) => one.supervisor === line.last)) return;
  const { loggedOn } = standing;
  const meetings = [...withMeeting(standing.meetings, 'supervisor', line.last)];
  const today = localDateOf(ctx.now, supervisor.calendar.zone);
  await ctx.tx.put(standings, pair, { ...standing, meetings, loggedOn: today });
  done.talks.push({ pair, date: line.last, on: today, ...(loggedOn === undefined ? {} : { loggedOn }) });
}

/** Takes back what a file said, where nobody has said otherwise since. */
async function takeBack(ctx: WorkContext, id: string, { changes, starts, talks }: Import): Promise<void> {
  for (const { key, was } of [...changes].reverse()) {
    const now = await ctx.tx.get(pairs, key);
    if (now?.file !== id) continue;
    if (was === undefined || was === null) await ctx.tx.remove(pairs, key);
    else await ctx.tx.put(pairs, key, pairs.parse(was));
  }
  for (const { person, is, was } of starts) {
    if ((await ctx.tx.get(joiners, person))?.start !== is) continue;
    if (was) await ctx.tx.put(joiners, person, was);
    else await ctx.tx.remove(joiners, person);
  }
  for (const { pair, date, on, loggedOn } of talks) {
    const standing = await ctx.tx.get(standings, pair);
    if (!standing?.meetings.some((one) => one.supervisor === date)) continue;
    const meetings = [...withoutMeeting(standing.meetings, 'supervisor', date)];
    const told = standing.loggedOn === on ? loggedOn : standing.loggedOn;
    await ctx.tx.put(standings, pair, { ...standing, meetings, loggedOn: told });
  }
}

/** Nothing recurs: it is here for `undo`, which puts back every pair that nobody has touched since. */
export const importUndo: Schedule<Import> = {
  name: 'oneonone-import',
  subjects: imports,
  occurrences: async () => [],
  run: async () => undefined,
  missed: async () => undefined,
  async changed(ctx, id, before, after) {
    if (!before || after) return;
    await takeBack(ctx, id, before);
    await keepWatch(ctx);
  },
};
