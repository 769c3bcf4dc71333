import type { PersonId } from '../../core/ids.ts';
import type { WorkContext } from '../../ports/context.ts';
import { datesBetween } from '../../time/cadence.ts';
import { addDays, type Instant, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { audienceOf, spotsOf, turnAt } from './audience.ts';
import { bandFor, digestAt, dueAt, everybody } from './dates.ts';
import { factsOf } from './facts.ts';
import { reminder } from './messages.ts';
import {
  answerKey,
  answers,
  deliveryPrefix,
  type Program,
  periodKey,
  periods,
  programs,
  takerKey,
  takers,
} from './records.ts';
import { isResting } from './resting.ts';
import { askedOn } from './seen.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The first moment from `now` on that is no less than an hour from any of these, as far as today's are known. */
function hourClearOf(turns: readonly Instant[], now: Instant): Instant {
  let at = now;
  for (const turn of turns.toSorted()) if (Math.abs(turn - at) < hour) at = (turn + hour) as Instant;
  return at;
}

/** When people have their turns in the organisation's other programs, yesterday to tomorrow. */
async function turnsElsewhere(ctx: WorkContext, id: string): Promise<ReadonlyMap<PersonId, readonly Instant[]>> {
  const turns = new Map<PersonId, Instant[]>();
  for (const { key, value } of await ctx.tx.list(programs)) {
    if (key === id || value.shape !== 'private') continue;
    const today = localDateOf(ctx.now, value.cadence.zone);
    const dates = datesBetween(value.cadence, addDays(today, -1), addDays(today, 1));
    if (dates.length === 0) continue;
    for (const person of await audienceOf(ctx, value))
      for (const date of dates) {
        const turn = turnAt(person, dueAt(value, date, person.calendar.zone));
        if (turn && Math.abs(turn.at - ctx.now) < day) turns.set(person.id, [...(turns.get(person.id) ?? []), turn.at]);
      }
  }
  return turns;
}

/**
 * Reminds, once and by the budget everything unasked shares, those who were asked and have said nothing, not even that they
 * skip. Another program's question keeps an hour from it, else there is no reminder. Where nobody is named there is no reminder: whom it went to would say who was silent.
 */
export async function remindAll(
  ctx: WorkContext,
  { id, program, date, of }: { id: string; program: Program; date: LocalDate; of: string },
): Promise<void> {
  const period = await ctx.tx.get(periods, periodKey(id, date));
  if (!period || period.isAnonymous) return;
  const asked = await askedOn(ctx, id, date);
  const spots = await spotsOf(ctx, program);
  const others = await turnsElsewhere(ctx, id);
  for (const person of await audienceOf(ctx, program)) {
    const { zone } = person.calendar;
    if (!asked.has(person.id) || (of !== everybody && of !== zone)) continue;
    if (await ctx.tx.get(answers, answerKey(id, date, person.id))) continue;
    if (isResting(await ctx.tx.get(takers, takerKey(id, person.id)), localDateOf(ctx.now, zone))) continue;
    const closes = digestAt(program, date, spots, bandFor(program, zone, ctx.now));
    if (localDateOf(ctx.now, zone) < date || closes <= ctx.now) continue;
    const notBefore = hourClearOf(others.get(person.id) ?? [], ctx.now);
    if (notBefore >= closes) continue;
    await ctx.send({
      key: `${deliveryPrefix(id)}${date}/remind/${person.id}`,
      to: { person: person.id },
      kind: 'reminder',
      message: reminder(await factsOf(ctx, { id, program, date, period, closes, zone })),
      notBefore,
      expiresAt: closes,
      onUnknown: 'rest',
    });
  }
}
