import { UserError } from '../../core/errors.ts';
import { type Message, say, type Text, text } from '../../core/message.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import { isPaused } from '../../ports/people.ts';
import { plainWords } from '../../ports/words.ts';
import { parseDate, parseDates, parseSpan, plusSpan } from '../../time/date-words.ts';
import { listed, type Parsed } from '../../time/words.ts';
import { addDays, daysBetween, formatDate, type LocalDate, localDateOf, type Reader } from '../../time/zoned.ts';

const longestLeaveDays = 366;
/** What fell due within a leave stays moved by it, so past leave is not forgotten at once. */
const daysRemembered = 100;

const today = (ctx: ActionContext): LocalDate => localDateOf(ctx.now, ctx.actor.calendar.zone);

const wordContext = ({ actor, now }: ActionContext) => ({ now, zone: actor.calendar.zone });

function readOrThrow<Value>(read: Parsed<Value>): Value {
  if (read.ok) return read.value;
  throw new UserError(`${read.problem} Nothing was changed.`);
}

/** `pause`, `pause until 1 dec`, `pause 2 weeks`: nothing comes until then, and it ends by itself. */
export async function pause(ctx: ActionContext, words: readonly Word[]): Promise<Message> {
  const typed = plainWords(words);
  if (typed.length === 0) {
    await ctx.choose(ctx.actor.id, { pausedUntil: 'resumed' });
    return say(text`Paused until you say /hallway resume. Nothing comes from me before that.`);
  }
  const until = readUntil(ctx, typed);
  if (until <= today(ctx)) throw new UserError('That date is not ahead of us. Nothing was changed.');
  await ctx.choose(ctx.actor.id, { pausedUntil: until });
  return say(
    text`Paused until ${formatDate(until, 'day', ctx.settings.reader)}. You come back by yourself; /hallway resume is quicker.`,
  );
}

function readUntil(ctx: ActionContext, typed: readonly string[]): LocalDate {
  if (typed[0]?.toLowerCase() === 'until') return readOrThrow(parseDate(typed.slice(1), wordContext(ctx)));
  const span = parseSpan(typed);
  if (span.ok) return plusSpan(today(ctx), span.value);
  const date = parseDate(typed, wordContext(ctx));
  if (date.ok) return date.value;
  throw new UserError(`${span.problem} Or give a date: /hallway pause until 1 dec. Nothing was changed.`);
}

/** `resume`: back in, from the next round on. */
export async function resume(ctx: ActionContext): Promise<Message> {
  if (!isPaused(ctx.actor, ctx.now)) {
    const said = leaveAhead(ctx).length > 0 ? [...text`You are not paused. `, ...leaveSaid(ctx)] : undefined;
    return say(said ?? text`You are not paused. Nothing was changed.`);
  }
  await ctx.choose(ctx.actor.id, { pausedUntil: undefined });
  return say(text`Welcome back. You are in again from the next round.`);
}

/** Leave of theirs that is not over. */
export const leaveAhead = ({ actor, now }: ActionContext) =>
  (actor.choices.away ?? []).filter(({ to }) => to >= localDateOf(now, actor.calendar.zone));

/** `You are away Tue 1 Dec to Sat 5 Dec.`, with how to forget it. */
export const leaveSaid = (ctx: ActionContext): Text =>
  text`You are away ${listed(leaveAhead(ctx).map((leave) => leaveWords(leave, ctx.settings.reader)))}. /hallway away off forgets it.`;

const ownLeave = (ctx: ActionContext): Message =>
  say(
    leaveAhead(ctx).length > 0
      ? leaveSaid(ctx)
      : text`You have no leave ahead. Say it like /hallway away 1 dec to 5 dec.`,
  );

function leaveWords({ from, to }: { readonly from: LocalDate; readonly to: LocalDate }, reader: Reader): string {
  const first = formatDate(from, 'day', reader);
  return from === to ? `on ${first}` : `${first} to ${formatDate(to, 'day', reader)}`;
}

/** `away 1 dec to 5 dec`: leave, which counts like days off. `away` shows it, `away off` forgets it. */
export async function away(ctx: ActionContext, words: readonly Word[]): Promise<Message> {
  const typed = plainWords(words);
  if (typed.length === 0) return ownLeave(ctx);
  if (typed.length === 1 && typed[0]?.toLowerCase() === 'off') {
    await ctx.choose(ctx.actor.id, { away: undefined });
    return say(text`Your leave is forgotten.`);
  }
  const { from, to } = readOrThrow(parseDates(typed, wordContext(ctx)));
  if (to < from) throw new UserError('That leave ends before it begins. Nothing was changed.');
  if (to < today(ctx)) throw new UserError('That leave is over already. Nothing was changed.');
  if (daysBetween(from, to) > longestLeaveDays)
    throw new UserError('That is more than a year. Use /hallway pause instead. Nothing was changed.');
  const kept = (ctx.actor.choices.away ?? []).filter((leave) => leave.to >= addDays(today(ctx), -daysRemembered));
  await ctx.choose(ctx.actor.id, { away: [...kept, { from, to }].sort((a, b) => (a.from < b.from ? -1 : 1)) });
  const { reader } = ctx.settings;
  return say(
    text`Noted: away ${leaveWords({ from, to }, reader)}. I leave you in peace. Admins see that you are away, nobody sees why.`,
  );
}
