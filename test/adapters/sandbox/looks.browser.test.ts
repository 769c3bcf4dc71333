import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { accountId, channelId, workspaceId } from '../../../src/core/ids.ts';
import { instant } from '../../../src/time/zoned.ts';
import { everyBlock } from './support/fake-host.ts';
import type { ServedSandbox } from './support/serve.ts';
import { phone, screen, withBrowser } from './support/visit.ts';

const workspace = workspaceId('sandbox:demo');
const general = { kind: 'channel', workspace, channel: channelId(workspace, 'general') } as const;
const { visit } = withBrowser();

const withCard = ({ sandbox }: ServedSandbox) =>
  sandbox.chat.post(workspace, general, everyBlock(instant('2026-12-01T10:00Z')), 'k1');

const sights = [
  [screen, 'light'],
  [phone, 'dark'],
] as const;

describe.each([
  { look: 'slack', button: '.slack-card button' },
  { look: 'teams', button: '.teams-card button' },
] as const)('in the look of $look', ({ look, button }) => {
  test('every kind of block is drawn, on a light screen and on a dark phone', async () => {
    const { page, strays, findings, close } = await visit('jo/general', { prepare: withCard, look });
    await page.locator(button).first().waitFor();
    const card = page.locator('.card');

    const words = await card.innerText();

    for (const part of ['Every kind of block', 'bold', 'a link', 'no markup', 'Tomasz Nowak', 'xenia@other.example'])
      expect(words).toContain(part);
    for (const part of ['Next round', 'People', 'First of the list', 'Second, with weight', 'You get this because'])
      expect(words).toContain(part);
    // Labels are drawn in bold, not with the marks that ask for it.
    expect(words).not.toMatch(/\*(Next round|People)|(Next round|People)\*|&amp;/);
    for (const [viewport, colorScheme] of sights) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      // Teams' cards are drawn anew once the screen has turned dark.
      await expect.poll(findings, { timeout: 10_000 }).toEqual([]);
    }
    expect(strays).toEqual([]);
    await close();
  });

  test('a press reaches the bot with the verb that stands behind the button', async () => {
    const { served, page, strays, close } = await visit('jo/general', { prepare: withCard, look });

    for (const label of ['Stop', 'Plain', 'Main']) {
      // A card takes one press at a time.
      await page.locator('.card[aria-busy="false"]').first().waitFor();
      await page.locator(button).filter({ hasText: label }).first().click();
      await expect
        .poll(() => served.host.interactions.at(-1), { timeout: 10_000 })
        .toMatchObject({ kind: 'press', verb: `test.${label.toLowerCase()}` });
    }

    expect(strays).toEqual([]);
    await close();
  });

  test('a form is asked as there, keeps what was wrong in sight, and is taken', async () => {
    const { served, page, strays, findings, close } = await visit('ana/general', { prepare: withCard, look });
    await page.locator(button).filter({ hasText: 'Form' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the coffee' });
    const note = dialog.getByLabel('A word to everybody');
    await note.fill('bad');
    await dialog.getByLabel('Group size').selectOption('3');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Please choose kinder words.').waitFor();
    expect(await findings()).toEqual([]);

    await note.fill('See you there');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });

    expect(served.host.interactions.at(-1)).toMatchObject({
      values: { note: 'See you there', size: '3', days: ['mon'], host: accountId(workspace, 'imogen') },
    });
    expect(strays).toEqual([]);
    await close();
  });

  test('a home is drawn and pressed', async () => {
    const { served, page, strays, findings, close } = await visit('ana/home', { look });

    await page.locator(button).filter({ hasText: 'Pause' }).click();

    await expect.poll(() => served.host.interactions.map(({ kind }) => kind)).toContain('press');
    expect(await findings()).toEqual([]);
    expect(strays).toEqual([]);
    await close();
  });
});

const lookOf = (page: Page) => page.locator('.desk').getAttribute('data-look');

test('a look is chosen at the top and kept; a chat of Teams opens here', async () => {
  const { page, strays, close } = await visit('jo/general', { prepare: withCard });
  expect(await lookOf(page)).toBe('hallway');

  await page.getByLabel('Drawn as in').selectOption('Teams');
  await page.locator('.teams-card').waitFor();
  await page.reload();
  await page
    .locator('.teams-card')
    .getByText(/^Chat with/)
    .click();

  expect(await lookOf(page)).toBe('teams');
  await page.getByRole('heading', { level: 1, name: 'You and Ana Duarte, Tomasz Nowak' }).waitFor();
  expect(strays).toEqual([]);
  await close();
});

test('whoever reads in the middle stays at that message from one look to the next', async () => {
  const { page, close } = await visit('jo/general', {
    prepare: async ({ sandbox }) => {
      for (let card = 0; card < 12; card += 1)
        await sandbox.chat.post(workspace, general, everyBlock(instant('2026-12-01T10:00Z')), `k${card}`);
    },
  });
  const sixth = page.getByRole('log').locator('.message').nth(5);
  const topOf = async () => Math.round((await sixth.boundingBox())?.y ?? -1);
  await sixth.evaluate((message) => message.scrollIntoView({ block: 'start' }));
  const before = await topOf();

  for (const [look, card] of [
    ['Teams', '.teams-card'],
    ['Slack', '.slack-card'],
    ['Sandbox', '.card h3'],
  ] as const) {
    await page.getByLabel('Drawn as in').selectOption(look);
    await expect.poll(() => page.locator(card).count(), { timeout: 10_000 }).toBe(12);
    await expect.poll(async () => Math.abs((await topOf()) - before), { timeout: 5_000 }).toBeLessThan(3);
  }
  await close();
});
