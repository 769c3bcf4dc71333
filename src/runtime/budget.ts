import { z } from 'zod';
import type { Delivery } from '../core/delivery.ts';
import { collection } from '../ports/collection.ts';
import { isPaused, type People, type Person } from '../ports/people.ts';
import type { Tx } from '../ports/storage.ts';
import { isWithinHours, nextWorkingInstant, workingStretch } from '../time/workweek.ts';
import { addDays, type Instant, type LocalDate, localDateOf, weekdayOf } from '../time/zoned.ts';
import { isReachable } from './sending.ts';

/** Unasked messages that went out, by `person/week`: the key of each with its local date. */
export const budgetRows = collection(
  'runtime.budget',
  z.object({ sent: z.array(z.object({ key: z.string(), date: z.string() as unknown as z.ZodType<LocalDate> })) }),
);

/** Everything unasked shares these; design.md 6. */
export const perDay = 1;
export const perWeek = 3;

/** Whether a delivery may go now, should wait, or is no longer wanted. */
export type Permission =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait'; readonly until: Instant }
  | { readonly kind: 'drop' };

/**
 * Spends the budget of the person an unasked message is for, inside their own working hours.
 * A delivery that has spent before, since its first try came to nothing, spends nothing again.
 */
export async function permit(tx: Tx, people: People, delivery: Delivery, now: Instant): Promise<Permission> {
  const [id] = delivery.people;
  if (id === undefined) return { kind: 'drop' };
  const person = await people.get(id);
  if (!person || !isReachable(person) || isPaused(person, now)) return { kind: 'drop' };
  if (!isWithinHours(person.calendar, now)) return waitOrDrop(delivery, nextWorkingInstant(person.calendar, now));
  return spend(tx, person, delivery, now);
}

async function spend(tx: Tx, person: Person, delivery: Delivery, now: Instant): Promise<Permission> {
  const today = localDateOf(now, person.calendar.zone);
  const key = `${person.id}/${mondayOf(today)}`;
  const sent = (await tx.get(budgetRows, key))?.sent ?? [];
  if (sent.some((one) => one.key === delivery.key)) return { kind: 'go' };
  const isDaySpent = sent.filter((one) => one.date === today).length >= perDay;
  const isWeekSpent = sent.length >= perWeek;
  if (isDaySpent || isWeekSpent) {
    const from = isWeekSpent ? addDays(mondayOf(today), 7) : addDays(today, 1);
    return waitOrDrop(delivery, startOn(person, from));
  }
  await tx.put(budgetRows, key, { sent: [...sent, { key: delivery.key, date: today }] });
  return { kind: 'go' };
}

const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));

function startOn(person: Person, from: LocalDate): Instant | undefined {
  const stretch = workingStretch(person.calendar, from);
  if (stretch) return stretch.from;
  const dayBefore = workingStretch(
    { ...person.calendar, days: [1, 2, 3, 4, 5, 6, 7], closed: [], country: undefined },
    addDays(from, -1),
  );
  return dayBefore && nextWorkingInstant(person.calendar, dayBefore.to);
}

const waitOrDrop = (delivery: Delivery, until: Instant | undefined): Permission =>
  until === undefined || until >= delivery.expiresAt ? { kind: 'drop' } : { kind: 'wait', until };
