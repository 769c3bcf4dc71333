import { z } from 'zod';
import { SpentError, UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ActionContext, ReadContext } from '../../ports/context.ts';
import { schema } from '../../ports/schema.ts';
import { type Instant, type LocalDate, localDateOf, type Zone } from '../../time/zoned.ts';
import { isInAudience, spotsOf } from './audience.ts';
import { bandFor, digestAt } from './dates.ts';
import { type Period, type Program, periodKey, periods, programs, promptPrefix } from './records.ts';

/** One prompt: what is asked where, and what becomes of the answers. */
export interface PromptFacts {
  readonly program: string;
  readonly date: LocalDate;
  readonly channel: string;
  readonly period: Period;
  /** When the answers are shared. */
  readonly closes: Instant;
  /** True where that is on another date than today, where the reader is. */
  readonly isOtherDay: boolean;
  /** Fewest answers that are shown where nobody is named. */
  readonly floor: number;
  /** Asked as a member of the channel, or as somebody's report. */
  readonly isReport: boolean;
}

/** A prompt as one of those asked sees it. */
export interface Mine {
  readonly id: string;
  readonly program: Program;
  readonly date: LocalDate;
  readonly period: Period;
  readonly closes: Instant;
  readonly band: string;
  /** Where the person is. */
  readonly zone: Zone;
  /** True once the digest of the person's band is out. */
  readonly isClosed: boolean;
}

/** What the cards of a prompt say, from its records. */
export async function factsOf(
  ctx: ReadContext,
  { id, program, date, period, closes, zone }: Pick<Mine, 'id' | 'program' | 'date' | 'period' | 'closes' | 'zone'>,
): Promise<PromptFacts> {
  const channel = (await ctx.people.channel(program.channel))?.name ?? 'a closed channel';
  const isReport = program.reportsOf !== undefined;
  const isOtherDay = localDateOf(closes, zone) !== localDateOf(ctx.now, zone);
  return { program: id, date, channel, period, closes, isOtherDay, floor: ctx.settings.floor, isReport };
}

const argsSchema = z.object({ program: z.string(), date: schema.date });

/** The prompt a button speaks of. UserError where it is gone, or not the presser's. */
export async function mine(ctx: ActionContext, args: JsonObject): Promise<Mine> {
  const read = argsSchema.safeParse(args);
  const found = read.success ? await promptOn(ctx, read.data.program, read.data.date) : undefined;
  if (!found) throw new SpentError('This question is gone: its program has ended. Nothing was kept.');
  return found;
}

/** A date's prompt, for somebody who was asked or belongs to those who are; undefined where there is none. */
export async function promptOn(ctx: ActionContext, id: string, date: LocalDate): Promise<Mine | undefined> {
  const program = await ctx.tx.get(programs, id);
  const period = program && (await ctx.tx.get(periods, periodKey(id, date)));
  if (!program || !period) return undefined;
  const wasAsked = (await ctx.tx.deliveries(`${promptPrefix(id, date)}${ctx.actor.id}/`)).length > 0;
  if (!wasAsked && !(await isInAudience(ctx, program, ctx.actor)))
    throw new UserError('This question is for the people of another channel. Nothing was kept.');
  const { zone } = ctx.actor.calendar;
  const band = bandFor({ ...program, isAnonymous: period.isAnonymous }, zone, ctx.now);
  const closes = digestAt(program, date, await spotsOf(ctx, program), band);
  return { id, program, date, period, closes, band, zone, isClosed: period.closed.includes(band) };
}
