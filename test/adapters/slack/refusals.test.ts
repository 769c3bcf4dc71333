import { expect, test } from 'vitest';
import { buttonsOf } from '../../support/fake-slack/visitor.ts';
import { openSlackHouse, type SlackHouse } from './support/slack-house.ts';

const users = Array.from({ length: 12 }, (_, index) => ({ id: `U${index + 1}`, is_admin: index === 0 }));

/** Coffee in #general, agreed to; the first round is on 1 December at 10:00. */
async function openCoffee(): Promise<SlackHouse> {
  const house = await openSlackHouse({ users });
  await house.visitors.types('U1', 'coffee every week on tuesday at 10:00');
  await house.settle();
  const echo = house.home.seenBy('U1', 'C1').at(-1);
  if (!echo) throw new Error('no answer to the command');
  await house.visitors.presses('U1', echo, 'Start');
  await house.until('2026-12-01T09:59Z');
  return house;
}

const introduced = ({ home }: SlackHouse): ReadonlySet<string> =>
  new Set(
    home.messages
      .filter(({ channel, blocks }) => channel.startsWith('G') && buttonsOf(blocks).length > 0)
      .flatMap(({ channel }) => home.channels.get(channel)?.chat ?? []),
  );

async function status(house: SlackHouse): Promise<string> {
  await house.visitors.types('U1', 'status');
  await house.settle();
  return JSON.stringify(house.home.seenBy('U1', 'C1').at(-1));
}

test.each([
  ['deactivated since the last look', { deleted: true }, 'user_disabled', /deactivated; the next sync/],
  ['an app after all', { is_bot: true }, 'cannot_dm_bot', /an app, not a coworker/],
])('with somebody %s the round goes on, and the admin is told once', async (_, change, reason, cure) => {
  const house = await openCoffee();
  house.home.users.set('U7', { id: 'U7', ...change });

  await house.until('2026-12-01T12:00Z');

  const together = introduced(house);
  expect(together.size).toBe(10);
  expect(together).not.toContain('U7');
  // Whoever was to meet them is not left without a word.
  const partner = users.find(({ id }) => id !== 'U7' && !together.has(id))?.id ?? '';
  const toPartner = house.home.messages.filter(({ channel }) => channel === `D${partner}`);
  expect(JSON.stringify(toPartner)).toContain('U7');
  const said = await status(house);
  expect(said.split(`I could not write to U7 (${reason})`)).toHaveLength(2);
  expect(said).toMatch(cure);
  expect(said).not.toContain('times)');
});

test('a token taken back is one problem with one cure, and the workspace is served again once it works', async () => {
  const house = await openCoffee();
  house.home.isRevoked = true;

  await house.until('2026-12-01T12:00Z');

  expect(introduced(house).size).toBe(0);
  expect(house.slack.readiness()).toBe('refused');
  expect(house.log.lines.filter((line) => line.includes('workspace.refused')).length).toBeGreaterThan(0);
  house.home.isRevoked = false;
  const said = await status(house);
  expect(said.match(/I could not write to anybody there \(token_revoked\)\./g)).toHaveLength(1);
  expect(said).toContain('Install the app again in Slack');
  expect(house.slack.readiness()).toBe('ok');
  await house.until('2026-12-08T12:00Z');
  expect(introduced(house).size).toBe(12);
});

test('a scope that is missing is one problem, and what needs no scope goes on', async () => {
  const house = await openCoffee();
  house.home.scopes.delete('im:write');
  house.home.scopes.delete('mpim:write');

  await house.until('2026-12-01T12:00Z');

  const said = await status(house);
  expect(said.match(/\(missing_scope\)/g)).toHaveLength(1);
  expect(said).toContain('hallway manifest slack');
});
