import { onTestFinished } from 'vitest';
import { createSlack, type Slack } from '../../../../adapters/slack/index.ts';
import { type App, createApp } from '../../../../src/app.ts';
import { calendarLinks } from '../../../../src/drivers/calendar-links.ts';
import { startHttp } from '../../../../src/drivers/http-server.ts';
import { ProcessPace } from '../../../../src/drivers/process-pace.ts';
import { seededRandom } from '../../../../src/drivers/seeded-random.ts';
import { features } from '../../../../src/features/index.ts';
import { tokensIn } from '../../../../src/runtime/tokens.ts';
import { type Instant, instant, plus } from '../../../../src/time/zoned.ts';
import { FakeSlack } from '../../../support/fake-slack/server.ts';
import { overSocket, signedHttp, Visitors, type Way } from '../../../support/fake-slack/visitor.ts';
import { type FakeUser, FakeWorkspace } from '../../../support/fake-slack/workspace.ts';
import { KeptLog } from '../../../support/kept-log.ts';
import { emptyStorePlace } from '../../../support/store.ts';
import { walkTo } from '../../../support/walk.ts';

export const signingSecret = 'signing-secret-of-the-test';

const oauth = {
  kind: 'oauth' as const,
  ...{ clientId: 'client', clientSecret: 'client-secret', stateSecret: 'state-secret' },
  url: 'https://hallway.example',
};

export interface SlackHouseOptions {
  readonly now?: string;
  readonly users: readonly FakeUser[];
  readonly transport?: 'http' | 'socket';
  readonly team?: string;
  /** Installed by OAuth, by those named, instead of by a token. */
  readonly allow?: readonly string[];
  /** Workspaces with who is in each: then the whole grid `E1` has it. */
  readonly grid?: Readonly<Record<string, readonly string[]>>;
  readonly supervisorField?: string;
  /** Beside those of the manifest. */
  readonly scopes?: readonly string[];
}

/** The whole bot on a real store, in a fake Slack workspace, over real sockets; its clock is moved by hand. */
export interface SlackHouse {
  readonly app: App;
  readonly slack: Slack;
  readonly fake: FakeSlack;
  readonly home: FakeWorkspace;
  readonly visitors: Visitors;
  readonly way: Way;
  readonly log: KeptLog;
  readonly origin: string;
  readonly now: () => Instant;
  readonly folder: string;
  /** Moves the clock, doing on the way what falls due. */
  until(iso: string): Promise<void>;
  /** Does what is due and answers what was asked. */
  settle(): Promise<void>;
}

/** Opens Hallway in a workspace whose #general, `C1`, holds everybody. */
export async function openSlackHouse(options: SlackHouseOptions): Promise<SlackHouse> {
  const { users, transport = 'http', team = 'T1' } = options;
  const time = { now: instant(options.now ?? '2026-11-30T09:00Z') };
  const now = () => time.now;
  const home = new FakeWorkspace(team, users, { grid: options.grid });
  home.channel(
    'C1',
    'general',
    users.map(({ id }) => id),
  );
  for (const scope of options.scopes ?? []) home.scopes.add(scope);
  const fake = await FakeSlack.start([home], now);
  const log = new KeptLog();
  const clock = { now };
  const way =
    transport === 'http'
      ? ({ kind: 'http', signingSecret } as const)
      : ({ kind: 'socket', appToken: 'xapp-1-test' } as const);
  const place = await emptyStorePlace('lowdb');
  const store = await place.open();
  const install = options.allow
    ? ({ ...oauth, allow: options.allow, tokens: tokensIn(store) } as const)
    : ({ kind: 'single', botToken: home.token } as const);
  const wait = async (ms: number) => {
    time.now = plus(time.now, { seconds: ms / 1_000 });
  };
  const slack = createSlack({
    ...{ apiUrl: fake.apiUrl, transport: way, install, clock, log, wait, pace: new ProcessPace() },
    ...(options.supervisorField !== undefined && { supervisorField: options.supervisorField }),
  });
  const app = createApp(
    {
      ...{ storage: store.storage, queue: store.queue, installations: store.installations, clock, log },
      platforms: new Map([['slack', slack]]),
      random: seededRandom('slack'),
      calendarLinks: calendarLinks({ secret: Buffer.alloc(32, 7) }),
    },
    features,
  );
  const http = await startHttp({ host: '127.0.0.1', port: 0, app: slack.routes(app), log });
  onTestFinished(async () => {
    await slack.close();
    await http.stop();
    await fake.stop();
    await store.close();
    await place.remove();
  });
  await slack.begin(app);
  const origin = `http://127.0.0.1:${http.port}`;
  const sent = transport === 'http' ? signedHttp(origin, signingSecret, now) : overSocket(fake);
  const settle = async () => {
    await slack.answered();
    await app.settle();
  };
  return {
    ...{ app, slack, fake, home, log, origin, now, settle, way: sent, folder: place.folder },
    visitors: new Visitors(fake, home, sent),
    until: (iso) => walkTo({ time, app, settle }, iso),
  };
}
