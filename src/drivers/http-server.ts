import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { Log } from '../ports/log.ts';

const MAX_BODY_BYTES = 2 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const DRAIN_MS = 5_000;

/** `app` must be complete: routes added to it later are not served. Port 0 takes a free one. */
export type HttpOptions = {
  readonly host: string;
  readonly port: number;
  readonly app: Hono;
  readonly log: Log;
  readonly drainMs?: number;
};

export type RunningHttp = { readonly port: number; stop(): Promise<void> };

/** The server cannot listen there; the message says why and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/**
 * Serves the app with a limit on bodies and slow requests; what a route throws becomes a 500 with an id that is in the
 * log. `stop` takes no new requests, gives those in flight `drainMs`, then cuts them off.
 */
export async function startHttp({ host, port, app, log, drainMs = DRAIN_MS }: HttpOptions): Promise<RunningHttp> {
  const server = createAdaptorServer({
    fetch: guarded(app, log).fetch,
    overrideGlobalObjects: false,
    serverOptions: { requestTimeout: REQUEST_TIMEOUT_MS },
  }) as Server;
  // A kept-alive connection would hold up the stop for seconds after its last answer.
  server.on('request', (_, response) => response.on('close', () => server.listening || server.closeIdleConnections()));
  await listening(server, host, port);
  server.on('error', (cause) => log.error('http.server', {}, cause));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () => drained(server, drainMs),
  };
}

function guarded(app: Hono, log: Log): Hono {
  const outer = new Hono();
  outer.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.json({ error: 'the request is too large' }, 413) }));
  outer.route('/', app);
  outer.notFound((c) => c.json({ error: 'not found' }, 404));
  outer.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    const id = crypto.randomUUID();
    log.error('http.failed', { id, method: c.req.method, path: c.req.path }, error);
    return c.json({ error: 'something went wrong', id }, 500);
  });
  return outer;
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    const refuse = (cause: NodeJS.ErrnoException) => fail(new ListenError(reason(cause, host, port), { cause }));
    server.once('error', refuse).listen(port, host, () => done(void server.off('error', refuse)));
  });
}

function reason(cause: NodeJS.ErrnoException, host: string, port: number): string {
  if (cause.code === 'EADDRINUSE')
    return `port ${port} on ${host} is taken by another program; stop that one, or set PORT to a free port`;
  if (cause.code === 'EACCES') return `port ${port} is not ours to use; set PORT to one above 1023`;
  return `cannot listen on ${host} port ${port} (${cause.code}); set HOST to an address of this machine`;
}

function drained(server: Server, drainMs: number): Promise<void> {
  return new Promise((done) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(cutOff);
      done();
    });
  });
}
