import { UserError } from '../../core/errors.ts';
import { type Text, text } from '../../core/message.ts';
import type { ReadContext } from '../../ports/context.ts';
import { audienceOf } from './audience.ts';
import { isAskingNobody, leftOutOf, leftOutWords } from './left-out.ts';
import type { Program } from './records.ts';

/** What an admin should know of a program as it would be. */
export interface Matters {
  /** The floor where nobody is named, and whom the program cannot reach. */
  readonly words: readonly Text[];
  /** True where somebody's hours keep them out of it, or fewer are asked than are ever shown: it is worth a look. */
  readonly isProblem: boolean;
}

/** Looks at a program's audience once; of a closed channel there is nothing to say. */
export async function mattersOf(ctx: ReadContext, program: Program): Promise<Matters> {
  if (!(await ctx.people.channel(program.channel))) return { words: [], isProblem: false };
  const left = await leftOutOf(ctx, program);
  const asked = (await audienceOf(ctx, program)).length;
  const isTooFew = program.isAnonymous && asked < ctx.settings.floor;
  const unreached = left === undefined ? [] : leftOutWords(program, left);
  const floor = program.isAnonymous ? [floorWords(asked, ctx.settings.floor)] : [];
  return {
    words: [...floor, ...unreached].map((words) => text`${words}`),
    isProblem: isTooFew || (left !== undefined && left.late + left.gone > 0),
  };
}

function floorWords(count: number, floor: number): string {
  const never = `Nothing is shown of fewer than ${floor} answers, to anybody.`;
  const asked = `${count} ${count === 1 ? 'person is' : 'people are'} asked`;
  return count < floor ? `${never} Only ${asked}, so nothing will be shown until more join.` : `${never} ${asked}.`;
}

/** UserError with the cure where a program would ask nobody at all. */
export async function refuseIfNobody(ctx: ReadContext, program: Program, name: string): Promise<void> {
  const left = await leftOutOf(ctx, program);
  if (left === undefined || !isAskingNobody(left)) return;
  throw new UserError(
    `Nobody in #${name} would be asked. ${leftOutWords(program, left).join(' ')} Nothing was changed.`,
  );
}
