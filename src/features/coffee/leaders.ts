import { UserError } from '../../core/errors.ts';
import type { ChannelId } from '../../core/ids.ts';
import type { ActionContext } from '../../ports/context.ts';

export const adminsOnly = 'Only admins can do this. Nothing was changed.';

/** Stops everybody but admins and, where the platform says who, those who look after the channel. */
export async function leadersOnly({ actor, people }: ActionContext, channel: ChannelId | undefined): Promise<void> {
  if (actor.isAdmin || (channel !== undefined && (await people.owns(channel, actor.id)))) return;
  throw new UserError(adminsOnly);
}
