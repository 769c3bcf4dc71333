import { SpentError, UserError } from '../../core/errors.ts';
import type { ChannelId } from '../../core/ids.ts';
import { bold, buttons, type Message, note, paragraph, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { Command, PressHandler } from '../../ports/feature.ts';
import { leadersOnly } from '../../ports/leaders.ts';
import { listed } from '../../time/words.ts';
import { longestQuestion } from './fitting.ts';
import { button } from './messages.ts';
import { pulsePack } from './packs.ts';
import { type Program, programId, programs, type Suggestion, suggestions } from './records.ts';
import type { Action } from './set-up.ts';
import { type Found, myPrograms } from './taking-part.ts';

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
    const here = mine.find(({ program }) => program.channel === ctx.channel);
    const open = mine.filter(({ program }) => takesQuestions(program));
    if (here && !takesQuestions(here.program)) throw new UserError(keepsItsOwn(here, open));
    const wanted = here ?? (open.length === 1 ? open[0] : undefined);
    if (!wanted) throw new UserError(whichOne(mine, open));
    if ((await ctx.tx.list(suggestions, { limit: mostOpen })).length >= mostOpen)
      throw new UserError('There are many proposals to read already. Try again in a while. Nothing was kept.');
    const row: Suggestion = { text: proposed, by: ctx.actor.id, program: wanted.id, at: ctx.now };
    await ctx.tx.put(suggestions, ctx.random.id(), row);
    return { message: thanks(wanted.channel) };
  },
};

const thanks = (channel: string): Message => ({
  fallback: 'Thank you.',
  blocks: [
    paragraph(text`Thank you. Whoever looks after #${channel} reads it, and may have it asked there.`),
    note(text`Your name does not go along, and I forget it once that is decided.`),
  ],
});

/** A pulse compares an audience with itself, and an admin's own questions are asked every time: neither takes in another. */
const takesQuestions = ({ pack, standing }: Program): boolean => pack !== pulsePack && standing.length === 0;

function keepsItsOwn({ program, channel }: Found, open: readonly Found[]): string {
  const why =
    program.pack === pulsePack
      ? 'is a pulse, which asks the same each quarter so that changes can be seen'
      : 'asks the same each time';
  return `The check-in in #${channel} ${why}. ${elsewhere(open)} Nothing was kept.`;
}

function whichOne(mine: readonly Found[], open: readonly Found[]): string {
  const [only] = mine;
  if (only && open.length === 0) return keepsItsOwn(only, open);
  if (!only) return 'No check-in asks you yet, so there is none to propose a question for. Nothing was kept.';
  return `Say which check-in it is for. ${elsewhere(open)} Nothing was kept.`;
}

function elsewhere(open: readonly Found[]): string {
  const [one] = open;
  if (!one) return 'You are in no other check-in that takes in questions.';
  const names = listed(open.map(({ channel }) => `#${channel}`));
  return `These take in questions: ${names}. Say it there, or end it with "in #${one.channel}".`;
}

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
    if (isTaken && program && !takesQuestions(program))
      throw new UserError(
        'This check-in asks the same each time now, so the question would never come. Take another pack first, or leave it out.',
      );
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
