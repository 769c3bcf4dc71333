import { z } from 'zod';
import type { PersonId } from '../../core/ids.ts';
import { collection } from '../../ports/collection.ts';
import type { WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { isWorkingDay } from '../../time/workweek.ts';
import { daysBetween, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { daysNew } from './newcomers.ts';
import { pairRows } from './pair-rows.ts';
import { type Joiner, joiners } from './records.ts';

/** Everybody who was here when it was last looked, so that who appears is known as new. */
export const seen = collection('oneonone.seen', z.object({}));

/** More people than this share at once are no newcomers but another workspace, or a directory that was mended. */
const mostAtOnce = 0.2;
const fewPeople = 5;
/** A coffee buddy is for the first days; later the rounds have met them. */
const daysForBuddy = 14;

/** Notes who has appeared since the last look, and their first day; the first look of all makes nobody new. */
export async function noticeNewcomers(ctx: WorkContext): Promise<void> {
  const known = new Set((await ctx.tx.list(seen)).map(({ key }) => key));
  const members = (await ctx.people.all()).filter(({ standing }) => standing === 'member');
  const fresh = members.filter(({ id }) => !known.has(id));
  const isFew = fresh.length <= Math.max(fewPeople, known.size * mostAtOnce);
  for (const person of fresh) {
    await ctx.tx.put(seen, person.id, {});
    if (known.size > 0 && isFew)
      await ctx.tx.insert(joiners, person.id, { start: dayOf(ctx, person), hasBuddy: false });
  }
}

const dayOf = (ctx: WorkContext, { calendar }: Person): LocalDate => localDateOf(ctx.now, calendar.zone);

/** In a newcomer's first days, on a day they work, coffee introduces them to somebody outside their line. */
export async function findBuddies(ctx: WorkContext): Promise<void> {
  for (const { key, value } of await ctx.tx.list(joiners)) {
    const id = key as PersonId;
    const person = await ctx.people.get(id);
    const age = person ? daysBetween(value.start, dayOf(ctx, person)) : daysNew + 1;
    if (age > daysNew) await ctx.tx.remove(joiners, key);
    else if (person && !value.hasBuddy && age >= 0 && age < daysForBuddy) await findBuddy(ctx, person, value);
  }
}

async function findBuddy(ctx: WorkContext, person: Person, joiner: Joiner): Promise<void> {
  if (!isWorkingDay(person.calendar, dayOf(ctx, person))) return;
  const active = (await pairRows(ctx.tx)).filter(({ value }) => value.state === 'active');
  const line = active.flatMap(({ value }) => (value.report === person.id ? [value.supervisor] : []));
  const buddy = await ctx.favours.buddyFor(ctx, person.id, line);
  if (buddy !== undefined) await ctx.tx.put(joiners, person.id, { ...joiner, hasBuddy: true });
}
