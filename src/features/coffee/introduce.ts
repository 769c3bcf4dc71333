import type { PersonId } from '../../core/ids.ts';
import type { WorkContext } from '../../ports/context.ts';
import { type Instant, type LocalDate, plus } from '../../time/zoned.ts';
import { haveNeverMet, recordMet, startersOf } from './history.ts';
import { introFacts } from './intro-facts.ts';
import { introductionDay } from './membership.ts';
import { intro } from './messages.ts';
import type { PlannedGroup } from './plan-round.ts';
import { deliveryPrefix, type Group, groupKey, groups, latest, partsOfGroup } from './records.ts';
import { nextStarter } from './starters.ts';

/** How late an intro may still go out. */
const introHours = 48;

/** Puts people together: keeps the group and that they were introduced, and owes them their intro, at once or later. */
export async function introduce(
  ctx: WorkContext,
  program: string,
  date: LocalDate,
  index: number,
  { people, reason, notBefore }: PlannedGroup & { readonly notBefore?: Instant },
): Promise<void> {
  const key = groupKey(program, date, index);
  const starter = nextStarter(await startersOf(ctx, people), ctx.random.draw(key));
  const isFirstTime = await haveNeverMet(ctx, people);
  const group: Group = { people: [...people], isFirstTime, reason, starter, outcome: 'open' };
  await recordMet(ctx, people, date, starter);
  await sendIntro(ctx, key, group, 'intro', notBefore);
}

/** Keeps a group as it is now and owes its people an intro; `name` tells a second intro of a group from the first. */
export async function sendIntro(
  ctx: WorkContext,
  key: string,
  group: Group,
  name: string,
  notBefore = ctx.now,
): Promise<void> {
  await ctx.tx.put(groups, key, group);
  for (const person of group.people) await rememberLatest(ctx, person, key);
  await ctx.send({
    key: `${deliveryPrefix(key)}${name}`,
    to: { together: group.people },
    kind: 'intro',
    message: intro(await introFacts(ctx, key, group)),
    notBefore,
    expiresAt: plus(notBefore, { hours: introHours }),
    onUnknown: 'again',
  });
}

/** Other programs keep their distance from that day. */
async function rememberLatest(ctx: WorkContext, person: PersonId, key: string): Promise<void> {
  const { program, date } = partsOfGroup(key);
  await ctx.tx.put(latest, person, { group: key, program, date: introductionDay(ctx, date, ctx.now) });
}
