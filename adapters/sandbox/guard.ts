import type { Context, MiddlewareHandler } from 'hono';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Lets in only what this computer's own browser asks of a local address: a page elsewhere, or a name that resolves
 * to this machine, gets 403. Every answer forbids the page to load anything from outside.
 */
export const guardSandbox: MiddlewareHandler = async (c, next) => {
  const refusal = refuse(c);
  if (refusal) c.res = refusal;
  else await next();
  // After the answer: one that a route made itself would drop what was set before.
  c.header('Content-Security-Policy', policy);
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
};

function refuse(c: Context): Response | undefined {
  const host = c.req.header('Host') ?? '';
  if (!isLoopback(host))
    return c.json({ error: 'The sandbox answers only on this computer. Open it at localhost.' }, 403);
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return undefined;
  const origin = c.req.header('Origin');
  if (origin !== undefined && !isSameOrigin(origin, host))
    return c.json({ error: 'Another page sent this. Use the page at this address.' }, 403);
  if (isExpectedType(c.req.header('Content-Type') ?? '', c.req.path)) return undefined;
  return c.json({ error: 'Send JSON with Content-Type: application/json (people as text/csv).' }, 415);
}

const isLoopback = (host: string) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host);

const isSameOrigin = (origin: string, host: string) =>
  URL.canParse(origin) && new URL(origin).host === new URL(`http://${host}`).host;

function isExpectedType(header: string, path: string): boolean {
  const type = header.split(';', 1)[0]?.trim().toLowerCase();
  const types = path === '/sandbox/people' ? ['text/csv', 'application/octet-stream'] : ['application/json'];
  return type !== undefined && types.includes(type);
}
