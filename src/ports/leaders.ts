import { UserError } from '../core/errors.ts';
import type { ChannelId } from '../core/ids.ts';
import type { ActionContext } from './context.ts';

export const adminsOnly = 'Only admins can do this. Nothing was changed.';

type Asked = Pick<ActionContext, 'actor' | 'people'>;

/** True for admins and, where the platform says who, those who look after the channel. */
export const mayLead = async ({ actor, people }: Asked, channel: ChannelId | undefined): Promise<boolean> =>
  actor.isAdmin || (channel !== undefined && (await people.owns(channel, actor.id)));

/** UserError for everybody who may not lead the channel's programs. */
export async function leadersOnly(ctx: Asked, channel: ChannelId | undefined): Promise<void> {
  if (!(await mayLead(ctx, channel))) throw new UserError(adminsOnly);
}
