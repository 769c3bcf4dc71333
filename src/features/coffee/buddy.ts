import type { PersonId } from '../../core/ids.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Favours, Suggestion } from '../../ports/favours.ts';
import { isOnLeave, isPaused, type Person } from '../../ports/people.ts';
import { isWorkingDay, nextWorkingInstant } from '../../time/workweek.ts';
import { daysBetween, localDateOf } from '../../time/zoned.ts';
import { haveNeverMet, keptApart } from './history.ts';
import { introduce } from './introduce.ts';
import { audience, isEligible, isInAudience, takesPart, welcomed } from './membership.ts';
import { groups, latest, participantKey, participants, programs } from './records.ts';

/** What a newcomer's first introduction is kept under in a program's stead; no channel has this name. */
const newcomers = 'buddy';
/** A coffee so long ago is still fresh enough to thank for. */
const thankDays = 14;

/**
 * A newcomer's first coffee: somebody of their own programs who takes part, is there that day, has not met them and is
 * none of `but`. Undefined where nobody is.
 */
async function buddyFor(ctx: WorkContext, id: PersonId, but: readonly PersonId[]): Promise<PersonId | undefined> {
  const newcomer = await ctx.people.get(id);
  if (newcomer?.standing !== 'member' || !isThere(ctx, newcomer)) return undefined;
  const day = localDateOf(ctx.now, ctx.settings.calendar.zone);
  const open: { readonly person: Person; readonly draw: number }[] = [];
  for (const person of await coffeeDrinkers(ctx, newcomer)) {
    if (but.includes(person.id) || person.id === id || !isThere(ctx, person)) continue;
    if (!(await haveNeverMet(ctx, [id, person.id])) || (await keptApart(ctx, [newcomer, person])).length > 0) continue;
    open.push({ person, draw: ctx.random.draw(`buddy/${id}/${person.id}`) });
  }
  const [buddy] = open.sort(
    (a, b) => Number(isNear(b.person, newcomer)) - Number(isNear(a.person, newcomer)) || a.draw - b.draw,
  );
  if (!buddy) return undefined;
  const index = (await ctx.tx.list(groups, { prefix: `${newcomers}/${day}/` })).length;
  const people = [id, buddy.person.id].sort();
  // They are looked for at one moment for all: that may be night where the newcomer is.
  const notBefore = nextWorkingInstant(newcomer.calendar, ctx.now) ?? ctx.now;
  await introduce(ctx, newcomers, day, index, { people, reason: 'somebody new', notBefore });
  return buddy.person.id;
}

/** Everybody who takes part in a program that the newcomer takes part in too, and has been welcomed to. */
async function coffeeDrinkers(ctx: WorkContext, newcomer: Person): Promise<readonly Person[]> {
  const found = new Map<PersonId, Person>();
  for (const { key, value } of await ctx.tx.list(programs)) {
    const isIn = async (person: Person) =>
      isEligible(value, person) && takesPart(value, await ctx.tx.get(participants, participantKey(key, person.id)));
    if (!(await isInAudience(ctx, value, newcomer.id)) || !(await isIn(newcomer))) continue;
    if (!(await welcomed(ctx, key, ctx.now)).has(newcomer.id)) continue;
    for (const person of await audience(ctx, value)) if (await isIn(person)) found.set(person.id, person);
  }
  return [...found.values()];
}

const isThere = (ctx: WorkContext, person: Person): boolean =>
  !isPaused(person, ctx.now) &&
  !isOnLeave(person, ctx.now) &&
  isWorkingDay(person.calendar, localDateOf(ctx.now, person.calendar.zone));

/** The same clocks make a first coffee easier. */
const isNear = (one: Person, other: Person): boolean => one.calendar.zone === other.calendar.zone;

/** Whom a person had a coffee with lately, as one of them said: the one thing here that is theirs to thank for. */
async function suggestionsFor(ctx: ReadContext, person: PersonId): Promise<readonly Suggestion[]> {
  const today = localDateOf(ctx.now, ctx.settings.calendar.zone);
  const last = await ctx.reads.get(latest, person);
  const group = last && (await ctx.reads.get(groups, last.group));
  if (!last || group?.outcome !== 'met' || daysBetween(last.date, today) > thankDays) return [];
  const partners = group.people.filter((id) => id !== person).map((id) => ctx.people.get(id));
  const other = (await Promise.all(partners)).find((one) => one?.standing === 'member');
  if (!other) return [];
  const first = other.name.split(' ')[0] ?? other.name;
  return [{ id: `thank-${other.id}`, text: `You met ${first} over coffee lately. A line of thanks takes a minute.` }];
}

/** What coffee does for other features. */
export const favours: Favours = { buddyFor, suggestionsFor };
