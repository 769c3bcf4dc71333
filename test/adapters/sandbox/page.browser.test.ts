import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { accountId, channelId, workspaceId } from '../../../src/core/ids.ts';
import { instant } from '../../../src/time/zoned.ts';
import { everyBlock } from './support/fake-host.ts';
import { phone, screen, withBrowser } from './support/visit.ts';

const workspace = workspaceId('sandbox:demo');
const { visit, folder } = withBrowser();

const general = { kind: 'channel', workspace, channel: channelId(workspace, 'general') } as const;

test('draws every kind of block, on a screen and on a phone, in light and in dark', async () => {
  const { page, strays, findings, close } = await visit('jo/general', {
    prepare: ({ sandbox }) => sandbox.chat.post(workspace, general, everyBlock(instant('2026-12-01T10:00Z')), 'k1'),
  });
  const card = page.locator('.card');

  await card.getByRole('heading', { name: 'Every kind of block' }).waitFor();

  expect(await card.locator('strong').first().innerText()).toBe('bold');
  expect(await card.locator('em').innerText()).toBe('italic');
  expect(await card.getByRole('link', { name: 'a link' }).getAttribute('rel')).toBe('noreferrer noopener');
  expect(await card.locator('p').first().innerText()).toContain('<b>no markup</b>, Tomasz Nowak on Tue 1 Dec, 02:00');
  expect(await card.locator('dt').allInnerTexts()).toEqual(['Next round', 'People']);
  expect(await card.getByRole('listitem').allInnerTexts()).toEqual(['First of the list', 'Second, with weight']);
  expect(await card.getByRole('separator').count()).toBe(1);
  expect(await card.getByRole('img', { name: 'More people met across teams this quarter' }).count()).toBe(1);
  expect(await card.locator('.note').innerText()).toBe('You get this because you set it up.');
  const buttons = ['Main', 'Plain', 'Form', 'Stop', 'Chat with Ana Duarte, Tomasz Nowak'];
  expect(await card.getByRole('button').allInnerTexts()).toEqual(buttons);
  for (const viewport of [screen, phone])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      expect(await findings()).toEqual([]);
    }
  expect(strays).toEqual([]);
  await close();
});

test('leads a newcomer from the empty page to people who are introduced', async () => {
  const { page, strays, findings, close } = await visit('mei/general');
  expect(await findings()).toEqual([]);

  await page.getByText('24 people, 2 of them guests', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Try it' }).click();
  const field = page.getByRole('combobox', { name: 'Write in #general' });
  expect(await field.inputValue()).toBe('/hallway coffee every 2 weeks on tuesday at 10:00');
  await field.press('Enter');
  await page.getByText('Only visible to you').first().waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('Coffee is on.').waitFor();
  await page.getByRole('button', { name: '+1 week' }).click();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Tomasz Nowak' }).click();
  await page.getByRole('button', { name: 'We met' }).click();
  await page.getByText('Glad you met.').waitFor();
  await page.getByRole('button', { name: /^You are/ }).click();
  expect(await findings()).toEqual([]);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Tomasz Nowak/ })
    .click();

  await page.getByRole('heading', { level: 1, name: 'You and Ana Duarte' }).waitFor();
  await page.getByText('Glad you met.').waitFor();
  await page.getByRole('button', { name: '+1 year' }).click();
  await page.getByText('Nothing is planned yet').waitFor();
  expect(strays).toEqual([]);
  await close();
});

test('takes a form by keyboard and shows what was wrong beside its field', async () => {
  const { served, page, strays, findings, close } = await visit('ana/general');
  served.host.answer = (interaction) =>
    interaction.kind === 'command' ? { message: everyBlock(instant('2026-12-01T10:00Z')) } : undefined;
  await page.getByRole('combobox', { name: 'Write in #general' }).fill('/hallway x');
  await page.keyboard.press('Enter');

  await page.getByRole('button', { name: 'Form', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Change the coffee' });
  await dialog.getByLabel('Group size').selectOption('3');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  const note = dialog.getByLabel('A word to everybody');
  await dialog.getByText('Please fill this in.').waitFor();
  expect(await note.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await findings()).toEqual([]);
  await note.fill('See you there');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });

  await page.getByText('Saved: See you there').waitFor();
  expect(served.host.interactions.at(-1)).toMatchObject({
    values: { note: 'See you there', size: '3', days: ['mon'], host: accountId(workspace, 'imogen') },
  });
  expect(strays).toEqual([]);
  await close();
});

test('imports people from a file, shows its errors by line, and begins again', async () => {
  const { page, strays, findings, close } = await visit('ana/general');
  const choose = (csv: string) =>
    page.locator('input[type=file]').setInputFiles({ name: 'p.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });

  await page.getByRole('button', { name: 'People and reset' }).click();
  await choose('id,name\nbo,Bo Berg\nbo,Bo Again\n');
  await page.getByText('The id "bo" is already in line 2').waitFor();
  expect(await findings()).toEqual([]);
  await choose('id,name,timezone,manager\nana,Ana D,Europe/Lisbon,\nbo,Bo Berg,Europe/Berlin,ana\n');
  await page.getByText('2 people: 1 new, 1 changed, 23 leave').waitFor();
  await page.getByText(/^name Ana Duarte → Ana D/).waitFor();
  expect(await findings()).toEqual([]);
  await choose('id,name,timezone\nbo,Bo Berg,Europe/Berlin\n');
  await page.getByText('None of these people is here yet, so this begins anew').waitFor();
  await page.getByRole('button', { name: 'Use these people' }).click();
  await page.getByRole('button', { name: /You are Bo Berg Berlin, 10:00/ }).waitFor();
  await page.getByRole('button', { name: 'People and reset' }).click();
  await page.getByRole('button', { name: 'Begin again' }).click();
  await page.getByRole('button', { name: 'Yes, forget it all' }).click();

  await page.getByRole('button', { name: /You are Ana Duarte/ }).waitFor();
  expect(strays).toEqual([]);
  await close();
});

test('shows who has met whom, and lets coworkers answer in long moves only', async () => {
  const { served, page, strays, findings, close } = await visit('ana/general');
  served.host.introductions = { header: [], rows: [['p', '2026-12-01', 'Ana Duarte', 'Imogen Blake']] };
  const asked: unknown[] = [];
  page.on('request', (request) => request.url().endsWith('/clock') && asked.push(request.postDataJSON().answers));
  await page.getByRole('button', { name: '+1 day' }).click();
  await page.getByRole('button', { name: '+1 week' }).click();
  await page.getByLabel('Coworkers answer by themselves').uncheck();
  await page.getByRole('button', { name: '+1 week' }).click();
  await page.getByRole('button', { name: 'Who has met whom' }).click();

  await page
    .getByRole('heading', { name: 'After 1 round, 100 % of pairs have been introduced; nobody twice' })
    .waitFor();
  await page.getByRole('img', { name: 'Hallway: 100 % of pairs introduced, nobody twice.' }).waitFor();
  expect(asked).toEqual([false, true, false]);
  expect([...(await findings()), ...strays]).toEqual([]);
  await close();
});

test('pauses a long move of the clock and goes on', async () => {
  const { served, page, close } = await visit('ana/general', { viewport: phone });
  const settle = served.host.settle.bind(served.host);
  const gate = Promise.withResolvers<void>();
  const plan = { what: 'Posts', to: '#general', why: 'a test', run: async () => {} };
  served.host.plans = [2, 3].map((day) => ({ ...plan, at: instant(`2026-11-0${day}T09:00Z`) }));
  served.host.settle = async () => {
    await gate.promise;
    await settle();
  };

  await page.getByRole('button', { name: 'Clock', exact: true }).click();
  await page.getByRole('button', { name: '+1 year' }).click();
  await page.getByRole('progressbar').waitFor();
  await page
    .getByRole('complementary', { name: 'Clock and plans' })
    .getByText('Mon 2 Nov, 09:00', { exact: true })
    .waitFor();
  await Promise.all([page.waitForResponse(/pause/), page.getByRole('button', { name: 'Pause' }).click()]);
  gate.resolve();
  await page.getByRole('button', { name: 'Go on playing' }).click();

  await page.getByText('Mon 1 Nov 2027').waitFor();
  await close();
});

test('loads in under 300 kB compressed, and no look of another platform before it is chosen', async () => {
  const { page, loaded, close } = await visit('ana/general');
  await page.waitForLoadState('networkidle');
  const first = [...new Set(loaded)];
  await page.getByLabel('Drawn as in').selectOption('Slack');
  await page.waitForLoadState('networkidle');

  const sizes = await Promise.all(first.map(async (name) => gzipSync(await readFile(join(folder(), name))).length));
  const size = sizes.reduce((sum, one) => sum + one, 0);

  console.log(`first load: ${first.length} files, ${Math.round(size / 1_000)} kB compressed`);
  expect(first).toContain('index.html');
  expect(first.filter((name) => name.endsWith('.js'))).toHaveLength(1);
  expect(size).toBeGreaterThan(20_000);
  expect(size).toBeLessThan(300_000);
  await close();
});
