import { type Act, at, type Chapter, chatOf, pressAs, type Scene } from './scenes.ts';
import type { PictureServer } from './server.ts';
import { chooseLook } from './skins.ts';

const ROUND = '2026-11-24T10:00:00Z';
const command = '/hallway coffee every 2 weeks on tuesday at 10:00';
const say = (server: PictureServer, as: string, text: string, place = 'general') =>
  server.post('/sandbox/say', { as, place, text });

/** What these pages ask for themselves comes a moment after the rest. */
const arrival: Act = (page) => page.locator('.met .welcome, .met .finding, .home .card').first().waitFor();

const badCsv = 'id,name,timezone\nbo,Bo Berg,Europe/Berlin\nbo,Bo Again,Europe/Paris\nli,,Mars/Base\n';
const goodCsv = 'id,name,timezone\nbo,Bo Berg,Europe/Berlin\nli,Li Na,Asia/Shanghai\n';

const organisation =
  (csv?: string): Act =>
  async (page) => {
    const i = at(page);
    await i.column('Chats');
    await i.press('People and reset');
    if (csv === undefined) return;
    const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.locator('input[type=file]').setInputFiles(file);
    await i.reads(/mending first|Use these people/);
  };

const nothingYet: Chapter = {
  name: 'Nothing yet',
  scenes: async () => [
    { name: 'channel', hash: 'ana/general' },
    { name: 'channel-as-staff', hash: 'tomasz/general' },
    { name: 'channel-not-joined', hash: 'tomasz/design' },
    { name: 'own-chat', hash: 'ana/personal:ana' },
    { name: 'chat-not-begun', hash: 'ana/group:ana+tomasz' },
    { name: 'home', hash: 'ana/home', act: arrival },
    { name: 'who-met-whom', hash: 'ana/met', act: arrival },
    { name: 'chats', hash: 'ana/general', act: (page) => at(page).column('Chats') },
    { name: 'clock', hash: 'ana/general', act: (page) => at(page).column('Clock') },
    { name: 'hints', hash: 'ana/general', act: (page) => at(page).type('/hallway co') },
    {
      name: 'people',
      hash: 'ana/general',
      act: async (page) => {
        await at(page).column('Chats');
        await at(page).press(/^You are/);
      },
    },
    { name: 'organisation', hash: 'ana/general', act: organisation() },
    { name: 'import-wrong', hash: 'ana/general', act: organisation(badCsv) },
    { name: 'import-ready', hash: 'ana/general', act: organisation(goodCsv) },
    {
      name: 'begin-again',
      hash: 'ana/general',
      act: async (page) => {
        await organisation()(page);
        await at(page).press('Begin again');
      },
    },
    {
      name: 'notice',
      hash: 'ana/general',
      act: async (page) => {
        await at(page).type('/coffee');
        await page.keyboard.press('Enter');
        await at(page).reads(/There is no command/);
      },
    },
    {
      name: 'server-gone',
      hash: 'ana/general',
      prepare: (page) => page.route(/\/sandbox\//, (route) => route.abort()),
      act: (page) => at(page).reads(/does not answer/),
    },
  ],
};

const settingUp: Chapter = {
  name: 'Setting up',
  happens: async (server) => {
    await say(server, 'ana', '/hallway coffee every 2 weeks on tusday at 10:00');
    await say(server, 'ana', command);
  },
  scenes: async () => [{ name: 'proposal', hash: 'ana/general' }],
};

const welcomed: Chapter = {
  name: 'Welcomed',
  happens: async (server) => {
    await pressAs(server, 'ana', 'Start');
    await server.post('/sandbox/clock', { to: '2026-11-23T12:00:00Z' });
  },
  scenes: async () => [
    { name: 'started', hash: 'ana/general' },
    { name: 'welcome', hash: 'tomasz/personal:tomasz' },
    { name: 'timeline', hash: 'ana/general', act: (page) => at(page).column('Clock') },
    { name: 'home', hash: 'tomasz/home', act: arrival },
    { name: 'home-admin', hash: 'ana/home', act: arrival },
  ],
};

const introduced: Chapter = {
  name: 'Introduced',
  happens: (server) => server.post('/sandbox/clock', { to: ROUND }),
  scenes: async (server) => {
    const chat = await chatOf(server, 'ana');
    return [
      { name: 'introduction', hash: `ana/${chat}` },
      { name: 'home-waiting', hash: 'ana/home', act: arrival },
      {
        name: 'pick-a-time',
        hash: `ana/${chat}`,
        act: async (page) => {
          await at(page).pressLast('Pick a time');
          await page.getByRole('dialog').waitFor();
        },
      },
      {
        name: 'settings',
        hash: 'ana/home',
        act: async (page) => {
          await at(page).press('Change');
          await page.getByRole('dialog').waitFor();
        },
      },
      {
        name: 'settings-wrong',
        hash: 'ana/home',
        act: async (page) => {
          await at(page).press('Change');
          const form = page.getByRole('dialog');
          await form.getByLabel('Working hours').fill('9 to late');
          await form.getByRole('button', { name: 'Save' }).click();
          await form
            .getByText(/Nothing was changed/)
            .first()
            .waitFor();
        },
      },
      { name: 'clock-moving', hash: `ana/${chat}`, prepare: moving, act: moveClock },
      { name: 'summary', hash: 'ana/personal:ana' },
    ];
  },
};

/** A move of the clock that stays half way. */
const moving: Act = async (page) => {
  const progress = { moving: true, now: ROUND, to: ROUND, share: 0.42, day: 'Mon 24 May', time: '11:00' };
  await page.route(/\/sandbox\/clock$/, () => undefined);
  await page.route(/\/sandbox\/clock\/progress/, (route) => route.fulfill({ json: progress }));
};

const moveClock: Act = async (page) => {
  await at(page).column('Clock');
  await at(page).press('+1 year');
  await at(page).reads('Mon 24 May, 11:00');
};

const met: Chapter = {
  name: 'Met',
  happens: async (server) => {
    await server.post('/sandbox/say', {
      as: 'ana',
      place: await chatOf(server, 'ana'),
      text: 'Hello, is Thursday good for you?',
    });
    await pressAs(server, 'ana', 'Stop or pause');
    await pressAs(server, 'ana', 'We met');
  },
  scenes: async (server) => {
    const chat = await chatOf(server, 'ana');
    return [
      { name: 'glad-you-met', hash: `ana/${chat}` },
      {
        name: 'say-thanks',
        hash: `ana/${chat}`,
        act: async (page) => {
          await at(page).pressLast('Say thanks');
          await page.getByRole('dialog').waitFor();
        },
      },
      {
        name: 'say-thanks-empty',
        hash: `ana/${chat}`,
        act: async (page) => {
          await at(page).pressLast('Say thanks');
          await page.getByRole('dialog').locator('button[type=submit]').click();
          await at(page).reads('Please fill this in.');
        },
      },
    ];
  },
};

const quarter: Chapter = {
  name: 'A quarter later',
  happens: async (server) => {
    await server.post('/sandbox/clock', { to: '2027-03-05T12:00:00Z', answers: true });
    await say(server, 'ana', '/hallway coffee status', 'personal:ana');
    await say(server, 'ana', '/hallway coffee preview');
  },
  scenes: async () => [
    { name: 'who-met-whom', hash: 'ana/met', act: arrival },
    { name: 'home', hash: 'tomasz/home', act: arrival },
    { name: 'home-admin', hash: 'ana/home', act: arrival },
    { name: 'status', hash: 'ana/personal:ana' },
    { name: 'preview', hash: 'ana/general' },
    { name: 'many-chats', hash: 'ana/general', act: (page) => at(page).column('Chats') },
    {
      name: 'people-with-news',
      hash: 'ana/general',
      act: async (page) => {
        await at(page).column('Chats');
        await at(page).press(/^You are/);
      },
    },
  ],
};

const asked: Chapter = {
  name: 'Asked in the morning',
  happens: async (server) => {
    await say(server, 'ana', '/hallway checkin every weekday at 09:30 local --yes');
    await say(server, 'ana', '/hallway checkin anonymous on --yes');
    await server.post('/sandbox/clock', { to: '2027-03-08T10:00:00Z' });
  },
  scenes: async () => [
    {
      name: 'check-in-form',
      hash: 'ana/personal:ana',
      act: async (page) => {
        await at(page).pressLast('Answer');
        await page.getByRole('dialog').waitFor();
        // On a phone the dialog's own button comes to stand under the pointer.
        await page.mouse.move(1, 1);
      },
    },
  ],
};

/** From an empty sandbox to a quarter of a year of coffee. */
export const story: readonly Chapter[] = [
  nothingYet,
  settingUp,
  ...inLooks(settingUp, ['proposal']),
  welcomed,
  introduced,
  ...inLooks(introduced, ['introduction', 'home-waiting', 'pick-a-time', 'settings', 'settings-wrong']),
  met,
  ...inLooks(met, ['glad-you-met', 'say-thanks']),
  quarter,
  ...inLooks(quarter, ['home', 'home-admin', 'status', 'preview']),
  asked,
  ...inLooks(asked, ['check-in-form']),
];

/** Some scenes of a chapter again, as Slack and as Teams would show them. */
function inLooks(chapter: Chapter, names: readonly string[]): readonly Chapter[] {
  return (['slack', 'teams'] as const).map((look) => ({
    name: `${chapter.name} in ${look}`,
    scenes: async (server) => {
      const scenes = await chapter.scenes(server);
      return scenes.filter(({ name }) => names.includes(name)).map((scene) => inLook(scene, look));
    },
  }));
}

const inLook = (scene: Scene, look: 'slack' | 'teams'): Scene => ({
  ...scene,
  async prepare(page) {
    await chooseLook(page, look);
    await scene.prepare?.(page);
  },
  async act(page) {
    await page.locator(`.${look}-card > *`).first().waitFor();
    await scene.act?.(page);
  },
});
