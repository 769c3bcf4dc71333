import type { WorkContext } from '../../ports/context.ts';
import { followDirectory } from './directory.ts';

/** What is looked at once a day. */
export async function lookAround(ctx: WorkContext): Promise<void> {
  await followDirectory(ctx);
}
