// Fills the embedded store that `slack-ack` runs on, in a process of its own: a program, its people and fifty rounds.
import { type App, createApp } from '../src/app.ts';
import { type AccountId, accountId, channelId, type OrgId, type PersonId, workspaceId } from '../src/core/ids.ts';
import { calendarLinks } from '../src/drivers/calendar-links.ts';
import { openLowdb } from '../src/drivers/lowdb/index.ts';
import { createSealer } from '../src/drivers/sealing/index.ts';
import { seededRandom } from '../src/drivers/seeded-random.ts';
import { systemClock } from '../src/drivers/system-clock.ts';
import { groups, latest, met, rounds } from '../src/features/coffee/records.ts';
import { features } from '../src/features/index.ts';
import type { ChatPlatform } from '../src/ports/chat-platform.ts';
import type { Directory } from '../src/ports/directory.ts';
import type { Log } from '../src/ports/log.ts';
import type { Storage } from '../src/ports/storage.ts';
import { accountRows } from '../src/runtime/person-record.ts';
import { addDays, localDate, plus, zone } from '../src/time/zoned.ts';

const [folder = '', key = '', people = '', roundCount = ''] = process.argv.slice(2);
const PEOPLE = Number(people);
const ROUNDS = Number(roundCount);
const PAGE = 500;
const workspace = workspaceId('slack:T1');
const channel = channelId(workspace, 'C1');
const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} };
const accounts = Array.from({ length: PEOPLE }, (_, index) => accountId(workspace, `U${index + 1}`));

const directory: Directory = {
  people: async (_workspace, _audience, cursor = '0') => {
    const from = Number(cursor);
    const entries = accounts.slice(from, from + PAGE).map(entryOf);
    return { entries, ...(from + PAGE < PEOPLE && { cursor: String(from + PAGE) }) };
  },
  channels: async () => [{ channel, name: 'general' }],
  account: async (_workspace, account) => entryOf(account),
  supervisorOf: async () => undefined,
  isAdmin: async (_workspace, account) => account === accounts[0],
};
const nowhere = async () => ({ kind: 'unknown' as const });
const chat: ChatPlatform = { placesFor: () => [], post: nowhere, replace: nowhere, showHome: nowhere };

function entryOf(account: AccountId) {
  return { account, name: account, standing: 'member' as const, zone: zone('Europe/Lisbon') };
}

async function setUp({ handle }: App): Promise<void> {
  await handle({
    ...{ kind: 'command', id: 'set-up', workspace, at: systemClock.now() },
    text: 'coffee every week on tuesday at 10:00 --yes',
    actor: { account: accounts[0] ?? accountId(workspace, 'U1'), name: 'U1' },
    place: { kind: 'channel', workspace, channel },
  });
}

const personsIn = (storage: Storage, org: OrgId) =>
  storage.read(org, async (reads) => {
    const rows = await Promise.all(accounts.map((account) => reads.get(accountRows, account)));
    return rows.flatMap((row) => row?.person ?? []);
  });

/** A round of everybody, as it would have been kept. */
function keepRound(storage: Storage, org: OrgId, persons: readonly PersonId[], number: number): Promise<void> {
  return storage.transaction(org, async (tx) => {
    const date = addDays(localDate('2025-12-02'), 7 * number);
    const half = persons.length / 2;
    const at = plus(systemClock.now(), { days: 7 * (number - ROUNDS - 1) });
    await tx.put(rounds, `${channel}/${date}`, { number, at, groups: half, people: persons.length, left: [] });
    for (let index = 0; index < half; index += 1) {
      const [a, b] = [persons[index] as PersonId, persons[half + ((index + number) % half)] as PersonId];
      const group = `${channel}/${date}/${index}`;
      await tx.put(groups, group, {
        ...{ people: [a, b], reason: 'new', isFirstTime: true },
        ...{ starter: 'What next?', outcome: 'open' },
      });
      for (const pair of [`${a}/${b}`, `${b}/${a}`]) await tx.put(met, pair, { times: 1, last: date, asked: [] });
      for (const one of [a, b]) await tx.put(latest, one, { group, program: channel, date });
    }
  });
}

const store = await openLowdb({ folder, sealer: createSealer([Buffer.from(key, 'base64')]) });
const app = createApp(
  {
    ...store,
    ...{ clock: systemClock, log: silent, random: seededRandom('bench') },
    platforms: new Map([['slack', { chat, directory }]]),
    calendarLinks: calendarLinks({ secret: Buffer.alloc(32) }),
  },
  features,
);
await app.observe({ kind: 'installed', id: 'installed', workspace, at: systemClock.now(), name: 'Bench' });
await setUp(app);
const org = await store.installations.orgOf(workspace);
const persons = await personsIn(store.storage, org);
for (let number = 1; number <= ROUNDS; number += 1) await keepRound(store.storage, org, persons, number);
await store.close();
