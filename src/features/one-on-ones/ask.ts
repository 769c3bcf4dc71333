import { UserError } from '../../core/errors.ts';
import { say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Command, PressHandler } from '../../ports/feature.ts';
import { daysBetween, formatDate, localDateOf, plus } from '../../time/zoned.ts';
import { nameSupervisor } from './claims.ts';
import { askedFor } from './messages.ts';
import { asSeenBy, type Mine, mine } from './mine.ts';
import { pageAgain } from './page-again.ts';
import { supervisorOf } from './pair-facts.ts';
import { askPrefix, standings } from './records.ts';
import { slotsFor } from './slots.ts';
import { daysBetweenAsks, nextWish } from './wishes.ts';
import { firstName } from './words.ts';

const slotsShown = 2;

/** "Please meet me": passed on in private, once a week at most. */
async function passOn(ctx: ActionContext, found: Mine): Promise<string> {
  const { standing, supervisor, report, key } = found;
  const name = firstName(supervisor);
  const again = nextWish(standing);
  if (again !== undefined && again > ctx.now) {
    const day = formatDate(localDateOf(again, ctx.actor.calendar.zone), 'day', ctx.settings.reader);
    return `${await whereItIs(ctx, found)} I can pass on another from ${day}.`;
  }
  await ctx.tx.put(standings, key, { ...standing, askedAt: ctx.now, isAsked: true });
  const today = localDateOf(ctx.now, supervisor.calendar.zone);
  await ctx.send({
    key: `${askPrefix(key)}${ctx.now}`,
    to: { person: supervisor.id },
    kind: 'nudge',
    message: askedFor(key, report, slotsFor([supervisor.calendar, report.calendar], today, slotsShown)),
    expiresAt: plus(ctx.now, { days: daysBetweenAsks }),
    onUnknown: 'rest',
  });
  return `I'll tell ${name}, and only ${name}, in their working hours; it may be the next morning.`;
}

/** Whether a wish from this week has reached the supervisor, or when it will. */
async function whereItIs(ctx: ActionContext, { key, supervisor }: Mine): Promise<string> {
  const name = firstName(supervisor);
  const waiting = (await ctx.reads.deliveries(askPrefix(key))).find(({ state }) => state === 'pending');
  if (!waiting) return `${name} has your wish from this week.`;
  const { zone } = ctx.actor.calendar;
  const days = daysBetween(localDateOf(ctx.now, zone), localDateOf(waiting.notBefore, zone));
  const day = formatDate(localDateOf(waiting.notBefore, zone), 'day', ctx.settings.reader);
  return `Your wish is on its way: ${name} hears it ${days <= 0 ? 'today' : days === 1 ? 'tomorrow' : `on ${day}`}.`;
}

/** `ask`: I would like a one-on-one. `ask @supervisor` names them first. */
export const askCommand: Command = {
  word: 'ask',
  who: 'staff',
  usage: [
    { words: 'ask', does: 'ask your supervisor for a one-on-one; only they see it' },
    { words: 'ask @name', does: 'name your supervisor; it counts once they say yes' },
  ],
  run: async (ctx: ActionContext, words: readonly Word[]): Promise<Reply> => {
    const [word] = words;
    const known = await supervisorOf(ctx, ctx.actor.id);
    const found = known && asSeenBy(known, ctx.actor);
    if (word?.kind === 'person' && word.person.id !== found?.supervisor.id) return nameSupervisor(ctx, word.person);
    if (!found)
      throw new UserError(
        "I don't know your supervisor yet. Name them with /hallway ask @name; they confirm it. Nothing was changed.",
      );
    return { message: say(text`${await passOn(ctx, found)}`) };
  },
};

/** The same from a button; the page it stands on is drawn again. */
export const askPress: PressHandler = async (ctx, args) => {
  const message = say(text`${await passOn(ctx, await mine(ctx, args, 'report'))}`);
  return { message, ...(await pageAgain(ctx, args)) };
};
