import { UserError } from '../../core/errors.ts';
import { type Message, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { Wish } from '../../ports/favours.ts';
import { lessChoices, stoppedAsking } from './messages.ts';
import { type Taker, takerKey, takers } from './records.ts';
import { cancelWaiting, type Found, myPrograms } from './taking-part.ts';

/** What a person takes part in, of the channel typed in where there is one. */
async function meant(ctx: ActionContext): Promise<readonly Found[]> {
  const mine = await myPrograms(ctx);
  return ctx.channel === undefined ? mine : mine.filter(({ program }) => program.channel === ctx.channel);
}

/** `join`, `leave` and `stop`, for check-ins. UserError where the words could mean several. */
export async function grantWish(ctx: ActionContext, wish: Wish): Promise<Message | undefined> {
  const found = await meant(ctx);
  const [one] = found;
  if (!one) return undefined;
  const asking = found.filter(({ program }) => program.shape === 'private');
  const [only, ...more] = asking;
  if (!only) return openToAll(one.channel);
  if (wish === 'stop') return choices(asking);
  if (more.length === 0) return wish === 'leave' ? left(ctx, only) : back(ctx, only);
  const ways = asking.map(({ channel }) => `/hallway ${wish} in #${channel}`);
  throw new UserError(`You are asked in several channels. Say which: ${ways.join(' or ')}. Nothing was changed.`);
}

/** How often they may be asked, for each of them. */
function choices(asking: readonly Found[]): Message | undefined {
  const [first, ...more] = asking.map(({ id, channel }) => lessChoices(id, channel));
  return first && { ...first, blocks: [first, ...more].flatMap(({ blocks }) => blocks) };
}

async function left(ctx: ActionContext, { id, channel }: Found): Promise<Message> {
  await ctx.tx.put(takers, takerKey(id, ctx.actor.id), { rhythm: 'never' });
  await cancelWaiting(ctx, id);
  return stoppedAsking(id, channel);
}

async function back(ctx: ActionContext, { id, channel }: Found): Promise<Message> {
  const always: Taker = { rhythm: 'always' };
  await ctx.tx.put(takers, takerKey(id, ctx.actor.id), always);
  return say(text`You're asked in #${channel} as often as everybody.`);
}

/** A question to a whole channel asks nobody in particular. */
const openToAll = (channel: string): Message =>
  say(
    text`The question in #${channel} goes to the whole channel, and nobody is asked by name, so there is nothing to leave. If it is too much, mute the channel.`,
  );
