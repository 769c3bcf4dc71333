import { expect, test } from 'vitest';
import { httpRoutes, type Readiness } from '../../src/drivers/http-routes.ts';
import type { Log } from '../../src/ports/log.ts';

const log: Log = { child: () => log, debug() {}, info() {}, warn() {}, error() {} };

async function readyz(ready: () => Promise<Readiness>) {
  const response = await httpRoutes({ ready, log }).request('/readyz');
  return { status: response.status, body: await response.json() };
}

const well: Readiness = { storage: true, queue: true, platforms: {} };

test('/healthz answers as long as the process does', async () => {
  const routes = httpRoutes({ ready: () => Promise.reject(new Error('down')), log });

  expect((await routes.request('/healthz')).status).toBe(200);
});

test('/readyz is ready once storage and queue answer and every token has been tried', async () => {
  expect(await readyz(async () => well)).toEqual({ status: 200, body: { ready: true, ...well } });
  expect((await readyz(async () => ({ ...well, storage: false }))).status).toBe(503);
  expect((await readyz(async () => ({ ...well, queue: false }))).status).toBe(503);
  expect((await readyz(async () => ({ ...well, platforms: { slack: 'ok', teams: 'untried' } }))).status).toBe(503);
});

test('/readyz shows a refused token and stays ready for the other platform', async () => {
  const platforms = { slack: 'refused', teams: 'ok' } as const;

  expect(await readyz(async () => ({ ...well, platforms }))).toMatchObject({ status: 200, body: { platforms } });
});

test('/readyz is not ready when asking fails', async () => {
  expect(await readyz(() => Promise.reject(new Error('connection lost')))).toEqual({
    status: 503,
    body: { ready: false, storage: false, queue: false, platforms: {} },
  });
});

test('/ tells that it runs, and no names', async () => {
  const response = await httpRoutes({ ready: async () => well, log }).request('/');

  expect(await response.text()).toBe('Hallway is running.\n');
});
