import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { type AccountId, accountId, channelId, workspaceId } from '../src/core/ids.ts';
import type { Message } from '../src/core/message.ts';
import type { Readiness } from '../src/drivers/http-routes.ts';
import { openLowdb } from '../src/drivers/lowdb/index.ts';
import { createSealer, keyBeside } from '../src/drivers/sealing/index.ts';
import { type Adapter, type RunningServer, startServer } from '../src/main.ts';
import type { DirectoryEntry } from '../src/ports/directory.ts';
import type { Log } from '../src/ports/log.ts';
import type { Bot } from '../src/runtime/settling.ts';
import { type Instant, instant, zone } from '../src/time/zoned.ts';

const workspace = workspaceId('slack:T1');
const general = channelId(workspace, 'C1');
const [ana, jo] = ['ana', 'jo'].map((id) => accountId(workspace, id)) as [AccountId, AccountId];
const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} };

/** A platform of two coworkers and one channel that keeps what is posted; `hold` stops posts half way. */
class FakePlatform implements Adapter {
  readonly posts: string[] = [];
  readonly held: (() => void)[] = [];
  isHolding = false;
  state: Readiness['platforms'][string] = 'untried';
  isClosed = false;

  readonly chat: Adapter['chat'] = {
    placesFor: (_workspace, accounts) => [{ kind: 'group', workspace, accounts }],
    post: async (_workspace, _place, message: Message, key) => {
      if (this.isHolding) await new Promise<void>((done) => this.held.push(done));
      this.posts.push(message.fallback);
      return { kind: 'posted', ref: { key } };
    },
    replace: async () => ({ kind: 'posted', ref: {} }),
    showHome: async () => ({ kind: 'posted', ref: {} }),
  };

  readonly directory: Adapter['directory'] = {
    people: async () => ({ entries: [entry(ana, 'Ana Duarte'), entry(jo, 'Jo Lindqvist')] }),
    channels: async () => [{ channel: general, name: 'general' }],
    account: async (_workspace, account) => entry(account, account),
    supervisorOf: async () => undefined,
    isAdmin: async (_workspace, account) => account === ana,
  };

  routes(bot: Bot): Hono {
    const envelope = { workspace, at: instant('2026-11-30T10:00Z') };
    return new Hono()
      .post('/slack/install', async (c) => {
        await bot.observe({ ...envelope, id: 'i1', kind: 'installed', by: ana, zone: zone('UTC') });
        return c.json({});
      })
      .post('/slack/events', async (c) => {
        const { id, text: words } = (await c.req.json()) as { id: string; text: string };
        const place = { kind: 'channel', workspace, channel: general } as const;
        const actor = { account: ana, name: 'Ana Duarte' };
        return c.json(await bot.handle({ ...envelope, id, kind: 'command', text: words, actor, place }));
      });
  }

  readiness() {
    return this.state;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  release(): void {
    this.isHolding = false;
    for (const done of this.held.splice(0)) done();
  }
}

const entry = (account: AccountId, name: string): DirectoryEntry => ({ account, name, standing: 'member' });

/** A server for the fake platform, with the sandbox beside it, on a clock and a heartbeat of the test. */
async function startFake() {
  const folder = mkdtempSync(join(tmpdir(), 'hallway-main-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const platform = new FakePlatform();
  const time = { now: instant('2026-11-30T10:00Z'), beat: async () => {} };
  const config = readConfig({
    ...{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', HALLWAY_SANDBOX: '1' },
    ...{ PORT: '0', HOST: '127.0.0.1', HALLWAY_DATA: folder },
  });
  const server = await startServer(config, {
    log: silent,
    adapters: { slack: async () => platform },
    clock: { now: () => time.now },
    heartbeat: { start: (beat) => void Object.assign(time, { beat }), stop: async () => {} },
  });
  onTestFinished(() => server.stop());
  return { folder, platform, server, time, at: (now: string) => (time.now = instant(now) as Instant) };
}

const call = (server: RunningServer, path: string, body?: object) =>
  fetch(`http://127.0.0.1:${server.port}${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'Content-Type': 'application/json' },
  });

const startCoffee = async (server: RunningServer) => {
  await call(server, '/slack/install', {});
  return call(server, '/slack/events', { id: 'e1', text: 'coffee every week on wednesday at 10:00 --yes' });
};

test('a reply goes at once, what it owes to others right after it', async () => {
  const { platform, server } = await startFake();
  platform.isHolding = true;

  const reply = await startCoffee(server);

  expect(await reply.json()).toHaveProperty('message');
  expect(platform.posts).toEqual([]);
  platform.release();
  await expect.poll(() => platform.posts.length).toBe(2);
});

test('the heartbeat posts what has fallen due', async () => {
  const { platform, server, time, at } = await startFake();
  await startCoffee(server);
  await expect.poll(() => platform.posts.length).toBe(2);

  at('2026-12-02T10:00Z');
  await time.beat();

  expect(platform.posts.slice(2)).toContainEqual(expect.stringMatching(/Ana.*Jo|Jo.*Ana/));
});

test('is ready once the platform’s token has been tried, refused or not', async () => {
  const { platform, server } = await startFake();

  const before = await call(server, '/readyz');
  platform.state = 'refused';
  const after = await call(server, '/readyz');

  expect(before.status).toBe(503);
  expect(after.status).toBe(200);
  expect(await after.json()).toEqual({ ready: true, storage: true, queue: true, platforms: { slack: 'refused' } });
});

test('the sandbox beside a platform is an app of its own, for this machine’s browser alone', async () => {
  const { server } = await startFake();
  await startCoffee(server);

  const state = (await (await call(server, '/sandbox/state')).json()) as { people: { id: string }[] };

  expect(state.people.map(({ id }) => id)).toContain('tomasz');
  expect(await (await call(server, '/sandbox/upcoming')).json()).toMatchObject({ items: [] });
});

test('under another name than a local one there is a status line, and no sandbox', async () => {
  const { server } = await startFake();

  expect(await asked(server, '/')).toEqual({ status: 200, body: 'Hallway is running.\n' });
  expect(await asked(server, '/healthz')).toEqual({ status: 200, body: '{"status":"ok"}' });
  expect((await asked(server, '/sandbox/state')).status).toBe(403);
});

/** As somebody asks whose name for this machine is not a local one; fetch would not send that Host. */
async function asked({ port }: RunningServer, path: string) {
  const request = get({ port, path, headers: { Host: 'hallway.example.com' } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

test('a stop lets the post in flight settle, hands out nothing more, and frees the store', async () => {
  const { folder, platform, server } = await startFake();
  platform.isHolding = true;
  await startCoffee(server);
  await expect.poll(() => platform.held.length).toBe(2);
  let isStopped = false;

  const stopped = server.stop().then(() => {
    isStopped = true;
  });
  await expect.poll(() => call(server, '/healthz').catch(() => 'refused')).toBe('refused');

  expect([isStopped, platform.isClosed]).toEqual([false, false]);
  platform.release();
  await stopped;
  expect([platform.posts.length, platform.isClosed]).toEqual([2, true]);
  const again = await openLowdb({ folder, sealer: createSealer(await keyBeside(folder)) });
  expect(await again.queue.next()).toBeUndefined();
  await again.close();
});
