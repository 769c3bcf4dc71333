import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Hono } from 'hono';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The built page: its file names carry a hash of their content, so only the entrance is asked for anew. */
export function pageRoutes(folder: string): Hono {
  const answer = async (path: string, caching: string): Promise<Response | undefined> => {
    const type = types[extname(path)];
    const bytes = type === undefined ? undefined : await readFile(join(folder, path)).catch(() => undefined);
    if (bytes === undefined || type === undefined) return undefined;
    return new Response(bytes, { headers: { 'Content-Type': type, 'Cache-Control': caching } });
  };
  return new Hono()
    .get('/', async (c) => {
      const page = await answer('index.html', 'no-cache');
      return page ?? c.text('The page has not been built yet. Run: npm run prepare\n', 503);
    })
    .get('/icon.svg', async (c) => (await answer('icon.svg', 'max-age=3600')) ?? c.notFound())
    .get('/assets/:file{[A-Za-z0-9._-]+}', async (c) => {
      const file = await answer(join('assets', c.req.param('file')), 'max-age=31536000, immutable');
      return file ?? c.notFound();
    });
}
