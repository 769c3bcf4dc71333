// One replica of a soak: the whole bot on PostgreSQL, its platform another process. Killed at any moment.
import { createApp } from '../../src/app.ts';
import type { PostOutcome } from '../../src/core/delivery.ts';
import { calendarLinks } from '../../src/drivers/calendar-links.ts';
import { openPostgres } from '../../src/drivers/postgres/index.ts';
import { createSealer } from '../../src/drivers/sealing/index.ts';
import { seededRandom } from '../../src/drivers/seeded-random.ts';
import { features } from '../../src/features/index.ts';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';
import type { Log } from '../../src/ports/log.ts';
import { settling } from '../../src/runtime/settling.ts';
import { instant } from '../../src/time/zoned.ts';
import { directory, type ReplicaOrder, soakKey } from './wire.ts';

const HEARTBEAT_MS = 1_000;
const LATER_MS = 500;
const ANSWER_MS = 3_000;

const order = JSON.parse(process.argv[2] ?? '') as ReplicaOrder;
const clock = { now: () => instant(Date.now() + order.aheadMs + order.skewMs) };

const log: Log = {
  child: () => log,
  debug() {},
  info() {},
  warn() {},
  error: (event, fields, cause) => console.error(event, JSON.stringify(fields), cause),
};

async function post(workspace: string, key: string): Promise<PostOutcome> {
  try {
    const answer = await fetch(order.platform, {
      method: 'POST',
      body: `${workspace} ${key}`,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.ok) return { kind: 'posted', ref: { key } };
    return { kind: 'later', at: instant(clock.now() + LATER_MS) };
  } catch (error) {
    // Nobody listened: it was not posted. Anything else may have come through.
    const isRefused = error instanceof Error && JSON.stringify(error.cause ?? '').includes('ECONNREFUSED');
    return isRefused ? { kind: 'later', at: instant(clock.now() + LATER_MS) } : { kind: 'unknown' };
  }
}

const chat: ChatPlatform = {
  placesFor: (workspace, accounts) => [{ kind: 'group', workspace, accounts }],
  post: (workspace, _place, _message, key) => post(workspace, key),
  replace: async () => ({ kind: 'posted', ref: {} }),
  showHome: async () => ({ kind: 'posted', ref: {} }),
};

process.on('uncaughtException', (error) => {
  console.error('process.crashed', error);
  process.exit(70);
});

const store = await openPostgres({ url: order.url, sealer: createSealer([soakKey]), log });
const random = seededRandom(soakKey);
const platforms = new Map([['soak', { chat, directory }]]);
const links = calendarLinks({ secret: soakKey });
const app = createApp({ ...store, platforms, clock, random, calendarLinks: links, log }, features);
const { settle } = settling({ settle: app.beat });
const settleSoon = () => void settle().catch((cause) => log.error('settle.failed', {}, cause));
store.onWork(settleSoon);
const heartbeat = setInterval(settleSoon, HEARTBEAT_MS);
process.on('SIGTERM', async () => {
  clearInterval(heartbeat);
  await store.queue.stop();
  await store.close();
  process.exit(0);
});
console.log('ready');
