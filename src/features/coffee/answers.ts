import { UserError } from '../../core/errors.ts';
import { say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { listed } from '../../time/words.ts';
import { askNoMore } from './follow-up.ts';
import { recordMet, recordStarter, startersOf, takeBack } from './history.ts';
import { introFacts } from './intro-facts.ts';
import { intro } from './messages.ts';
import { gladYouMet, introAfterwards } from './met-messages.ts';
import { answer, type Mine, mine } from './mine.ts';
import { pickTime, suggestTime } from './pick-time.ts';
import { deliveryPrefix, groups, latest, partsOfGroup } from './records.ts';
import { hear } from './silence.ts';
import { notThisTime, skipped } from './skip-messages.ts';
import { nextStarter } from './starters.ts';
import { sendThanks, thanksForm } from './thanks.ts';

async function metNow(ctx: ActionContext, found: Mine): Promise<Reply> {
  const { key, group } = found;
  const { program, date } = partsOfGroup(key);
  if (group.outcome === 'notThisTime') await recordMet(ctx, group.people, date, group.starter);
  if (group.outcome !== 'met') await ctx.tx.put(groups, key, { ...group, outcome: 'met' });
  await hear(ctx, program, group.people);
  await askNoMore(ctx, key);
  const together = introAfterwards(await introFacts(ctx, key, group));
  if (group.outcome !== 'met') await ctx.redraw(`${deliveryPrefix(key)}intro`, together);
  return ctx.place.kind === 'group'
    ? { replace: together }
    : answer(ctx, gladYouMet({ group: key, others: found.others }));
}

const didMeet: PressHandler = async (ctx, args) => metNow(ctx, await mine(ctx, args));

/** `/hallway met`: the latest introduction took place. */
export async function metByCommand(ctx: ActionContext, [word]: readonly Word[]): Promise<Reply> {
  const last = await ctx.tx.get(latest, ctx.actor.id);
  if (!last || !(await ctx.tx.get(groups, last.group)))
    throw new UserError("I haven't introduced you to anybody yet. Your first coffee is still to come.");
  const found = await mine(ctx, { group: last.group });
  if (word && !(word.kind === 'person' && found.group.people.includes(word.person.id))) {
    const whom = listed(found.others.map(({ name }) => name));
    throw new UserError(`Your latest introduction was to ${whom}. If you met, say /hallway met. Nothing was changed.`);
  }
  return metNow(ctx, found);
}

const inTheDiary: PressHandler = async (ctx, args) => {
  const { key, group } = await mine(ctx, args);
  if (group.outcome === 'open') await ctx.tx.put(groups, key, { ...group, outcome: 'planned' });
  await askNoMore(ctx, key, { step: 'midway' });
  return answer(ctx, say(text`Good. I'll leave you to it.`));
};

const notYet: PressHandler = async (ctx, args) => {
  await mine(ctx, args);
  return answer(ctx, say(text`No hurry. It only takes one of you to suggest a time.`));
};

const notThisTimeNow: PressHandler = async (ctx, args) => {
  const { key, group, people } = await mine(ctx, args);
  if (group.outcome === 'met') return answer(ctx, say(text`One of you has said that you met, so I left it at that.`));
  if (group.outcome !== 'notThisTime') {
    await ctx.tx.put(groups, key, { ...group, outcome: 'notThisTime' });
    await takeBack(ctx, group.people, partsOfGroup(key).date);
    await askNoMore(ctx, key);
    await ctx.redraw(`${deliveryPrefix(key)}intro`, notThisTime(people, key));
  }
  return answer(ctx, skipped(key));
};

/** Taken back within the round: as if nobody had said it. Questions that were due meanwhile are not made up for. */
const afterAll: PressHandler = async (ctx, args) => {
  const { key, group } = await mine(ctx, args);
  if (group.outcome !== 'notThisTime') return answer(ctx, say(text`It stands. I'm glad.`), args);
  for (const person of group.people)
    if ((await ctx.tx.get(latest, person))?.group !== key)
      return answer(
        ctx,
        say(text`The next introduction has come since, so I leave this one. You can still meet, of course.`),
        args,
      );
  const open = { ...group, outcome: 'open' as const };
  await ctx.tx.put(groups, key, open);
  await recordMet(ctx, group.people, partsOfGroup(key).date, group.starter);
  await ctx.redraw(`${deliveryPrefix(key)}intro`, intro(await introFacts(ctx, key, open)));
  return answer(ctx, say(text`Good. Your introduction stands again.`), args);
};

const anotherQuestion: PressHandler = async (ctx, args) => {
  const { key, group } = await mine(ctx, args);
  if (group.outcome === 'met') return { replace: introAfterwards(await introFacts(ctx, key, group)) };
  if (group.outcome === 'notThisTime')
    return { message: say(text`This round is over. The next one brings a new question.`) };
  const used = [...(await startersOf(ctx, group.people)), group.starter];
  const next = { ...group, starter: nextStarter(used, ctx.random.draw(key)) };
  await recordStarter(ctx, group.people, next.starter);
  await ctx.tx.put(groups, key, next);
  return { replace: intro(await introFacts(ctx, key, next)) };
};

/** What people press about a meeting. */
export const answerPresses: Readonly<Record<string, PressHandler>> = {
  'coffee.met': didMeet,
  'coffee.diary': inTheDiary,
  'coffee.later': notYet,
  'coffee.skip': notThisTimeNow,
  'coffee.again': afterAll,
  'coffee.question': anotherQuestion,
  'coffee.thanks': thanksForm,
  'coffee.time': pickTime,
};

export const answerSubmits: Readonly<Record<string, SubmitHandler>> = {
  'coffee.thanks': sendThanks,
  'coffee.time': suggestTime,
};
