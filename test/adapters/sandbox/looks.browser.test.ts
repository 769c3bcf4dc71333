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
    for (const [viewport, colorScheme] of sights) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      expect(await findings()).toEqual([]);
    }
    expect(strays).toEqual([]);
    await close();
  });

  test('a press reaches the bot with the verb that stands behind the button', async () => {
    const { served, page, strays, close } = await visit('jo/general', { prepare: withCard, look });

    for (const label of ['Stop', 'Plain', 'Main']) {
      await page.locator(button).filter({ hasText: label }).first().click();
      await expect
        .poll(() => served.host.interactions.at(-1))
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
