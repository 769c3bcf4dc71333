import type { JsonObject } from '../../core/json.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import { mine } from './mine.ts';
import { overview, pairPage } from './pages.ts';

/** The page a button says it stands on, as it is now; nothing for buttons of a home, which is drawn again anyway. */
export async function pageAgain(ctx: ActionContext, args: JsonObject): Promise<Pick<Reply, 'replace'>> {
  if (ctx.place.kind !== 'personal') return {};
  if (args.from === 'pair') return { replace: await pairPage(ctx, await mine(ctx, args)) };
  return args.from === 'all' ? { replace: await overview(ctx) } : {};
}
