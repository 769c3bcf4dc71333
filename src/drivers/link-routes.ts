import { Hono } from 'hono';
import type { GivenFile } from '../ports/feature.ts';

/** Serves one-use links; what is used, old or made up is a plain 404 that names the cure. */
export function linkRoutes(take: (link: string) => Promise<GivenFile | undefined>): Hono {
  return new Hono().get('/links/:link', async (context) => {
    const file = await take(context.req.param('link'));
    if (!file) return context.text('This link has been used or is too old. Ask for a new one where you got it.', 404);
    return context.body(file.body, 200, {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });
}
