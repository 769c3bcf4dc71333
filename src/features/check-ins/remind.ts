import type { WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
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

/** The first moment from `now` on that is no less than an hour from any of these. */
function hourClearOf(turns: readonly Instant[], now: Instant): Instant {
  let at = now;
  for (const turn of turns.toSorted((a, b) => a - b)) if (Math.abs(turn - at) < hour) at = (turn + hour) as Instant;
  return at;
}

/** Answers when a person's turn comes in the organisation's other programs, within a day of now. */
async function turnsElsewhere(ctx: WorkContext, id: string): Promise<(person: Person) => readonly Instant[]> {
  const rows = (await ctx.tx.list(programs)).filter(({ key, value }) => key !== id && value.shape === 'private');
  const others = await Promise.all(
    rows.map(async ({ value }) => {
      const today = localDateOf(ctx.now, value.cadence.zone);
      const dates = datesBetween(value.cadence, addDays(today, -1), addDays(today, 1));
      const people = new Set(dates.length === 0 ? [] : (await audienceOf(ctx, value)).map((person) => person.id));
      return { program: value, dates, people };
    }),
  );
  return (person) =>
    others
      .filter(({ people }) => people.has(person.id))
      .flatMap(({ program, dates }) => dates.map((date) => turnAt(person, dueAt(program, date, person.calendar.zone))))
      .flatMap((turn) => (turn ? [turn.at] : []));
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
    const notBefore = hourClearOf(others(person), ctx.now);
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
