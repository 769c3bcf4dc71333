import type { PersonId } from '../../core/ids.ts';
import type { WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { isHere } from './pair-facts.ts';
import { pairRows } from './pair-rows.ts';
import { organisationKey, type Pair, pairKey, programs } from './records.ts';
import { end, isCircle, join, keepWatch } from './relations.ts';

/** What is told of circles stands here, by the report. */
const circlePrefix = 'oneonone/circle/';

/**
 * Follows the directory where an admin has switched one-on-ones on: who it names becomes a pair, and who it names no
 * longer stops being one. What was said by hand, by file or by the two themselves stands against it. Where nobody has
 * switched them on, its word makes no pair.
 */
export async function followDirectory(ctx: WorkContext): Promise<void> {
  const program = await ctx.tx.get(programs, organisationKey);
  if (!program) await endFollowed(ctx);
  await ctx.settleProblems(circlePrefix, program?.isOn ? await follow(ctx) : []);
}

/** Takes back what only the directory said. */
async function endFollowed(ctx: WorkContext): Promise<void> {
  for (const { value } of await pairRows(ctx.tx))
    if (value.state === 'active' && value.source === 'directory') await end(ctx, value);
}

/** Answers the keys of what was told of circles. */
async function follow(ctx: WorkContext): Promise<readonly string[]> {
  const told: string[] = [];
  const everybody = new Map((await ctx.people.all()).map((person) => [person.id, person]));
  const active = new Map<PersonId, Pair>();
  const denied = new Set<string>();
  for (const { key, value } of await pairRows(ctx.tx)) {
    if (value.isDenied) denied.add(key);
    if (value.state !== 'active') continue;
    if (isHere(everybody.get(value.supervisor)) && isHere(everybody.get(value.report))) active.set(value.report, value);
    else await end(ctx, value);
  }
  const moved = [...everybody.values()].flatMap((person) => {
    const word = directoryWord(person, everybody);
    const named = word && denied.has(pairKey(word.id, person.id)) ? undefined : word;
    const pair = active.get(person.id);
    const isTold = pair !== undefined && pair.source !== 'directory';
    return isTold || pair?.supervisor === named?.id ? [] : [{ person, named, pair }];
  });
  // Who changes places with their supervisor is on no circle: what was goes first, for everybody.
  const reports = new Map([...active].map(([report, pair]) => [report, pair.supervisor]));
  for (const { person } of moved) reports.delete(person.id);
  for (const { person, named, pair } of moved) {
    if (named && isCircle(reports, named.id, person.id)) told.push(await tellOfCircle(ctx, named, person));
    else if (named) {
      await join(ctx, named, person, 'directory', pair ? [pair] : []);
      reports.set(person.id, named.id);
    } else if (pair) await end(ctx, pair);
  }
  await keepWatch(ctx);
  return told;
}

function directoryWord(person: Person, everybody: ReadonlyMap<PersonId, Person>): Person | undefined {
  const named = person.manager === undefined ? undefined : everybody.get(person.manager);
  return isHere(person) && isHere(named) && named.id !== person.id ? named : undefined;
}

async function tellOfCircle(ctx: WorkContext, supervisor: Person, report: Person): Promise<string> {
  const key = `${circlePrefix}${report.id}`;
  await ctx.problem(
    key,
    `The directory says that ${report.name} reports to ${supervisor.name}, and the other way round.`,
    'Mend it in the directory, or name the supervisor with /hallway oneonone import.',
  );
  return key;
}
