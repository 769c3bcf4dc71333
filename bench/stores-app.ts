import { type App, createApp } from '../src/app.ts';
import type { Delivery } from '../src/core/delivery.ts';
import { accountId, orgId, personId, workspaceId } from '../src/core/ids.ts';
import { say, text } from '../src/core/message.ts';
import { calendarLinks } from '../src/drivers/calendar-links.ts';
import { seededRandom } from '../src/drivers/seeded-random.ts';
import { features } from '../src/features/index.ts';
import type { ChatPlatform } from '../src/ports/chat-platform.ts';
import type { Directory } from '../src/ports/directory.ts';
import type { Log } from '../src/ports/log.ts';
import { type Instant, instant, plus } from '../src/time/zoned.ts';
import { query } from '../test/support/postgres.ts';
import type { TestStore } from '../test/support/store.ts';

const silent: Log = {
  child: () => silent,
  debug() {},
  info() {},
  warn() {},
  error: (...what) => console.error(...what),
};
const ORGANISATIONS = 1_000;
const WORKSPACES = 100;

/** The Tuesday of every bench. */
export const benchNow = instant('2026-12-08T10:00:00Z');

const chat: ChatPlatform = {
  placesFor: (workspace, accounts) => [{ kind: 'group', workspace, accounts }],
  post: async (_workspace, _place, _message, key) => ({ kind: 'posted', ref: { key } }),
  replace: async () => ({ kind: 'posted', ref: {} }),
  showHome: async () => ({ kind: 'posted', ref: {} }),
};

const nobody: Directory = {
  people: async () => ({ entries: [] }),
  channels: async () => [],
  account: async () => undefined,
  supervisorOf: async () => undefined,
  isAdmin: async () => false,
};

/** The whole bot on a store, with a platform that answers at once. */
export function appOn(store: TestStore, directory: Directory = nobody, now: () => Instant = () => benchNow): App {
  const platforms = new Map([['bench', { chat, directory }]]);
  const links = calendarLinks({ secret: Buffer.alloc(32) });
  const ports = { platforms, clock: { now }, random: seededRandom('bench'), calendarLinks: links, log: silent };
  return createApp({ ...store, ...ports }, features);
}

/** Schedules of a thousand organisations, none of them due; in PostgreSQL by one statement, since there are many. */
export async function programsIn({ storage }: TestStore, programs: number, place: string): Promise<void> {
  const each = programs / ORGANISATIONS;
  if (place.startsWith('postgres')) {
    const rows = `select 'org-' || o, 'coffee/program-' || n, ${plus(benchNow, { hours: 1 })} + n * 3600000
      from generate_series(1, ${ORGANISATIONS}) as o, generate_series(1, ${each}) as n`;
    await query(place, `insert into hallway.wakes (org, schedule, at) ${rows}`);
    return;
  }
  for (let org = 0; org < ORGANISATIONS; org++)
    await storage.transaction(orgId(`org-${org}`), async (tx) => {
      for (let index = 0; index < each; index++)
        await tx.wake(`coffee/program-${index}`, plus(benchNow, { hours: 1 + (index % 100) }));
    });
}

/** Intros that are due, in a hundred workspaces of as many organisations. */
export async function oweMany({ storage }: TestStore, count: number): Promise<void> {
  for (let index = 0; index < WORKSPACES; index++)
    await storage.transaction(orgId(`org-${index}`), async (tx) => {
      for (let number = 0; number < count / WORKSPACES; number++)
        await tx.enqueue(introIn(`bench:T${index}`, `intro-${number}`));
    });
}

/** An intro of two that is due. */
export function introIn(name: string, key: string): Delivery {
  const workspace = workspaceId(name);
  return {
    ...{ key, workspace, kind: 'intro', onUnknown: 'again', people: [personId('ana')] },
    place: { kind: 'personal', workspace, account: accountId(workspace, 'U1') },
    message: say(text`Meet each other, and take your time`),
    notBefore: benchNow,
    expiresAt: plus(benchNow, { hours: 24 }),
  };
}
