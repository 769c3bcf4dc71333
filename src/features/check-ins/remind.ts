import type { WorkContext } from '../../ports/context.ts';
import { type LocalDate, localDateOf } from '../../time/zoned.ts';
import { audienceOf, spotsOf } from './audience.ts';
import { bandFor, digestAt, everybody } from './dates.ts';
import { factsOf } from './facts.ts';
import { reminder } from './messages.ts';
import { answerKey, answers, deliveryPrefix, type Program, periodKey, periods, takerKey, takers } from './records.ts';
import { isResting } from './resting.ts';
import { askedOn } from './seen.ts';

/**
 * Reminds, once and by the budget everything unasked shares, those who were asked and have said nothing, not even that they
 * skip. Where nobody is named there is no reminder: whom it went to would say who was silent.
 */
export async function remindAll(
  ctx: WorkContext,
  { id, program, date, of }: { id: string; program: Program; date: LocalDate; of: string },
): Promise<void> {
  const period = await ctx.tx.get(periods, periodKey(id, date));
  if (!period || period.isAnonymous) return;
  const asked = await askedOn(ctx, id, date);
  const spots = await spotsOf(ctx, program);
  for (const person of await audienceOf(ctx, program)) {
    const { zone } = person.calendar;
    if (!asked.has(person.id) || (of !== everybody && of !== zone)) continue;
    if (await ctx.tx.get(answers, answerKey(id, date, person.id))) continue;
    if (isResting(await ctx.tx.get(takers, takerKey(id, person.id)), localDateOf(ctx.now, zone))) continue;
    const closes = digestAt(program, date, spots, bandFor(program, zone, ctx.now));
    if (localDateOf(ctx.now, zone) < date || closes <= ctx.now) continue;
    await ctx.send({
      key: `${deliveryPrefix(id)}${date}/remind/${person.id}`,
      to: { person: person.id },
      kind: 'reminder',
      message: reminder(await factsOf(ctx, { id, program, date, period, closes, zone })),
      expiresAt: closes,
      onUnknown: 'rest',
    });
  }
}
