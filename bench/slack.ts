import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { createSlack } from '../adapters/slack/index.ts';
import { type App, createApp } from '../src/app.ts';
import { type AccountId, accountId, type OrgId, type PersonId, workspaceId } from '../src/core/ids.ts';
import { calendarLinks } from '../src/drivers/calendar-links.ts';
import { startHttp } from '../src/drivers/http-server.ts';
import { openLowdb } from '../src/drivers/lowdb/index.ts';
import { createSealer } from '../src/drivers/sealing/index.ts';
import { seededRandom } from '../src/drivers/seeded-random.ts';
import { systemClock } from '../src/drivers/system-clock.ts';
import { groups, latest, met, rounds } from '../src/features/coffee/records.ts';
import { features } from '../src/features/index.ts';
import type { Log } from '../src/ports/log.ts';
import type { Storage } from '../src/ports/storage.ts';
import { accountRows } from '../src/runtime/person-record.ts';
import { inRealTime, settling } from '../src/runtime/settling.ts';
import { addDays, localDate, plus } from '../src/time/zoned.ts';
import { FakeSlack } from '../test/support/fake-slack/server.ts';
import { signedHttp, Visitors } from '../test/support/fake-slack/visitor.ts';
import { FakeWorkspace } from '../test/support/fake-slack/workspace.ts';
import type { BenchRow } from './run.ts';

const PEOPLE = 5_000;
const ROUNDS = 50;
const A_SECOND = 200;
const SECONDS = 30;
const SECRET = 'bench-signing-secret';
const program = 'slack:T1#C1';
const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} };

/** Acknowledgements of signed presses and commands under load; bot, store, fake Slack and load share one process. */
export const benches = {
  'slack-ack': async function* (): AsyncGenerator<BenchRow> {
    const folder = await mkdtemp(join(tmpdir(), 'hallway-bench-'));
    const users = Array.from({ length: PEOPLE }, (_, index) => ({ id: `U${index + 1}`, is_admin: index === 0 }));
    const home = new FakeWorkspace('T1', users);
    home.channel(
      'C1',
      'general',
      users.map(({ id }) => id),
    );
    const fake = await FakeSlack.start([home]);
    const clock = systemClock;
    const install = { kind: 'single', botToken: home.token } as const;
    const transport = { kind: 'http', signingSecret: SECRET } as const;
    const slack = createSlack({ apiUrl: fake.apiUrl, transport, install, clock, log: silent });
    const store = await openLowdb({ folder, sealer: createSealer([Buffer.alloc(32, 7)]) });
    const ports = {
      ...store,
      clock,
      log: silent,
      random: seededRandom('bench'),
      platforms: new Map([['slack', slack]]),
    };
    const app = createApp({ ...ports, calendarLinks: calendarLinks({ secret: Buffer.alloc(32) }) }, features);
    const bot = inRealTime(app, settling({ settle: app.beat }), silent);
    const http = await startHttp({ host: '127.0.0.1', port: 0, app: slack.routes(bot), log: silent });
    await slack.begin(bot);
    await fill(app, store.storage, await store.installations.orgOf(workspaceId('slack:T1')));

    const visitors = new Visitors(fake, home, signedHttp(`http://127.0.0.1:${http.port}`, SECRET, Date.now));
    const { times, lost } = await load(visitors);

    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    const n = times.length + lost;
    for (const [bench, value] of [
      ['slack-ack', at(0.99)],
      ['slack-ack-median', at(0.5)],
      ['slack-ack-slowest', at(1)],
    ] as const)
      yield { bench, variant: 'lowdb', n, value: Number(value.toFixed(1)), unit: 'ms' };
    yield { bench: 'slack-ack-lost', variant: 'lowdb', n, value: lost, unit: 'requests' };
    await slack.close();
    await http.stop();
    await fake.stop();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  },
};

/** A program and fifty rounds of everybody, as they would have been kept. */
async function fill(app: App, storage: Storage, org: OrgId): Promise<void> {
  const workspace = workspaceId('slack:T1');
  const account = accountId(workspace, 'U1');
  await app.handle({
    ...{
      kind: 'command',
      id: 'set-up',
      workspace,
      at: systemClock.now(),
      text: 'coffee every week on tuesday at 10:00 --yes',
    },
    actor: { account, name: 'U1' },
    place: { kind: 'channel', workspace, channel: program as never },
  });
  const people = await storage.read(org, async (reads) =>
    Promise.all(
      Array.from({ length: PEOPLE }, async (_, index) => {
        const row = await reads.get(accountRows, `${workspace}/U${index + 1}` as AccountId);
        return row?.person ?? ('' as PersonId);
      }),
    ),
  );
  for (let number = 1; number <= ROUNDS; number += 1) await keepRound(storage, org, people, number);
}

const keepRound = (storage: Storage, org: OrgId, people: readonly PersonId[], number: number) =>
  storage.transaction(org, async (tx) => {
    const date = addDays(localDate('2025-12-02'), 7 * number);
    const half = people.length / 2;
    const at = plus(systemClock.now(), { days: 7 * (number - ROUNDS - 1) });
    await tx.put(rounds, `${program}/${date}`, { number, at, groups: half, people: people.length, left: [] });
    for (let index = 0; index < half; index += 1) {
      const [a, b] = [people[index] as PersonId, people[half + ((index + number) % half)] as PersonId];
      const key = `${program}/${date}/${index}`;
      await tx.put(groups, key, {
        people: [a, b],
        reason: 'new',
        isFirstTime: true,
        starter: 'What next?',
        outcome: 'open',
      });
      for (const pair of [`${a}/${b}`, `${b}/${a}`]) await tx.put(met, pair, { times: 1, last: date, asked: [] });
      for (const one of [a, b]) await tx.put(latest, one, { group: key, program, date });
    }
  });

/** Sends at the set pace whatever comes back, as Slack does; answers each acknowledgement's time, shortest first. */
async function load(visitors: Visitors): Promise<{ times: number[]; lost: number }> {
  const times: number[] = [];
  const sent: Promise<void>[] = [];
  let lost = 0;
  const timed = async (deed: Promise<{ status: number }>) => {
    const began = performance.now();
    const isHeard = await deed.then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isHeard) times.push(performance.now() - began);
    else lost += 1;
  };
  const start = performance.now();
  for (let index = 0; index < A_SECOND * SECONDS; index += 1) {
    const wait = start + (index * 1_000) / A_SECOND - performance.now();
    if (wait > 1) await after(wait);
    const user = `U${((index * 37) % PEOPLE) + 1}`;
    const card = { channel: 'C1', ts: '1.1', text: '', blocks: [] };
    const button = { action_id: 'me.settings#1.1', value: '{"v":1}' };
    sent.push(timed(index % 2 === 0 ? visitors.types(user, 'met') : visitors.sendsPress(user, card, button)));
  }
  await Promise.all(sent);
  return { times: times.sort((a, b) => a - b), lost };
}
