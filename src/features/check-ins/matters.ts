import { UserError } from '../../core/errors.ts';
import { type Text, text } from '../../core/message.ts';
import type { ReadContext } from '../../ports/context.ts';
import { audienceOf } from './audience.ts';
import { isAskingNobody, leftOutOf, leftOutWords } from './left-out.ts';
import type { Program } from './records.ts';

/** What an admin should know of a program as it would be: the floor where nobody is named, and whom it cannot reach. */
export async function mattersOf(ctx: ReadContext, program: Program): Promise<readonly Text[]> {
  if (!(await ctx.people.channel(program.channel))) return [];
  const left = await leftOutOf(ctx, program);
  const unreached = left === undefined ? [] : leftOutWords(program, left);
  return [...(await floorWords(ctx, program)), ...unreached].map((words) => text`${words}`);
}

async function floorWords(ctx: ReadContext, program: Program): Promise<readonly string[]> {
  if (!program.isAnonymous) return [];
  const { floor } = ctx.settings;
  const count = (await audienceOf(ctx, program)).length;
  const never = `Nothing is shown of fewer than ${floor} answers, to anybody.`;
  const asked = `${count} ${count === 1 ? 'person is' : 'people are'} asked`;
  return [count < floor ? `${never} Only ${asked}, so nothing will be shown until more join.` : `${never} ${asked}.`];
}

/** True where somebody's hours keep them out of a program, or fewer are asked than are ever shown: it is worth a look. */
export async function needsALook(ctx: ReadContext, program: Program): Promise<boolean> {
  if (!(await ctx.people.channel(program.channel))) return false;
  if (program.isAnonymous && (await audienceOf(ctx, program)).length < ctx.settings.floor) return true;
  const left = await leftOutOf(ctx, program);
  return left !== undefined && left.late + left.gone > 0;
}

/** UserError with the cure where a program would ask nobody at all. */
export async function refuseIfNobody(ctx: ReadContext, program: Program, name: string): Promise<void> {
  const left = await leftOutOf(ctx, program);
  if (left === undefined || !isAskingNobody(left)) return;
  throw new UserError(
    `Nobody in #${name} would be asked. ${leftOutWords(program, left).join(' ')} Nothing was changed.`,
  );
}
