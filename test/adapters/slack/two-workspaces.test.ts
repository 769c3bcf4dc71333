import { expect, onTestFinished, test } from 'vitest';
import { createSlack } from '../../../adapters/slack/index.ts';
import { createApp } from '../../../src/app.ts';
import { calendarLinks } from '../../../src/drivers/calendar-links.ts';
import { startHttp } from '../../../src/drivers/http-server.ts';
import { ProcessPace } from '../../../src/drivers/process-pace.ts';
import { seededRandom } from '../../../src/drivers/seeded-random.ts';
import { features } from '../../../src/features/index.ts';
import { instant } from '../../../src/time/zoned.ts';
import { FakeSlack } from '../../support/fake-slack/server.ts';
import { signedHttp, Visitors } from '../../support/fake-slack/visitor.ts';
import { FakeWorkspace } from '../../support/fake-slack/workspace.ts';
import { KeptLog } from '../../support/kept-log.ts';
import { emptyStorePlace } from '../../support/store.ts';
import { signingSecret } from './support/slack-house.ts';

/** Two Hallways of one store, each in a workspace whose people and channels have the other's ids. */
async function openTwo() {
  const now = () => instant('2026-11-30T09:00Z');
  const log = new KeptLog();
  const homes = ['T1', 'T2'].map((team) => {
    const home = new FakeWorkspace(
      team,
      ['U1', 'U2', 'U3'].map((id) => ({ id, real_name: `${id} of ${team}`, is_admin: id === 'U1' })),
    );
    home.channel('C1', `general-of-${team}`, ['U1', 'U2', 'U3']);
    return home;
  });
  const fake = await FakeSlack.start(homes, now);
  const place = await emptyStorePlace('lowdb');
  const store = await place.open();
  onTestFinished(async () => {
    await fake.stop();
    await store.close();
    await place.remove();
  });
  const open = async (home: FakeWorkspace) => {
    const transport = { kind: 'http', signingSecret } as const;
    const slack = createSlack({
      apiUrl: fake.apiUrl,
      transport,
      install: { kind: 'single', botToken: home.token },
      ...{ clock: { now }, log, pace: new ProcessPace(), wait: async () => undefined },
    });
    const { storage, queue, installations } = store;
    const random = seededRandom(home.team);
    const calendar = calendarLinks({ secret: Buffer.alloc(32, 7) });
    const platforms = new Map([['slack', slack]]);
    const app = createApp(
      { storage, queue, installations, platforms, clock: { now }, random, calendarLinks: calendar, log },
      features,
    );
    const http = await startHttp({ host: '127.0.0.1', port: 0, app: slack.routes(app), log });
    onTestFinished(http.stop);
    await slack.begin(app);
    const way = signedHttp(`http://127.0.0.1:${http.port}`, signingSecret, now);
    const say = async (user: string, text: string) => {
      await new Visitors(fake, home, way).types(user, text);
      await slack.answered();
      return JSON.stringify(home.seenBy(user, 'C1').at(-1));
    };
    return { home, say, way };
  };
  const [one, two] = [await open(homes[0] as FakeWorkspace), await open(homes[1] as FakeWorkspace)];
  return { one, two, fake, homes };
}

test('two workspaces with the same people and channels never see each other’s', async () => {
  const { one, two, homes } = await openTwo();

  const started = await one.say('U1', 'coffee every week on tuesday at 10:00 --yes');
  await one.say('U2', 'avoid <@U3|jo>');
  const status = await two.say('U1', 'status');
  const home = await two.say('U2', 'home');
  const avoided = await two.say('U2', 'privacy');

  expect(started).toContain('general-of-T1');
  for (const shown of [status, home, avoided]) expect(shown).not.toMatch(/of-T1|of T1|slack:T1/);
  expect(JSON.stringify(homes[1]?.messages)).not.toMatch(/of-T1|of T1|slack:T1/);
});

test('what one workspace’s people do is refused at the other’s door', async () => {
  const { one, two, fake } = await openTwo();

  // Signed with the same app's secret, as two workspaces of one app are, but sent to the Hallway of the other.
  const visitor = new Visitors(fake, two.home, one.way);
  await visitor.types('U1', 'coffee every week on tuesday at 10:00 --yes');
  const status = await one.say('U1', 'coffee status');

  expect(two.home.messages).toEqual([]);
  expect(status).not.toContain('every week');
});
