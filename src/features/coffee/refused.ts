import type { PersonId } from '../../core/ids.ts';
import type { WorkContext } from '../../ports/context.ts';
import type { RefusedMessage } from '../../ports/feature.ts';
import { plus } from '../../time/zoned.ts';
import { askNoMore } from './follow-up.ts';
import { takeBack } from './history.ts';
import { introFacts, peopleOf } from './intro-facts.ts';
import { deliveryPrefix, type Group, groups, partsOfGroup } from './records.ts';
import { introForEach, mayNotKnow } from './refused-messages.ts';

/** As long as an intro itself may wait. */
const hoursKept = 48;
const introKey = /^coffee\/(.+?\/\d{4}-\d{2}-\d{2}\/\d{4})\/(intro(?:-with\/[^/]+)?)(?:-each)?\//;

/**
 * An introduction that its platform refused: where a chat of several was, each of them gets it in their own; where
 * somebody's own chat was, the others hear that the first line may be theirs. If nobody could be reached, it was none.
 */
export async function introRefused(ctx: WorkContext, { key, place, people, kind }: RefusedMessage): Promise<void> {
  const [, groupKey, name] = introKey.exec(key) ?? [];
  const group = kind === 'intro' && groupKey !== undefined ? await ctx.tx.get(groups, groupKey) : undefined;
  if (!group || groupKey === undefined || name === undefined || group.outcome === 'notThisTime') return;
  const prefix = `${deliveryPrefix(groupKey)}${name}`;
  if (place.kind === 'group') return introduceEach(ctx, prefix, groupKey, group, people);
  const unreached = [...new Set([...(group.unreached ?? []), ...people])];
  const isHopeless = group.people.every((id) => unreached.includes(id));
  if (isHopeless) return callOff(ctx, groupKey, group);
  await ctx.tx.put(groups, groupKey, { ...group, unreached });
  await tellOthers(ctx, prefix, group, unreached);
}

async function introduceEach(
  ctx: WorkContext,
  prefix: string,
  groupKey: string,
  group: Group,
  people: readonly PersonId[],
): Promise<void> {
  const message = introForEach(await introFacts(ctx, groupKey, group));
  const until = { expiresAt: plus(ctx.now, { hours: hoursKept }), onUnknown: 'again' } as const;
  for (const person of people)
    await ctx.send({ key: `${prefix}-each/${person}`, to: { person }, kind: 'intro', message, ...until });
}

async function callOff(ctx: WorkContext, groupKey: string, group: Group): Promise<void> {
  await ctx.tx.put(groups, groupKey, { ...group, outcome: 'notThisTime' });
  await takeBack(ctx, group.people, partsOfGroup(groupKey).date);
  await askNoMore(ctx, groupKey);
}

async function tellOthers(ctx: WorkContext, prefix: string, group: Group, missed: readonly PersonId[]): Promise<void> {
  const people = await peopleOf(ctx, group);
  for (const { id } of people.filter((person) => !missed.includes(person.id)))
    for (const one of people.filter((person) => missed.includes(person.id)))
      await ctx.send({
        key: `${prefix}-missed/${one.id}/${id}`,
        to: { person: id },
        kind: 'reply',
        message: mayNotKnow(one),
        expiresAt: plus(ctx.now, { hours: hoursKept }),
        onUnknown: 'rest',
      });
}
