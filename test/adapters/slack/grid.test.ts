import { expect, test } from 'vitest';
import { buttonsOf } from '../../support/fake-slack/visitor.ts';
import { install } from './support/installing.ts';
import { openSlackHouse, type SlackHouse } from './support/slack-house.ts';

const users = [
  { id: 'U1', real_name: 'Ana Duarte', is_admin: true },
  { id: 'U2', real_name: 'Tomasz Nowak' },
  { id: 'U3', real_name: 'Jo Lindqvist' },
  { id: 'U4', real_name: 'Priya Nair', is_restricted: true },
  { id: 'U5', real_name: 'Nobody of ours', enterprise_user: { enterprise_id: 'E9' } },
];
const grid = { T1: ['U1', 'U2', 'U5'], T2: ['U2', 'U3', 'U4'] };

/** Hallway in a whole grid of two workspaces; #general reaches over both. */
async function openGrid(allow = ['slack:E1']): Promise<SlackHouse> {
  return openSlackHouse({ users, allow, grid });
}

async function says(house: SlackHouse, text: string): Promise<string> {
  await house.visitors.types('U1', text);
  await house.settle();
  return JSON.stringify(house.home.seenBy('U1', 'C1').at(-1) ?? null);
}

const installed = async (house: SlackHouse) => {
  const answer = await install(house, true);
  await expect.poll(() => says(house, 'coffee every week on tuesday at 10:00')).toContain('for 3 people');
  return answer;
};

test('a whole grid installs once, and its people of every workspace meet', async () => {
  const house = await openGrid();
  const { visitors, home } = house;

  const { status, words } = await installed(house);
  const echo = home
    .seenBy('U1', 'C1')
    .findLast(({ blocks }) => buttonsOf(blocks).some(({ text }) => text.text === 'Start'));
  if (!echo) throw new Error('no echo');
  await visitors.presses('U1', echo, 'Start');
  await house.until('2026-12-08T12:00Z');

  expect(status).toBe(200);
  expect(words).toContain('Add it to workspaces');
  const intros = home.messages.filter(({ channel, text }) => channel.startsWith('G') && /meet/.test(text));
  expect(intros.map(({ channel }) => channel)).toContain('GU1U2U3');
  expect(JSON.stringify(home.messages)).not.toContain('Nobody of ours');
  expect(house.fake.rates.refusals).toBe(0);
});

test('its home, presses and forms are those of the grid', async () => {
  const house = await openGrid();
  await installed(house);

  await house.visitors.event({ type: 'app_home_opened', user: 'U2', tab: 'home' });
  await house.settle();
  await house.visitors.pressesHome('U2', 'Change');
  await house.settle();

  expect(house.home.views.map(({ user }) => user)).toEqual(['U2']);
});

test.each([
  ['uninstalls', { type: 'app_uninstalled' }],
  ['takes the token back', { type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }],
])('a grid that %s is served no longer, until it installs again', async (_, event) => {
  const house = await openGrid();
  await installed(house);

  await house.visitors.farewell(event);
  await house.settle();
  const before = house.home.messages.length;
  await says(house, 'help');
  expect(house.home.messages).toHaveLength(before);

  await install(house, true);
  await expect.poll(() => says(house, 'help')).toContain('/hallway');
});

test('a workspace that leaves the grid takes its people along with the next look', async () => {
  const house = await openGrid();
  await installed(house);
  Object.assign(house.home.grid ?? {}, { T2: [] });

  await house.until('2026-12-01T10:00Z');

  expect(await says(house, 'coffee every week on tuesday at 10:00')).toContain('for 2 people');
});
