import { Hono } from 'hono';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import type { Delivery } from '../../../src/core/delivery.ts';
import { channelId, orgId, workspaceId } from '../../../src/core/ids.ts';
import { say, text } from '../../../src/core/message.ts';
import { systemClock } from '../../../src/drivers/system-clock.ts';
import { type RunningServer, startServer } from '../../../src/main.ts';
import type { Log } from '../../../src/ports/log.ts';
import { instant, plus } from '../../../src/time/zoned.ts';
import { emptyStorePlace, testKey } from '../../support/store.ts';
import { proxyTo } from '../../support/tcp-proxy.ts';

const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} };

/** A platform of nobody; posts wait while there is something to wait for. */
let held: Promise<void> | undefined;
let posts = 0;
const adapter = {
  chat: {
    placesFor: () => [],
    post: async () => {
      posts += 1;
      await held;
      return { kind: 'posted', ref: {} } as const;
    },
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

const org = orgId('org-a');
const workspace = workspaceId('slack:T1');
const delivery = (key: string): Delivery => ({
  ...{ key, workspace, kind: 'post', onUnknown: 'rest', people: [] },
  place: { kind: 'channel', workspace, channel: channelId(workspace, 'C1') },
  message: say(text`Tea is ready.`),
  notBefore: instant(0),
  expiresAt: plus(systemClock.now(), { days: 1 }),
});

async function serverOn(url: string, folder: string): Promise<RunningServer> {
  const config = readConfig({
    ...{ PORT: '0', HOST: '127.0.0.1', HALLWAY_DATA: folder, LOG_LEVEL: 'error' },
    ...{ DATABASE_URL: url, HALLWAY_KEY: testKey.toString('base64') },
    ...{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' },
  });
  const heartbeat = { start: () => undefined, stop: async () => undefined };
  const adapters = { slack: async () => adapter };
  return startServer(config, { log: silent, adapters, heartbeat });
}

test('a server on PostgreSQL tells that its store is away, and is ready again without a restart', async () => {
  const place = await emptyStorePlace('postgres');
  const proxy = await proxyTo(place.url ?? '');
  const server = await serverOn(proxy.url, place.folder);
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

test('a server that is told to stop lets what is in flight settle, and takes nothing more', async () => {
  const place = await emptyStorePlace('postgres');
  const other = await place.open();
  const server = await serverOn(place.url ?? '', place.folder);
  const { promise, resolve: release } = Promise.withResolvers<void>();
  held = promise;
  posts = 0;
  const owed = (count: number, first = 0) =>
    other.storage.transaction(org, async (tx) => {
      for (let index = first; index < first + count; index++) await tx.enqueue(delivery(`d${index}`));
    });
  const states = async () =>
    (await other.storage.read(org, (reads) => reads.deliveries(''))).map(({ key, state }) => `${key} ${state}`);

  await owed(2);
  await vi.waitFor(() => expect(posts).toBe(2), { timeout: 20_000 });
  let isOver = false;
  const stopped = server.stop().then(() => {
    isOver = true;
  });
  await owed(1, 2);

  expect([isOver, await states()]).toEqual([false, ['d0 sending', 'd1 sending', 'd2 pending']]);
  release();
  await stopped;
  expect([posts, await states()]).toEqual([2, ['d0 sent', 'd1 sent', 'd2 pending']]);
  held = undefined;
  await other.storage.close();
  await place.remove();
});
