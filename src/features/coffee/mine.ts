import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Message } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { peopleOf } from './intro-facts.ts';
import { ownCard } from './own-card.ts';
import { type Group, groups, partsOfGroup } from './records.ts';
import { hear } from './silence.ts';

const argsSchema = z.object({ group: z.string() });

/** A group as one of its people sees it. */
export interface Mine {
  readonly key: string;
  readonly group: Group;
  readonly people: readonly Person[];
  readonly others: readonly Person[];
}

/** The group a button speaks of. UserError where the person who pressed it does not belong to it. A press is a sign of life. */
export async function mine(ctx: ActionContext, args: JsonObject): Promise<Mine> {
  const read = argsSchema.safeParse(args);
  const key = read.success ? read.data.group : '';
  const group = await ctx.tx.get(groups, key);
  if (!group?.people.includes(ctx.actor.id)) throw new UserError('This one is between the people who were introduced.');
  await hear(ctx, partsOfGroup(key).program, [ctx.actor.id]);
  const people = await peopleOf(ctx, group);
  return { key, group, people, others: people.filter((person) => person.id !== ctx.actor.id) };
}

/**
 * On a card of one's own the answer takes the card's place; on one that several see it is for the person who pressed
 * alone.
 */
export const answer = (ctx: ActionContext, message: Message, args: JsonObject = {}): Reply =>
  ctx.place.kind === 'personal' || args.own === ownCard.own ? { replace: message } : { message };
