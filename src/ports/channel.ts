import { UserError } from '../core/errors.ts';
import type { ChannelId } from '../core/ids.ts';
import type { ActionContext } from './context.ts';

/** The channel a command is about. UserError in a chat where none was named. */
export function channelOf(ctx: ActionContext): ChannelId {
  if (ctx.channel !== undefined) return ctx.channel;
  throw new UserError('Say which channel: type this there, or end it with "in #channel". Nothing was changed.');
}

/** What `status` says of a program whose channel is not known any more. */
export const restsWhileClosed =
  'rests: the channel is gone, or I was taken out of it. It goes on when I am back there.';

/** What it is called. UserError where Hallway is not in it, or has only just arrived and does not know it yet. */
export async function nameOfChannel(ctx: ActionContext, channel: ChannelId): Promise<string> {
  const name = (await ctx.people.channel(channel))?.name;
  if (name !== undefined) return name;
  throw new UserError(
    "I can't post in this channel yet. Type /invite @Hallway there, then run this again. If I have only just arrived, give me a minute to look around.",
  );
}
