import { UserError } from '../../core/errors.ts';
import { personId } from '../../core/ids.ts';
import type { Block } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import type { Joined } from '../../ports/linking.ts';
import { confirmedCard, joinedBlocks, partedCard } from './messages.ts';

/** A join as it looks through the account of whoever acts. */
function seenHere(ctx: ActionContext, { came, had, isConfirmed }: Joined) {
  const isCame = came.includes(ctx.account);
  return { others: isCame ? had : came, isConfirmed: isCame ? isConfirmed.byCame : isConfirmed.byHad };
}

async function theJoin(ctx: ActionContext, from: unknown): Promise<Joined> {
  const found = (await ctx.house.linking.joinsOf(ctx.actor.id)).find((join) => join.from === from);
  if (found) return found;
  throw new UserError('They are apart already. Nothing was changed.');
}

/** "Yes, both are mine": said from one account, it opens what was sealed there to the others. */
export const isMine: PressHandler = async (ctx, args) => {
  const join = await theJoin(ctx, args.from);
  await ctx.house.linking.confirm(ctx.actor.id, ctx.account);
  return { replace: confirmedCard(seenHere(ctx, join).others, join.from) };
};

/** "That's not me", from either account, at any time. */
export const isNotMine: PressHandler = async (ctx, args) => {
  const join = await theJoin(ctx, args.from);
  await ctx.house.linking.part(ctx.actor.id, personId(join.from));
  return { replace: partedCard() };
};

/** On a home: the accounts that are one person, with the way out. */
export async function accountsSection(ctx: ActionContext): Promise<readonly Block[]> {
  const joins = await ctx.house.linking.joinsOf(ctx.actor.id);
  return joins.flatMap((join) => {
    const { others, isConfirmed } = seenHere(ctx, join);
    return others.length === 0 ? [] : joinedBlocks(others, join.from, isConfirmed);
  });
}
