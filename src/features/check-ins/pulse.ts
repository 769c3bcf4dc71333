import type { WorkContext } from '../../ports/context.ts';
import type { Program } from './records.ts';
export async function releasePulse(
  _ctx: WorkContext,
  _id: string,
  _program: Program,
  _quarter: string,
): Promise<void> {}
