import type { PersonId } from '../../core/ids.ts';
import { say, text } from '../../core/message.ts';
import type { ActionContext, WorkContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { type LocalDate, plus } from '../../time/zoned.ts';
import { stayOrRest } from './messages.ts';
import { deliveryPrefix, newParticipant, type Program, participantKey, participants, programs } from './records.ts';

/** contracts.md, Defaults. */
const roundsBeforeAsking = 3;
const askDays = 10;

/** Something was heard of these people in a program: their silence is over, and so is a rest they were given. */
export async function hear(ctx: WorkContext, program: string, people: readonly PersonId[]): Promise<void> {
  for (const person of people) {
    const key = participantKey(program, person);
    const known = await ctx.tx.get(participants, key);
    if (!known || (known.silentRounds === 0 && !known.isResting)) continue;
    await ctx.tx.put(participants, key, { ...known, silentRounds: 0, isResting: false });
    await ctx.cancel(`${deliveryPrefix(program)}stay/${person}`);
  }
}

/**
 * Counts a round of which nothing was heard from either side. After the third they are asked, and left out until they
 * say they stay: true where that question goes out, so that no other one does.
 */
export async function countSilence(
  ctx: WorkContext,
  id: string,
  program: Program,
  person: PersonId,
  date: LocalDate,
): Promise<boolean> {
  const key = participantKey(id, person);
  const known = (await ctx.tx.get(participants, key)) ?? newParticipant;
  const silentRounds = known.silentRounds + 1;
  const isResting = silentRounds >= roundsBeforeAsking;
  await ctx.tx.put(participants, key, { ...known, silentRounds, isResting });
  if (!isResting) return false;
  const channel = (await ctx.people.channel(program.channel))?.name ?? 'coffee';
  await ctx.send({
    key: `${deliveryPrefix(id)}stay/${person}/${date}`,
    to: { person },
    kind: 'closing',
    message: stayOrRest({ program: id, channel }),
    expiresAt: plus(ctx.now, { days: askDays }),
    onUnknown: 'rest',
  });
  return true;
}

const isKnown = async (ctx: ActionContext, id: unknown) =>
  typeof id === 'string' && (await ctx.tx.get(programs, id)) !== undefined;

/** The buttons of the question. */
export const silencePresses: Readonly<Record<string, PressHandler>> = {
  'coffee.stay': async (ctx, args) => {
    if (await isKnown(ctx, args.program)) await hear(ctx, String(args.program), [ctx.actor.id]);
    return { replace: say(text`Good to have you. You are in the next round.`) };
  },
  'coffee.rests': async () => ({
    replace: say(text`I leave you out for now. /hallway join brings you back any time.`),
  }),
};
