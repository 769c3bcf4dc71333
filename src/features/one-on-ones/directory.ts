import type { PersonId } from '../../core/ids.ts';
import type { WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { isHere } from './pair-facts.ts';
import { organisationKey, type Pair, pairKey, pairs, programs } from './records.ts';
import { end, isCircle, join, keepWatch } from './relations.ts';

/**
 * Follows the directory where an admin has switched one-on-ones on: who it names becomes a pair, and who it names no
 * longer stops being one. What was said by hand, by file or by the two themselves stands against it.
 */
export async function followDirectory(ctx: WorkContext): Promise<void> {
  const program = await ctx.tx.get(programs, organisationKey);
  if (!program?.isOn) return;
  const everybody = new Map((await ctx.people.all()).map((person) => [person.id, person]));
  const active = new Map<PersonId, Pair>();
  const denied = new Set<string>();
  for (const { key, value } of await ctx.tx.list(pairs)) {
    if (value.isDenied) denied.add(key);
    if (value.state !== 'active') continue;
    if (isHere(everybody.get(value.supervisor)) && isHere(everybody.get(value.report))) active.set(value.report, value);
    else await end(ctx, value);
  }
  const reports = new Map([...active].map(([report, pair]) => [report, pair.supervisor]));
  for (const person of everybody.values()) {
    const word = directoryWord(person, everybody);
    const named = word && denied.has(pairKey(word.id, person.id)) ? undefined : word;
    const pair = active.get(person.id);
    if (pair && pair.source !== 'directory') continue;
    if (pair?.supervisor === named?.id) continue;
    reports.delete(person.id);
    if (named && isCircle(reports, named.id, person.id)) await tellOfCircle(ctx, named, person);
    else if (named) {
      await join(ctx, named, person, 'directory', pair ? [pair] : []);
      reports.set(person.id, named.id);
    } else if (pair) await end(ctx, pair);
  }
  await keepWatch(ctx);
}

function directoryWord(person: Person, everybody: ReadonlyMap<PersonId, Person>): Person | undefined {
  const named = person.manager === undefined ? undefined : everybody.get(person.manager);
  return isHere(person) && isHere(named) && named.id !== person.id ? named : undefined;
}

const tellOfCircle = (ctx: WorkContext, supervisor: Person, report: Person) =>
  ctx.problem(
    `oneonone/circle/${report.id}`,
    `The directory says that ${report.name} reports to ${supervisor.name}, and the other way round.`,
    'Mend it in the directory, or name the supervisor with /hallway oneonone import.',
  );
