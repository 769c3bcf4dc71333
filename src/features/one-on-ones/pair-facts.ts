import type { PersonId } from '../../core/ids.ts';
import type { ReadContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import type { LocalDate } from '../../time/zoned.ts';
import { dueDate, type Facts } from './due.ts';
import { lastMet } from './meetings.ts';
import { milestonesOf } from './newcomers.ts';
import { pairRows } from './pair-rows.ts';
import {
  choices,
  defaultStanding,
  joiners,
  organisationKey,
  type Pair,
  pairKey,
  pairs,
  programs,
  type Standing,
  standings,
} from './records.ts';
import { defaultRhythm, type Rhythm } from './rhythm.ts';

/** A pair with everything its due date is made of. */
export interface Known {
  readonly key: string;
  readonly pair: Pair;
  readonly standing: Standing;
  readonly supervisor: Person;
  readonly report: Person;
  readonly rhythm: Rhythm;
  readonly facts: Facts;
  /** The first day of somebody new. */
  readonly start?: LocalDate | undefined;
}

/** True for somebody who can have one-on-ones. */
export const isHere = (person: Person | undefined): person is Person =>
  person !== undefined && (person.standing === 'member' || person.standing === 'guest');

/** Everything about an active pair; undefined where it has ended, waits for a yes, or one of the two has left. */
export async function knownPair(ctx: ReadContext, key: string): Promise<Known | undefined> {
  const pair = await ctx.reads.get(pairs, key);
  if (pair?.state !== 'active') return undefined;
  const supervisor = await ctx.people.get(pair.supervisor);
  return isHere(supervisor) ? complete(ctx, key, pair, supervisor, await rhythmOfAll(ctx, pair.supervisor)) : undefined;
}

/** Every active pair of a supervisor. */
export async function teamOf(ctx: ReadContext, supervisor: Person): Promise<readonly Known[]> {
  const rows = await pairRows(ctx.reads, `${supervisor.id}/`);
  const active = rows.flatMap(({ value }) => (value.state === 'active' ? [value] : []));
  return completeAll(ctx, supervisor, active, () => true);
}

/** Of a supervisor's pairs, those whose facts are wanted; the others' people are not even read. */
export async function completeAll(
  ctx: ReadContext,
  supervisor: Person,
  team: readonly Pair[],
  isWanted: (facts: Facts) => boolean,
): Promise<readonly Known[]> {
  const rhythm = await rhythmOfAll(ctx, supervisor.id);
  const found: Known[] = [];
  for (const pair of team) {
    const key = pairKey(pair.supervisor, pair.report);
    const known = await complete(ctx, key, pair, supervisor, rhythm, isWanted);
    if (known) found.push(known);
  }
  return found;
}

async function complete(
  ctx: ReadContext,
  key: string,
  pair: Pair,
  supervisor: Person,
  usual: Rhythm,
  isWanted: (facts: Facts) => boolean = () => true,
): Promise<Known | undefined> {
  const standing = (await ctx.reads.get(standings, key)) ?? defaultStanding;
  const start = (await ctx.reads.get(joiners, pair.report))?.start;
  const rhythm = pair.rhythm ?? usual;
  const facts = {
    rhythm,
    first: pair.first,
    last: lastMet(standing),
    loggedOn: standing.loggedOn,
    restUntil: notBefore(standing.restUntil, start),
    milestones: start === undefined ? [] : milestonesOf(start),
  };
  const report = isWanted(facts) ? await ctx.people.get(pair.report) : undefined;
  return isHere(report) ? { key, pair, standing, supervisor, report, rhythm, facts, start } : undefined;
}

/** Put off to a day, or not there before the first one: whichever is later. */
const notBefore = (restUntil: LocalDate | undefined, start: LocalDate | undefined) =>
  start !== undefined && (restUntil === undefined || restUntil < start) ? start : restUntil;

/** The rhythm of a supervisor's pairs that have none of their own: the supervisor's, else the organisation's. */
export async function rhythmOfAll(ctx: ReadContext, supervisor: PersonId): Promise<Rhythm> {
  const own = (await ctx.reads.get(choices, supervisor))?.rhythm;
  return own ?? (await ctx.reads.get(programs, organisationKey))?.rhythm ?? defaultRhythm;
}

/** Who somebody's supervisor is. */
export async function supervisorOf(ctx: ReadContext, report: PersonId): Promise<Known | undefined> {
  const found = (await pairRows(ctx.reads)).find(({ value }) => value.report === report && value.state === 'active');
  return found && knownPair(ctx, found.key);
}

/** Every active pair, by supervisor. */
export async function teams(ctx: ReadContext): Promise<ReadonlyMap<PersonId, readonly Pair[]>> {
  const active = (await pairRows(ctx.reads)).flatMap(({ value }) => (value.state === 'active' ? [value] : []));
  return Map.groupBy(active, ({ supervisor }) => supervisor);
}

/** The calendars of both. */
export const bothOf = ({ supervisor, report }: Known) => ({ supervisor: supervisor.calendar, report: report.calendar });

/** When the two are next due; undefined where leave has no end in sight. */
export const nextDue = (known: Known): LocalDate | undefined => dueDate(known.facts, bothOf(known));
