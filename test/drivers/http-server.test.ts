import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { afterEach, expect, test } from 'vitest';
import { type HttpOptions, ListenError, type RunningHttp, startHttp } from '../../src/drivers/http-server.ts';
import type { Log } from '../../src/ports/log.ts';

const events: string[] = [];
const log: Log = {
  child: () => log,
  debug() {},
  info() {},
  warn() {},
  error: (event, fields) => events.push(`${event} ${fields?.path}`),
};

const running: RunningHttp[] = [];
afterEach(async () => {
  events.length = 0;
  await Promise.all(running.splice(0).map((http) => http.stop()));
});

async function start(app: Hono, options: Partial<HttpOptions> = {}) {
  const http = await startHttp({ host: '127.0.0.1', port: 0, app, log, ...options });
  running.push(http);
  return { ...http, url: (path: string) => `http://127.0.0.1:${http.port}${path}` };
}

test('serves the app on a free port, bodies as they came', async () => {
  const { url } = await start(new Hono().post('/echo', async (c) => c.text(await c.req.text())));

  const response = await fetch(url('/echo'), { method: 'POST', body: '{"a": 1}\n' });

  expect(await response.text()).toBe('{"a": 1}\n');
});

test('refuses a body over 2 MiB, announced or not, before the route has it whole', async () => {
  const { url } = await start(new Hono().post('/echo', async (c) => c.text(`${(await c.req.text()).length}`)));
  const big = new Uint8Array(3 * 1024 * 1024);
  const unannounced = new ReadableStream({
    start(controller) {
      controller.enqueue(big);
      controller.close();
    },
  });

  const whole = await fetch(url('/echo'), { method: 'POST', body: big });
  const streamed = await fetch(url('/echo'), { method: 'POST', body: unannounced, duplex: 'half' } as RequestInit);

  expect([whole.status, streamed.status]).toEqual([413, 413]);
});

test('answers what a route throws with an id that is in the log, and what it refuses as it says', async () => {
  const app = new Hono()
    .get('/bug', () => {
      throw new Error('secret words');
    })
    .get('/refused', () => {
      throw new HTTPException(401, { message: 'who are you?' });
    });
  const { url } = await start(app);

  const bug = await fetch(url('/bug'));
  const refused = await fetch(url('/refused'));
  const unknown = await fetch(url('/unknown'));

  expect([bug.status, refused.status, unknown.status]).toEqual([500, 401, 404]);
  expect(await bug.json()).toEqual({ error: 'something went wrong', id: expect.any(String) });
  expect(await refused.text()).toBe('who are you?');
  expect(events).toEqual(['http.failed /bug']);
});

test('says what to do when the port is taken', async () => {
  const { port } = await start(new Hono());

  const second = start(new Hono(), { port });

  await expect(second).rejects.toThrow(ListenError);
  await expect(second).rejects.toThrow(
    `port ${port} on 127.0.0.1 is taken by another program; stop that one, or set PORT`,
  );
});

test('says what to do when the address is of another machine', async () => {
  await expect(start(new Hono(), { host: '192.0.2.1' })).rejects.toThrow('set HOST to an address of this machine');
});

test('stop lets a request in flight finish and takes no new one', async () => {
  const entered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const app = new Hono().get('/slow', async (c) => {
    entered.resolve();
    await released.promise;
    return c.text('done');
  });
  const http = await start(app);

  const response = fetch(http.url('/slow'));
  await entered.promise;
  const stopped = http.stop();
  await expect(fetch(http.url('/slow'))).rejects.toThrow();
  released.resolve();

  expect(await (await response).text()).toBe('done');
  await stopped;
});

test('stop cuts off what does not finish in time', async () => {
  const entered = Promise.withResolvers<void>();
  const app = new Hono().get('/stuck', () => {
    entered.resolve();
    return new Promise<Response>(() => {});
  });
  const http = await start(app, { drainMs: 0 });

  const response = fetch(http.url('/stuck'));
  await entered.promise;
  const [outcome] = await Promise.allSettled([response, http.stop()]);

  expect(outcome.status).toBe('rejected');
});
