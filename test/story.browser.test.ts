import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataFolder, serve } from './cli/support/hallway.ts';

const flags = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking'];
const args = [...flags, 'disable-component-update', 'disable-sync'].map((flag) => `--${flag}`);
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));

const zones = [
  ...['Europe/Lisbon', 'Europe/Warsaw', 'America/New_York', 'America/Los_Angeles'],
  ...['America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Sydney'],
];
const names = ['Inês Vaz', 'Ola Nowak', 'Sam Reed', 'Lee Park', 'Bia Rocha', 'Asha Rai', 'Noa Hill', 'Rita Sá'];
const people = [
  'id,name,email,timezone,team,manager,country,admin',
  ...names.map((name, index) =>
    [
      `p${index}`,
      name,
      `p${index}@example.org`,
      zones[index % zones.length],
      `Team ${index % 3}`,
      '',
      '',
      index === 0 ? 'yes' : '',
    ].join(','),
  ),
].join('\n');

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ args, ...(executablePath && { executablePath }) });
});
afterAll(() => browser.close());

/** What a person does on the page, in their words. */
function at(page: Page) {
  const place = (name: string) =>
    page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name }).first();
  return {
    place,
    async becomes(name: string) {
      await page.getByRole('button', { name: /You are/ }).click();
      await page.getByRole('dialog').getByRole('button', { name }).click();
    },
    async types(line: string) {
      await page.getByRole('combobox', { name: /Write in/ }).fill(line);
      await page.getByRole('button', { name: 'Send' }).click();
    },
    press: (label: string) => page.getByRole('log').getByRole('button', { name: label, exact: true }).last().click(),
    reads: (words: string | RegExp) => page.getByRole('log').getByText(words).last().waitFor(),
    async movesTo(local: string) {
      await page.getByLabel('Move the clock to').fill(local);
      await page.getByRole('button', { name: 'Go', exact: true }).click();
      await page.getByRole('button', { name: 'Next event' }).waitFor();
    },
  };
}

test('a stranger brings their people, starts a round, moves the clock, and sees coworkers in seven zones introduced', async () => {
  const server = await serve({ HALLWAY_DATA: dataFolder() });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(15_000);
  await page.goto(server.url);
  const i = at(page);

  await page.getByRole('button', { name: 'People and reset' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people) });
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /replace|bring|use|yes/i })
    .click();
  await page.getByRole('button', { name: /You are Inês Vaz/ }).waitFor();

  await i.place('general').click();
  await i.types('/hallway coffee every 2 weeks on tuesday at 10:00');
  await i.reads(/Everyone gets a welcome first/);
  await i.press('Start');
  await i.reads('Started: coffee in #general');

  await i.movesTo(await roundIn(server.url, 'Europe/Lisbon'));
  const cities = await introductions(server.url);
  expect(cities).toEqual(zones.map((zone) => zone.slice(zone.indexOf('/') + 1).replace('_', ' ')).sort());

  await page.reload();
  await page.getByRole('navigation', { name: 'Places' }).locator('ul').nth(2).getByRole('button').first().click();
  await i.press('We met');
  await i.reads(/Glad you met/);

  await i.becomes('Ola Nowak');
  await i.place('Hallway').click();
  await i.types('/hallway pause 3 weeks');
  await i.reads(/Paused until/);
  await i.types('/hallway resume');
  await i.reads(/Welcome back/);
  expect(await server.stop()).toMatchObject({ code: 0 });
  await page.close();
});

/** When the first round is planned, on the clocks there, as a date field takes it; whatever day the test runs on. */
async function roundIn(url: string, timeZone: string): Promise<string> {
  const { items } = (await (await fetch(`${url}/sandbox/upcoming`)).json()) as {
    items: { at: string; what: string }[];
  };
  const round = items.find(({ what }) => what === 'Coffee round');
  const local = new Date(round?.at ?? '').toLocaleString('sv-SE', { timeZone });
  expect(local).toMatch(/ 10:00:00$/);
  return local.slice(0, 16).replace(' ', 'T');
}

/** The cities named in everybody's introductions. */
async function introductions(url: string): Promise<string[]> {
  const found = new Set<string>();
  for (const [index] of names.entries()) {
    const state = (await (await fetch(`${url}/sandbox/state?as=p${index}`)).json()) as { messages: { text: string }[] };
    const intro = state.messages.find(({ text }) => text.includes("You haven't met here before"));
    expect(intro, `an introduction for ${names[index]}`).toBeDefined();
    for (const zone of zones) {
      const city = zone.slice(zone.indexOf('/') + 1).replace('_', ' ');
      if (intro?.text.includes(city)) found.add(city);
    }
  }
  return [...found].sort();
}
