import { onTestFinished } from 'vitest';
import { createTeams, type Teams, type TeamsOptions } from '../../../../adapters/teams/index.ts';
import { type App, createApp } from '../../../../src/app.ts';
import { type WorkspaceId, workspaceId } from '../../../../src/core/ids.ts';
import { calendarLinks } from '../../../../src/drivers/calendar-links.ts';
import { startHttp } from '../../../../src/drivers/http-server.ts';
import { ProcessPace } from '../../../../src/drivers/process-pace.ts';
import { seededRandom } from '../../../../src/drivers/seeded-random.ts';
import { features } from '../../../../src/features/index.ts';
import type { References } from '../../../../src/ports/references.ts';
import { referencesIn } from '../../../../src/runtime/references.ts';
import { type Instant, instant } from '../../../../src/time/zoned.ts';
import { FakeGraph } from '../../../support/fake-teams/graph.ts';
import { readingOf } from '../../../support/fake-teams/reading.ts';
import { FakeTeams } from '../../../support/fake-teams/server.ts';
import { type FakePerson, type FakeTeam, FakeTenant } from '../../../support/fake-teams/tenant.ts';
import { overHttp, Visitors, type Way } from '../../../support/fake-teams/visitor.ts';
import { KeptLog } from '../../../support/kept-log.ts';
import { emptyStorePlace, type TestStore } from '../../../support/store.ts';
import { walkTo } from '../../../support/walk.ts';

/** Credentials that sign everything with the same words. */
export const ourCredentials = {
  signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
    request.headers.set('Authorization', 'Bearer ours');
    return request as never;
  },
};

export interface TeamsHouseOptions {
  readonly now?: string;
  readonly people: readonly FakePerson[];
  readonly withGraph?: true;
  /** Instead of nobody, as on the playground's machine. */
  readonly signed?: Pick<TeamsOptions, 'identity' | 'cloud' | 'allow'> & { readonly token: () => string };
}

/** The whole bot on a real store, in a fake tenant, over real HTTP; its clock is moved by hand. */
export interface TeamsHouse {
  readonly app: App;
  readonly teams: Teams;
  readonly fake: FakeTeams;
  /** Asked only if the house was opened with it. */
  readonly graph: FakeGraph;
  readonly home: FakeTenant;
  /** Of everybody, with the channels `design` and `brand`. */
  readonly team: FakeTeam;
  readonly visitors: Visitors;
  readonly way: Way;
  readonly log: KeptLog;
  readonly references: References;
  readonly workspace: WorkspaceId;
  readonly origin: string;
  readonly store: TestStore;
  readonly time: { now: Instant };
  /** Moves the clock, doing on the way what falls due. */
  until(iso: string): Promise<void>;
  /** Does what is due and answers what was asked. */
  settle(): Promise<void>;
}

/** Opens Hallway beside a tenant whose one team holds everybody; nobody has added it yet. */
export async function openTeamsHouse(options: TeamsHouseOptions): Promise<TeamsHouse> {
  const { people, signed } = options;
  const time = { now: instant(options.now ?? '2026-11-30T09:00Z') };
  const now = () => time.now;
  const home = new FakeTenant('acme', people);
  const everybody = people.map(({ key }) => key);
  const team = home.team('Acme', everybody, ['design', 'brand']);
  const [fake, graph] = [await FakeTeams.start([home], now), await FakeGraph.start(home)];
  const log = new KeptLog();
  const clock = { now };
  const place = await emptyStorePlace('lowdb');
  const store = await place.open();
  const references = referencesIn(store);
  const { identity = { kind: 'local' as const }, cloud, allow = [] } = signed ?? {};
  const teams = createTeams({
    identity,
    ...(options.withGraph && { readsGraph: true, graph, cloud: { credentials: ourCredentials } }),
    allow,
    references,
    pace: new ProcessPace(),
    clock,
    log,
    ...(cloud && { cloud }),
  });
  const app = createApp(
    {
      ...{ storage: store.storage, queue: store.queue, installations: store.installations, clock, log },
      platforms: new Map([['teams', teams]]),
      random: seededRandom('teams'),
      calendarLinks: calendarLinks({ secret: Buffer.alloc(32, 7) }),
    },
    features,
  );
  const http = await startHttp({ host: '127.0.0.1', port: 0, app: teams.routes(app), log });
  onTestFinished(async () => {
    await teams.close();
    await http.stop();
    await Promise.all([fake.stop(), graph.stop()]);
    await store.close();
    await place.remove();
  });
  await teams.begin(app);
  const origin = `http://127.0.0.1:${http.port}`;
  const way = overHttp(origin, signed?.token);
  const settle = async () => {
    await teams.answered();
    await app.settle();
  };
  return {
    ...{ app, teams, fake, graph, home, team, log, references, origin, store, settle, way, time },
    workspace: workspaceId(`teams:${home.guid}`),
    visitors: new Visitors(fake, home, way),
    until: (iso) => walkTo({ time, app, settle }, iso),
  };
}

/** The words of everything a person was shown in their own chat, latest last. */
export const wordsFor = ({ home }: TeamsHouse, key: string): readonly string[] =>
  home.shownTo(key).map(({ shown }) => readingOf(shown));
