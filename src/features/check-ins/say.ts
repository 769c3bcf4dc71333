import { UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { bold, buttons, type Message, note, paragraph, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { factsOf, type PromptFacts } from './facts.ts';
import { button, longestAnswer, whoSees } from './messages.ts';
import type { Question } from './question.ts';
import { answerKey, answers } from './records.ts';
import { openPrompts } from './taking-part.ts';

/** The one question in free words that a prompt asks, if that is what it asks. */
export function openQuestion({ period }: Pick<PromptFacts, 'period'>): Question | undefined {
  const [question, ...more] = period.questions;
  return question?.kind === 'open' && more.length === 0 ? question : undefined;
}

/** Words somebody wrote back while a question in free words is open: they count once that is confirmed. */
export async function heard(ctx: ActionContext, said: string): Promise<Reply | undefined> {
  if (said.length > longestAnswer) return undefined;
  for (const found of await openPrompts(ctx)) {
    const question = openQuestion(found);
    const isAnswered = await ctx.tx.get(answers, answerKey(found.id, found.date, ctx.actor.id));
    if (!question || isAnswered) continue;
    return { message: confirmCard(await factsOf(ctx, found), question.text, said) };
  }
  return undefined;
}

/** Whether what was written is meant as the answer. */
export function confirmCard(facts: PromptFacts, question: string, words: string): Message {
  const verb = facts.period.isAnonymous ? 'unnamed.say' : 'say';
  return {
    fallback: 'Is this your answer?',
    blocks: [
      paragraph(text`Is this your answer to ${bold(question)}`),
      paragraph(text`${words}`),
      buttons(
        button('Yes, share it', verb, { program: facts.program, date: facts.date, words }, 'primary'),
        button('No', 'unsay', {}),
      ),
      note(whoSees(facts)),
    ],
  };
}

/** The words a confirming button carries. UserError where somebody made it up. */
export function wordsIn(args: JsonObject): string {
  const words = typeof args.words === 'string' ? args.words.trim() : '';
  if (words !== '' && words.length <= longestAnswer) return words;
  throw new UserError('I no longer have these words. /hallway answer shows the question. Nothing was kept.');
}

export const unsayPresses: Readonly<Record<string, PressHandler>> = {
  'checkin.unsay': async () => ({ replace: say(text`All right. Nothing was kept.`) }),
};
