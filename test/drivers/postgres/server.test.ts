import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { startServer } from '../../../src/main.ts';
import type { Log } from '../../../src/ports/log.ts';
import { emptyStorePlace, testKey } from '../../support/store.ts';
import { proxyTo } from '../../support/tcp-proxy.ts';

const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} };

/** A platform that nobody writes to. */
const adapter = {
  chat: {
    placesFor: () => [],
    post: async () => ({ kind: 'posted', ref: {} }) as const,
    replace: async () => ({ kind: 'posted', ref: {} }) as const,
    showHome: async () => ({ kind: 'posted', ref: {} }) as const,
  },
  directory: {
    people: async () => ({ entries: [] }),
    channels: async () => [],
    account: async () => undefined,
    supervisorOf: async () => undefined,
    isAdmin: async () => false,
  },
  routes: () => new Hono(),
  readiness: () => 'ok' as const,
  close: async () => undefined,
};

test('a server on PostgreSQL tells that its store is away, and is ready again without a restart', async () => {
  const place = await emptyStorePlace('postgres');
  const proxy = await proxyTo(place.url ?? '');
  const config = readConfig({
    ...{ PORT: '0', HOST: '127.0.0.1', HALLWAY_DATA: place.folder, LOG_LEVEL: 'error' },
    ...{ DATABASE_URL: proxy.url, HALLWAY_KEY: testKey.toString('base64') },
    ...{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' },
  });
  const heartbeat = { start: () => undefined, stop: async () => undefined };
  const adapters = { slack: async () => adapter };
  const server = await startServer(config, { log: silent, adapters, heartbeat });
  onTestFinished(async () => {
    proxy.mend();
    await server.stop();
    await place.remove();
  });
  const asked = async (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);

  expect(await (await asked('/readyz')).json()).toMatchObject({ ready: true, storage: true, queue: true });
  expect(await (await asked('/metrics')).text()).toContain('hallway_deliveries_due 0');
  proxy.cut();
  const away = await asked('/readyz');
  expect([away.status, await away.json()]).toMatchObject([503, { storage: false, queue: false }]);
  proxy.mend();
  expect((await asked('/readyz')).status).toBe(200);
});
