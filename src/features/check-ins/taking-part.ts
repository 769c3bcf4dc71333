import { z } from 'zod';
import { SpentError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Message, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { addDays, formatDate, localDateOf } from '../../time/zoned.ts';
import { isInAudience } from './audience.ts';
import { factsOf, type Mine, mine, promptOn } from './facts.ts';
import { lessChoices, prompt, stoppedAsking } from './messages.ts';
import { markOf } from './pool.ts';
import {
  deliveryPrefix,
  type Program,
  periodKey,
  pools,
  programs,
  promptPrefix,
  type Taker,
  takerKey,
  takers,
} from './records.ts';

/** A program that asks the person, and what its channel is called. */
export interface Found {
  readonly id: string;
  readonly program: Program;
  readonly channel: string;
}

const pauseDays = 30;
/** A question of yesterday may still be open for those in the west. */
const daysOpen = 2;

/** The programs that ask the person. */
export async function myPrograms(ctx: ActionContext): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const { key, value } of await ctx.tx.list(programs)) {
    if (!(await isInAudience(ctx, value, ctx.actor))) continue;
    const channel = (await ctx.people.channel(value.channel))?.name ?? 'a closed channel';
    found.push({ id: key, program: value, channel });
  }
  return found;
}

/** The prompts that are open for the person and that they have not answered where nobody is named. */
export async function openPrompts(ctx: ActionContext): Promise<readonly Mine[]> {
  const today = localDateOf(ctx.now, ctx.actor.calendar.zone);
  const open: Mine[] = [];
  for (const { id } of await myPrograms(ctx)) {
    for (let back = 0; back < daysOpen; back++) {
      const found = await promptOn(ctx, id, addDays(today, -back));
      if (!found || found.isClosed || (await hasAnsweredUnnamed(ctx, found))) continue;
      open.push(found);
      break;
    }
  }
  return open;
}

async function hasAnsweredUnnamed(ctx: ActionContext, { id, date, period }: Mine): Promise<boolean> {
  const pool = period.isAnonymous ? await ctx.tx.get(pools, periodKey(id, date)) : undefined;
  return pool?.answered.includes(markOf(ctx.random, pool, ctx.actor.id)) ?? false;
}

/** The check-ins a person has stopped for themselves, each with the way back. */
export async function stoppedPrograms(ctx: ActionContext): Promise<readonly Message[]> {
  const found: Message[] = [];
  for (const { id, channel } of await myPrograms(ctx)) {
    const taker = await ctx.tx.get(takers, takerKey(id, ctx.actor.id));
    if (taker?.rhythm === 'never') found.push(stoppedAsking(id, channel));
  }
  return found;
}

const argsSchema = z.object({
  program: z.string(),
  rhythm: z.enum(['always', 'twice', 'weekly', 'pause', 'never']).optional(),
});

async function byArgs(ctx: ActionContext, args: JsonObject) {
  const read = argsSchema.safeParse(args);
  const program = read.success ? await ctx.tx.get(programs, read.data.program) : undefined;
  if (!read.success || !program) throw new SpentError('This check-in has ended. Nothing more comes from it.');
  const channel = (await ctx.people.channel(program.channel))?.name ?? 'a closed channel';
  return { id: read.data.program, channel, rhythm: read.data.rhythm };
}

const askLess: PressHandler = async (ctx, args) => {
  const { id, channel } = await byArgs(ctx, args);
  return { message: lessChoices(id, channel) };
};

const setRhythm: PressHandler = async (ctx, args) => {
  const { id, channel, rhythm = 'always' } = await byArgs(ctx, args);
  const until = addDays(localDateOf(ctx.now, ctx.actor.calendar.zone), pauseDays);
  const row: Taker = rhythm === 'pause' ? { rhythm: 'always', pausedUntil: until } : { rhythm };
  await ctx.tx.put(takers, takerKey(id, ctx.actor.id), row);
  if (rhythm === 'pause' || rhythm === 'never') await cancelWaiting(ctx, id);
  const said: Readonly<Record<typeof rhythm, Message>> = {
    always: say(text`You're asked in #${channel} as often as everybody.`),
    twice: say(text`You're asked twice a week in #${channel} from now on.`),
    weekly: say(text`You're asked once a week in #${channel} from now on.`),
    pause: say(text`No questions from #${channel} until ${formatDate(until, 'date', ctx.settings.reader)}.`),
    never: stoppedAsking(id, channel),
  };
  return { replace: said[rhythm], message: said[rhythm] };
};

/** What is still on its way to somebody who wants no more of it. */
export async function cancelWaiting(ctx: ActionContext, id: string): Promise<void> {
  const today = localDateOf(ctx.now, ctx.actor.calendar.zone);
  for (let back = 0; back < daysOpen; back++) {
    const date = addDays(today, -back);
    await ctx.cancel(`${promptPrefix(id, date)}${ctx.actor.id}/`);
    await ctx.cancel(`${deliveryPrefix(id)}${date}/remind/${ctx.actor.id}/`);
  }
}

const show: PressHandler = async (ctx, args) => ({ message: prompt(await factsOf(ctx, await mine(ctx, args))) });

/** How often somebody is asked: two presses from any prompt. */
export const takingPartPresses: Readonly<Record<string, PressHandler>> = {
  'checkin.less': askLess,
  'checkin.rhythm': setRhythm,
  'checkin.show': show,
};
