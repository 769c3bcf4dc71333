import type { PersonId } from '../../core/ids.ts';
import type { WorkContext } from '../../ports/context.ts';
import { type LocalDate, plus } from '../../time/zoned.ts';
import { peopleOf } from './intro-facts.ts';
import { question } from './messages.ts';
import { deliveryPrefix, groups, type Program, participantKey, participants, roundKey } from './records.ts';
import { countSilence } from './silence.ts';

/** A question about a meeting is no longer of use after this. */
const questionDays: Readonly<Record<'midway' | 'closing', number>> = { midway: 4, closing: 3 };

/** Asks everybody of a round whose group has not said how it went, each in their own hours. */
export async function askAll(
  ctx: WorkContext,
  id: string,
  program: Program,
  date: LocalDate,
  step: 'midway' | 'closing',
): Promise<void> {
  const channel = (await ctx.people.channel(program.channel))?.name ?? 'coffee';
  for (const { key, value: group } of await ctx.tx.list(groups, { prefix: `${roundKey(id, date)}/` })) {
    const isAsked = group.outcome === 'open' || (group.outcome === 'planned' && step === 'closing');
    if (!isAsked) continue;
    await ctx.cancel(`${deliveryPrefix(key)}midway/`);
    const people = await peopleOf(ctx, group);
    for (const person of people) {
      if (await hasLeft(ctx, id, person.id)) continue;
      const isSilent = step === 'closing' && group.outcome === 'open';
      if (isSilent && (await countSilence(ctx, id, program, person.id, date))) continue;
      const others = people.filter((other) => other.id !== person.id);
      await ctx.send({
        key: `${deliveryPrefix(key)}${step}/${person.id}`,
        to: { person: person.id },
        kind: step,
        message: question(step, { group: key, others, channel }),
        expiresAt: plus(ctx.now, { days: questionDays[step] }),
        onUnknown: 'rest',
      });
    }
  }
}

/** Who has left the program is asked nothing more about it. */
const hasLeft = async (ctx: WorkContext, id: string, person: PersonId): Promise<boolean> =>
  (await ctx.tx.get(participants, participantKey(id, person)))?.choice === 'out';

/** Takes back what is still to be asked about a group: all of it, one step, or of one person. */
export async function askNoMore(ctx: WorkContext, key: string, only: { step?: 'midway'; person?: PersonId } = {}) {
  const whose = only.person === undefined ? '' : `${only.person}/`;
  for (const step of only.step ? [only.step] : ['midway', 'closing'])
    await ctx.cancel(`${deliveryPrefix(key)}${step}/${whose}`);
}
