import { UserError } from '../../core/errors.ts';
import { type Message, paragraph, text } from '../../core/message.ts';
import type { Command } from '../../ports/feature.ts';
import { plainWords } from '../../ports/words.ts';
import { factsOf, type PromptFacts } from './facts.ts';
import { longestAnswer, prompt } from './messages.ts';
import { confirmCard, openQuestion } from './say.ts';
import { openPrompts, stoppedPrograms } from './taking-part.ts';

/** `/hallway answer`: today's question, drawn again; with words, these as the answer; for whoever has stopped it, the way back. */
export const answerCommand: Command = {
  word: 'answer',
  who: 'staff',
  usage: [
    { words: 'answer', does: "today's question, to answer or change" },
    { words: 'answer WORDS', does: 'your answer in words; you see it once more before it counts' },
  ],
  async run(ctx, words) {
    const said = plainWords(words).join(' ').trim();
    const open = await openPrompts(ctx);
    const here =
      open.find(({ program }) => program.channel === ctx.channel) ??
      (said === '' ? undefined : open.find(takesWords)) ??
      open[0];
    if (here) {
      const facts = await factsOf(ctx, here);
      return { message: said === '' ? prompt(facts) : answerInWords(facts, said) };
    }
    const [stopped, ...more] = await stoppedPrograms(ctx);
    if (stopped)
      return { message: { ...stopped, blocks: [stopped, ...more].flatMap(({ blocks }) => blocks.slice(0, 2)) } };
    throw new UserError('There is no open question for you right now. The next one comes by itself.');
  },
};

/** A name stands beside a typed command, so only what is shared by name is answered with one. */
const takesWords = (found: Pick<PromptFacts, 'period'>) =>
  !found.period.isAnonymous && openQuestion(found) !== undefined;

/** Words after the command: they count once that is confirmed. UserError where they are too many. */
function answerInWords(facts: PromptFacts, said: string): Message {
  const question = takesWords(facts) ? openQuestion(facts) : undefined;
  if (!question) {
    const card = prompt(facts);
    const why = facts.period.isAnonymous ? text`The buttons here keep your name off it.` : text`This one has buttons.`;
    return { ...card, blocks: [paragraph([...why, ...text` Nothing was kept of your words.`]), ...card.blocks] };
  }
  if (said.length > longestAnswer)
    throw new UserError(`Please keep it under ${longestAnswer} characters. Nothing was kept.`);
  return confirmCard(facts, question.text, said);
}
