import { SpentError, UserError } from '../../core/errors.ts';
import type { ChannelId } from '../../core/ids.ts';
import { bold, buttons, type Message, note, paragraph, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { Command, PressHandler } from '../../ports/feature.ts';
import { leadersOnly } from '../../ports/leaders.ts';
import { longestQuestion } from './fitting.ts';
import { button } from './messages.ts';
import { type Program, programId, programs, type Suggestion, suggestions } from './records.ts';
import type { Action } from './set-up.ts';
import { myPrograms } from './taking-part.ts';

const mostOpen = 50;

/** `/hallway suggest "..."`: a colleague's question, for an admin to take in. */
export const suggestCommand: Command = {
  word: 'suggest',
  who: 'staff',
  usage: [{ words: 'suggest "..."', does: 'propose a question for the check-in' }],
  async run(ctx, words) {
    const proposed = (words.find(({ kind }) => kind === 'quoted')?.text ?? '').trim();
    if (proposed === '' || proposed.length > longestQuestion)
      throw new UserError(
        `Put one question of up to ${longestQuestion} characters in quotes: /hallway suggest "What did you learn?"`,
      );
    const mine = await myPrograms(ctx);
    const here =
      mine.find(({ program }) => program.channel === ctx.channel) ?? (mine.length === 1 ? mine[0] : undefined);
    if (!here) throw new UserError('Say which check-in it is for: end it with "in #channel". Nothing was kept.');
    if ((await ctx.tx.list(suggestions, { limit: mostOpen })).length >= mostOpen)
      throw new UserError('There are many proposals to read already. Try again in a while. Nothing was kept.');
    const row: Suggestion = { text: proposed, by: ctx.actor.id, program: here.id, at: ctx.now };
    await ctx.tx.put(suggestions, ctx.random.id(), row);
    return { message: say(text`Thank you. An admin reads it, and may ask it in #${here.channel}.`) };
  },
};

/** The oldest proposal, with both answers to it. Whoever is no admin sees those for the channel alone. */
async function oldest(ctx: ActionContext, channel: ChannelId | undefined): Promise<Message> {
  const rows = (await openOnes(ctx, channel)).sort((a, b) => a.value.at - b.value.at);
  const [first] = rows;
  if (!first) return say(text`Nobody has proposed a question. Anybody can, with /hallway suggest "...".`);
  const program = await ctx.tx.get(programs, first.value.program);
  const name = (program && (await ctx.people.channel(program.channel))?.name) ?? 'a closed channel';
  return suggestionCard({ id: first.key, words: first.value.text, channel: name, more: rows.length - 1 });
}

async function openOnes(ctx: ActionContext, channel: ChannelId | undefined) {
  const own = channel && programId(channel);
  return (await ctx.tx.list(suggestions)).filter(({ value }) => ctx.actor.isAdmin || value.program === own);
}

/** One proposal to decide on. Who it is from is not said: it is the question that counts. */
export function suggestionCard(facts: { id: string; words: string; channel: string; more: number }): Message {
  const args = { suggestion: facts.id };
  const more = facts.more > 0 ? [note(text`${facts.more} more after this one.`)] : [];
  return {
    fallback: 'A proposed question',
    blocks: [
      paragraph(text`Proposed for #${facts.channel}: ${bold(facts.words)}`),
      buttons(
        button('Take it in', 'suggestion.accept', args, 'primary'),
        button('Leave it out', 'suggestion.decline', args),
      ),
      ...more,
    ],
  };
}

export const suggestionActions: Readonly<Record<string, Action>> = {
  suggestions: async (ctx) => ({ message: await oldest(ctx, ctx.channel) }),
};

const decide =
  (isTaken: boolean): PressHandler =>
  async (ctx, args) => {
    const id = String(args.suggestion);
    const row = await ctx.tx.get(suggestions, id);
    if (!row) throw new SpentError('This one has been decided on already. Nothing was changed.');
    const program = await ctx.tx.get(programs, row.program);
    await leadersOnly(ctx, program?.channel);
    await ctx.tx.remove(suggestions, id);
    if (isTaken && program) await takeIn(ctx, row.program, program, id, row.text);
    const what = isTaken && program ? 'Taken in' : 'Left out';
    return { replace: await decided(ctx, program?.channel, what, row.text) };
  };

/** What became of a proposal, above the next one where there is one. */
async function decided(ctx: ActionContext, channel: ChannelId | undefined, what: string, words: string) {
  const done = say(text`${what}: ${bold(words)}`);
  if ((await openOnes(ctx, channel)).length === 0) return done;
  return { ...done, blocks: [...done.blocks, ...(await oldest(ctx, channel)).blocks] };
}

async function takeIn(ctx: ActionContext, key: string, program: Program, id: string, words: string): Promise<void> {
  const name = (await ctx.people.channel(program.channel))?.name ?? 'a closed channel';
  const after: Program = { ...program, added: [...program.added, { id: `staff-${id}`, text: words, kind: 'open' }] };
  await ctx.change({ collection: programs, key, after, what: `Check-in in #${name}`, is: `also asks "${words}"` });
}

/** Buttons under a proposal. */
export const suggestionPresses: Readonly<Record<string, PressHandler>> = {
  'checkin.suggestion.accept': decide(true),
  'checkin.suggestion.decline': decide(false),
};
