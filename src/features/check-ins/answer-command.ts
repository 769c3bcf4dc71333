import { UserError } from '../../core/errors.ts';
import type { Command } from '../../ports/feature.ts';
import { factsOf } from './facts.ts';
import { prompt } from './messages.ts';
import { openPrompts, stoppedPrograms } from './taking-part.ts';

/** `/hallway answer`: today's question, drawn again; for whoever has stopped it, the way back. */
export const answerCommand: Command = {
  word: 'answer',
  who: 'staff',
  usage: [{ words: 'answer', does: "today's question, to answer or change" }],
  async run(ctx) {
    const open = await openPrompts(ctx);
    const here = open.find(({ program }) => program.channel === ctx.channel) ?? open[0];
    if (here) return { message: prompt(await factsOf(ctx, here)) };
    const [stopped, ...more] = await stoppedPrograms(ctx);
    if (stopped)
      return { message: { ...stopped, blocks: [stopped, ...more].flatMap(({ blocks }) => blocks.slice(0, 2)) } };
    throw new UserError('There is no open question for you right now. The next one comes by itself.');
  },
};
