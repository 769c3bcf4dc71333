import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Message } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import type { Side } from './meetings.ts';
import { type Known, knownPair } from './pair-facts.ts';
import { pairKey } from './records.ts';

const argsSchema = z.object({ pair: z.string() });

/** A pair as one of the two sees it. */
export interface Mine extends Known {
  readonly side: Side;
  readonly other: Person;
}

/** The pair a button speaks of, for one of the two. UserError for everybody else, and once they are a pair no longer. */
export async function mine(ctx: ActionContext, args: JsonObject, only?: Side): Promise<Mine> {
  const read = argsSchema.safeParse(args);
  const known = read.success ? await knownPair(ctx, read.data.pair) : undefined;
  const found = known && asSeenBy(known, ctx.actor);
  if (found && (only === undefined || found.side === only)) return found;
  // The same words whoever asks and whether or not there is such a pair.
  throw new UserError('This is between two people who have one-on-ones. Nothing was changed.');
}

/** The pair from the side of one of them; undefined for anybody else. */
export function asSeenBy(known: Known, person: Person): Mine | undefined {
  if (known.supervisor.id === person.id) return { ...known, side: 'supervisor', other: known.report };
  if (known.report.id === person.id) return { ...known, side: 'report', other: known.supervisor };
  return undefined;
}

/**
 * Under which pairs' names sealed words of the two lie: somebody with two accounts has a drawer each, and whoever talks
 * with them is told what they say through either. Their own other drawer opens to them when they say so.
 */
export const drawersOf = ({ side, supervisor, report, other }: Mine): readonly string[] =>
  [other.id, ...(other.also ?? [])].map((id) =>
    side === 'supervisor' ? pairKey(supervisor.id, id) : pairKey(id, report.id),
  );

/**
 * On a personal card the answer takes the card's place; elsewhere it is for the person who pressed alone, and so it is for
 * a button of their home, which goes on as a whole.
 */
export const inPlace = (ctx: ActionContext, message: Message, args: JsonObject = {}): Reply =>
  ctx.place.kind === 'personal' && args.from !== 'home' ? { replace: message } : { message };
