import type { WorkContext } from '../../ports/context.ts';
import { type LocalDate, plus } from '../../time/zoned.ts';
import { waterCooler } from './messages.ts';
import { deliveryPrefix, type Program } from './records.ts';
import { nextQuestions } from './rotation.ts';

const hoursOfUse = 6;

/** Posts the question of the day to the channel; people answer in its thread, and nothing of that is read or kept. */
export async function postQuestion(ctx: WorkContext, id: string, program: Program, date: LocalDate): Promise<void> {
  const [question] = (await nextQuestions(ctx, id, program, date)).questions;
  if (!question || !(await ctx.people.channel(program.channel))) return;
  await ctx.send({
    key: `${deliveryPrefix(id)}${date}/post`,
    to: { channel: program.channel },
    kind: 'post',
    message: waterCooler(question),
    expiresAt: plus(ctx.now, { hours: hoursOfUse }),
    onUnknown: 'rest',
  });
}
