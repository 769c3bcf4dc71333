import type { Field, Form } from '../../core/form.ts';
import type { AccountId, PersonId } from '../../core/ids.ts';
import { say, type Text, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import type { Person } from '../../ports/people.ts';
import { isEligible } from './membership.ts';
import { avoids, topics } from './records.ts';
import { isIn, joined, leftIt, myPrograms } from './taking-part.ts';
import { readTopics, topicsFieldLetters } from './topics.ts';

const args = { v: 1 };

/** The button behind which a person's programs, topics and the people they avoid are; the latter are drawn nowhere else. */
export const ownFormButton = { label: 'My programs and people', verb: 'coffee.mine', args, opensForm: true } as const;

const eligible = async (ctx: ActionContext) =>
  (await myPrograms(ctx)).filter(({ program }) => isEligible(program, ctx.actor));

async function avoided(ctx: ActionContext): Promise<readonly Person[]> {
  const ids = (await ctx.tx.get(avoids, ctx.actor.id))?.people ?? [];
  return (await Promise.all(ids.map((id) => ctx.people.get(id)))).filter((one) => one !== undefined);
}

async function ownForm(ctx: ActionContext): Promise<Form> {
  const mine = await eligible(ctx);
  const within = await Promise.all(mine.map(async (found) => ((await isIn(ctx, found)) ? [found.id] : [])));
  const people = await avoided(ctx);
  const talk = (await ctx.tx.get(topics, ctx.actor.id))?.topics ?? [];
  const fields: Field[] = [
    {
      ...{ kind: 'text', name: 'topics', label: 'Happy to talk about', optional: true, initial: talk.join(', ') },
      ...{ hint: 'Up to three, with commas between; people you meet see them', maxLength: topicsFieldLetters },
    },
    { kind: 'person', name: 'avoid', label: 'Keep me away from', hint: 'Only you will know', optional: true },
  ];
  if (people.length > 0)
    fields.push({
      ...{ kind: 'choices', name: 'avoided', label: 'People you avoid', hint: 'Untick whom you may meet again' },
      ...{ optional: true, initial: people.map(({ id }) => id) },
      options: people.map(({ id, name }) => ({ value: id, label: name })),
    });
  if (mine.length > 0)
    fields.unshift({
      ...{ kind: 'choices', name: 'programs', label: 'Coffee', hint: 'Untick to leave', optional: true },
      initial: within.flat(),
      options: mine.map(({ id, channel }) => ({ value: id, label: `#${channel}` })),
    });
  return { title: 'My programs', verb: 'coffee.mine', args, submit: 'Save', fields };
}

const save: SubmitHandler = async (ctx, _args, values) => {
  // A platform leaves out a field that was emptied.
  const talk = readTopics(typeof values.topics === 'string' ? values.topics : '');
  if ('problem' in talk) return { errors: { topics: talk.problem } };
  if (Array.isArray(values.programs)) await choosePrograms(ctx, values.programs);
  const kept = (await avoided(ctx)).map(({ id }) => id);
  const ticked = values.avoided;
  const still = Array.isArray(ticked) ? kept.filter((id) => ticked.includes(id)) : kept;
  const more = typeof values.avoid === 'string' ? await ctx.people.byAccount(values.avoid as AccountId) : undefined;
  if (more?.id === ctx.actor.id) return { errors: { avoid: "That's you." } };
  const people: PersonId[] = more ? [...still.filter((id) => id !== more.id), more.id] : still;
  await ctx.tx.put(avoids, ctx.actor.id, { people });
  return { message: say(await keepTopics(ctx, talk.topics)) };
};

/** Keeps them, and answers who sees what. */
async function keepTopics(ctx: ActionContext, said: readonly string[]): Promise<Text> {
  if (said.length === 0) {
    await ctx.tx.remove(topics, ctx.actor.id);
    return text`Saved. Only you can see this.`;
  }
  await ctx.tx.put(topics, ctx.actor.id, { topics: [...said] });
  return text`Saved. People you meet see what you like to talk about. The rest only you can see.`;
}

/** What was not changed is left as it is, so that a choice never made stays the program's default. */
async function choosePrograms(ctx: ActionContext, chosen: readonly string[]): Promise<void> {
  for (const found of await eligible(ctx)) {
    const wants = chosen.includes(found.id);
    if (wants === (await isIn(ctx, found))) continue;
    await (wants ? joined(ctx, found) : leftIt(ctx, found));
  }
}

/** The form of a person's own coffee. */
export const ownFormPresses: Readonly<Record<string, PressHandler>> = {
  'coffee.mine': async (ctx) => ({ form: await ownForm(ctx) }),
};
export const ownFormSubmits: Readonly<Record<string, SubmitHandler>> = { 'coffee.mine': save };
