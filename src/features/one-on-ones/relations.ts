import { UserError } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { addDays, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { cancelNudges, settleLine } from './cards.ts';
import { spreadDays } from './due.ts';
import { isHere, rhythmOfAll } from './pair-facts.ts';
import { pairRows } from './pair-rows.ts';
import { askPrefix, organisationKey, type Pair, pairKey, pairs, plans, sheetPrefix } from './records.ts';

/** Who reports to whom, as far as it counts today. */
export type Reporting = ReadonlyMap<PersonId, PersonId>;

/** Everybody's supervisor. */
export async function reporting(ctx: ReadContext): Promise<Reporting> {
  const active = (await pairRows(ctx.reads)).filter(({ value }) => value.state === 'active');
  return new Map(active.map(({ value }) => [value.report, value.supervisor]));
}

/** True where the supervisor would, over some steps, report to their own report. */
export function isCircle(reports: Reporting, supervisor: PersonId, report: PersonId): boolean {
  const seen = new Set<PersonId>();
  for (let above: PersonId | undefined = supervisor; above !== undefined; above = reports.get(above)) {
    if (above === report) return true;
    if (seen.has(above)) return false;
    seen.add(above);
  }
  return false;
}

/** UserError where these two cannot be supervisor and report. */
export async function checkPair(ctx: ReadContext, supervisor: Person, report: Person): Promise<void> {
  for (const person of [supervisor, report]) {
    if (person.standing === 'bot') throw new UserError(`${person.name} is an app. Nothing was changed.`);
    if (person.standing === 'gone') throw new UserError(`${person.name} has left. Nothing was changed.`);
  }
  if (supervisor.id === report.id)
    throw new UserError('Nobody has one-on-ones with themselves. Name somebody else. Nothing was changed.');
  if (isCircle(await reporting(ctx), supervisor.id, report.id))
    throw new UserError(
      `${supervisor.name} reports to ${report.name} already, so it cannot be the other way round too. Nothing was changed.`,
    );
}

/** A pair as it begins today, or begins again with what it had before; first due at its place in the spread. */
export async function newPair(
  ctx: WorkContext,
  supervisor: Person,
  report: Person,
  like: Pick<Pair, 'state' | 'source'>,
): Promise<Pair> {
  const today = localDateOf(ctx.now, supervisor.calendar.zone);
  const before = await ctx.tx.get(pairs, pairKey(supervisor.id, report.id));
  const nth = (await pairRows(ctx.tx, `${supervisor.id}/`)).filter(({ value }) => value.state !== 'ended').length;
  const rhythm = before?.rhythm ?? (await rhythmOfAll(ctx, supervisor.id));
  return {
    supervisor: supervisor.id,
    report: report.id,
    ...like,
    since: today,
    first: addDays(today, spreadDays(nth, rhythm)),
    ...(before?.rhythm === undefined ? {} : { rhythm: before.rhythm }),
  };
}

/** The pairs a report is in or asked to be in. */
export async function pairsOfReport(ctx: ReadContext, report: PersonId): Promise<readonly Pair[]> {
  const all = await pairRows(ctx.reads);
  return all.flatMap(({ value }) => (value.report === report && value.state !== 'ended' ? [value] : []));
}

/**
 * Makes two people a pair from now on. Of `before`, the pairs the report is in so far, the others end and keep their
 * history; the supervisor they were with is answered. `isLogged` for what a supervisor did by hand: what a report
 * decides for themselves is in no log.
 */
export async function join(
  ctx: WorkContext,
  supervisor: Person,
  report: Person,
  source: Pair['source'],
  before: readonly Pair[],
  isLogged = false,
): Promise<Person | undefined> {
  for (const pair of before) if (pair.supervisor !== supervisor.id) await end(ctx, pair, isLogged);
  const after = await newPair(ctx, supervisor, report, { state: 'active', source });
  const former = before.find((pair) => pair.state === 'active' && pair.supervisor !== supervisor.id);
  const was = former && (await ctx.people.get(former.supervisor));
  const said = { what: `Supervisor of ${report.name}`, was: was?.name ?? 'nobody', is: supervisor.name };
  await keep(ctx, { ...after, ...(isLogged && was ? { before: was.id } : {}) }, isLogged ? said : undefined);
  return was;
}

/** The report said no to a list they were put on: they are again with whom they were before. Answers that supervisor. */
export async function giveBack(ctx: WorkContext, { before, report }: Pair): Promise<Person | undefined> {
  const supervisor = before && (await ctx.people.get(before));
  const pair = before && (await ctx.tx.get(pairs, pairKey(before, report)));
  if (!isHere(supervisor) || pair?.state !== 'ended' || pair.isDenied) return undefined;
  if ((await pairsOfReport(ctx, report)).some(({ state }) => state === 'active')) return undefined;
  if (isCircle(await reporting(ctx), supervisor.id, report)) return undefined;
  await keep(ctx, { ...pair, state: 'active' }, undefined);
  return supervisor;
}

/** Ends a pair: nothing more comes of it, and what the two had stays theirs. */
export async function end(ctx: WorkContext, pair: Pair, isLogged = false): Promise<void> {
  const [supervisor, report] = await Promise.all([ctx.people.get(pair.supervisor), ctx.people.get(pair.report)]);
  const name = (person: Person | undefined) => person?.name ?? 'somebody who left';
  const said = { what: `Supervisor of ${name(report)}`, was: name(supervisor), is: 'nobody' };
  await keep(ctx, { ...pair, state: 'ended' }, isLogged ? said : undefined);
  await stopMail(ctx, pair, supervisor);
}

async function keep(
  ctx: WorkContext,
  after: Pair,
  said: { readonly what: string; readonly was: string; readonly is: string } | undefined,
): Promise<void> {
  const key = pairKey(after.supervisor, after.report);
  if (said) await ctx.change({ collection: pairs, key, after, ...said });
  else await ctx.tx.put(pairs, key, after);
}

/** Takes back what is still owed about a pair. */
export async function stopMail(ctx: WorkContext, pair: Pair, supervisor: Person | undefined): Promise<void> {
  const key = pairKey(pair.supervisor, pair.report);
  await ctx.cancel(askPrefix(key));
  await ctx.cancel(sheetPrefix(key));
  if (!supervisor) return;
  if (supervisor.standing === 'gone') await cancelNudges(ctx, supervisor);
  else await settleLine(ctx, { supervisor, pair }, 'gone');
}

/** Sees to it that mornings are looked at, now that there is something to look for. */
export async function keepWatch(ctx: WorkContext): Promise<void> {
  await ctx.tx.insert(plans, organisationKey, { since: localDateOf(ctx.now, ctx.settings.calendar.zone) as LocalDate });
  await ctx.reschedule('oneonone', organisationKey);
}
