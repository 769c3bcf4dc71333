import { UserError } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import { buttons, date, type Message, paragraph, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { isOnLeave, isPaused, type Person } from '../../ports/people.ts';
import { nextWorkingDay, workingStretch } from '../../time/workweek.ts';
import { addDays, daysBetween, type Instant, localDateOf, plus } from '../../time/zoned.ts';
import { keptApart, lastMet } from './history.ts';
import { introduce } from './introduce.ts';
import { isSupervision } from './membership.ts';
import { groups, onRequest, waiters } from './records.ts';

const workingDaysWaited = 2;
/** Two keen people are not put together again before this. */
const freshDays = 60;

/** `/hallway meet`: an intro to the next colleague who asks too. Whoever waits longest goes first. */
export async function meet(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  if (words.length > 0)
    throw new UserError('You meet whoever asks too, so this takes no name: /hallway meet alone. Nothing was changed.');
  if (ctx.actor.standing !== 'member') throw new UserError('This is for full members. Nothing was changed.');
  if (isPaused(ctx.actor, ctx.now))
    throw new UserError('You are on a pause. /hallway resume first. Nothing was changed.');
  const partner = await whoWaits(ctx);
  if (partner) return { message: await putTogether(ctx, partner) };
  const until = waitsUntil(ctx);
  const known = await ctx.tx.get(waiters, ctx.actor.id);
  await ctx.tx.put(waiters, ctx.actor.id, { since: known?.since ?? ctx.now, until });
  return { message: waitCard(until) };
}

function waitsUntil(ctx: ActionContext): Instant {
  const { calendar } = ctx.actor;
  let day = localDateOf(ctx.now, calendar.zone);
  for (let count = 0; count < workingDaysWaited; count += 1)
    day = nextWorkingDay(calendar, addDays(day, 1)) ?? addDays(day, 1);
  return workingStretch(calendar, day)?.to ?? plus(ctx.now, { days: workingDaysWaited });
}

/** Shown while nobody else has asked. */
export function waitCard(until: Instant): Message {
  return {
    fallback: 'I am looking for somebody',
    blocks: [
      paragraph(
        text`You meet the next colleague who asks too, if one does by ${date(until, 'reader', 'dayTime')}. I write to you both then.`,
      ),
      buttons({ label: 'Never mind', verb: 'coffee.unwait', args: { v: 1 } }),
    ],
  };
}

async function whoWaits(ctx: ActionContext): Promise<Person | undefined> {
  const rows = [...(await ctx.tx.list(waiters))].sort((a, b) => a.value.since - b.value.since);
  for (const { key, value } of rows) {
    const person = await ctx.people.get(key as PersonId);
    if (value.until <= ctx.now || !person || person.standing !== 'member') await ctx.tx.remove(waiters, key);
    else if (key !== ctx.actor.id && (await suits(ctx, person))) return person;
  }
  return undefined;
}

async function suits(ctx: ActionContext, person: Person): Promise<boolean> {
  if (isPaused(person, ctx.now) || isOnLeave(person, ctx.now) || isSupervision(ctx.actor, person)) return false;
  const last = await lastMet(ctx, ctx.actor.id, person.id);
  const today = localDateOf(ctx.now, ctx.settings.calendar.zone);
  if (last !== undefined && daysBetween(last, today) < freshDays) return false;
  return (await keptApart(ctx, [ctx.actor, person])).length === 0;
}

async function putTogether(ctx: ActionContext, partner: Person): Promise<Message> {
  await ctx.tx.remove(waiters, ctx.actor.id);
  await ctx.tx.remove(waiters, partner.id);
  const today = localDateOf(ctx.now, ctx.settings.calendar.zone);
  const index = (await ctx.tx.list(groups, { prefix: `${onRequest}/${today}/` })).length;
  await introduce(ctx, onRequest, today, index, { people: [partner.id, ctx.actor.id].sort(), reason: 'both asked' });
  return say(text`Found somebody. I have just introduced you to ${partner.name}.`);
}

/** The button on the waiting card. */
export const stopWaiting: PressHandler = async (ctx) => {
  const isWaiting = (await ctx.tx.get(waiters, ctx.actor.id)) !== undefined;
  await ctx.tx.remove(waiters, ctx.actor.id);
  const done = isWaiting ? 'All right.' : 'You are not waiting any more.';
  return { replace: say(text`${done} Say /hallway meet whenever you like.`) };
};
