import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { Playground } from './support/playground.ts';
import { openTeamsHouse } from './support/teams-house.ts';

const flags = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking'];
const switches = [...flags, 'disable-component-update', 'disable-sync'].map((flag) => `--${flag}`);
const executable = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));

test('in the playground’s own page: words are answered, a button is pressed, and its card is replaced', async () => {
  const house = await openTeamsHouse({ people: [] });
  const playground = await Playground.start(`${house.origin}/api/messages`);
  const browser = await chromium.launch({ args: switches, ...(executable && { executablePath: executable }) });
  onTestFinished(async () => {
    await browser.close();
    await playground.stop();
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

  // Opening the page adds Hallway to Ana's apps.
  await page.goto(playground.origin);
  await page.getByText('I introduce coworkers').first().waitFor();
  await page.getByRole('textbox').click();
  await page.keyboard.type('home');
  await page.keyboard.press('Enter');
  await page.getByText('Hello, Ana').waitFor();

  // The playground opens no dialogs, so the form comes as a card.
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('textbox', { name: /hours/i }).fill('08:00-16:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await house.settle();
  await page.getByText('08:00 to 16:00').waitFor();

  await playground.adds('team');
  await playground.shownWith(/setup/);
  await playground.writes('coffee every week on tuesday at 10:00', 'team');
  await page.getByText('Coffee in #Acme').first().waitFor();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('Started: coffee in #Acme').waitFor();
  await house.settle();

  expect(await page.getByRole('button', { name: 'Start' }).count()).toBe(0);
  expect(house.log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
