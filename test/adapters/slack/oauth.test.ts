import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beginInstall, comeBack, install } from './support/installing.ts';
import { openSlackHouse, type SlackHouse } from './support/slack-house.ts';

const users = [{ id: 'U1', real_name: 'Ana', is_admin: true, tz: 'Europe/Warsaw' }, { id: 'U2' }, { id: 'U3' }];

const tick = async (house: SlackHouse, text: string) => {
  const answer = await house.visitors.types('U1', text);
  await house.settle();
  return { ...answer, said: JSON.stringify(house.home.seenBy('U1', 'C1').at(-1) ?? null) };
};

/** Every byte that is kept. */
const keptIn = (folder: string): string =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => (statSync(path).isDirectory() ? keptIn(path) : readFileSync(path, 'latin1')))
    .join('');

test('an allowed workspace installs, is served, and its token is sealed', async () => {
  const house = await openSlackHouse({ users, allow: ['slack:T1'] });
  expect((await tick(house, 'help')).said).toBe('null');

  const { words, address } = await beginInstall(house);
  const { status } = await install(house);
  await expect.poll(async () => (await tick(house, 'coffee every week on tuesday at 10:00')).said).toMatch(/Warsaw/);

  expect(status).toBe(200);
  expect(words).toContain('nothing is sent to anybody until an admin');
  expect(address.searchParams.get('scope')).toMatch(/^app_mentions:read,.*users:read$/);
  expect(address.searchParams.get('redirect_uri')).toBe('https://hallway.example/slack/oauth_redirect');
  expect(keptIn(house.folder)).not.toContain(house.home.token);
  expect(house.log.lines.join('\n')).not.toContain(house.home.token);
});

test('the state is bound to the browser, to ten minutes and to this Hallway', async () => {
  const house = await openSlackHouse({ users, allow: ['slack:T1'] });
  house.fake.codes.set('code', { workspace: house.home, isOrgWide: false });
  const { cookie, state } = await beginInstall(house);
  const other = await beginInstall(house);

  const answers = [
    await comeBack(house, { code: 'code', state }, ''),
    await comeBack(house, { code: 'code', state }, other.cookie),
    await comeBack(house, { code: 'code', state: `${state.slice(0, -1)}x` }, cookie),
    await comeBack(house, { code: 'code', state: '' }, cookie),
    await comeBack(house, { error: 'access_denied', state }, cookie),
  ];
  await house.until('2026-11-30T09:11Z');
  answers.push(await comeBack(house, { code: 'code', state }, cookie));

  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
  expect(house.fake.codes.size).toBe(1);
});

test.each([
  ['is not on the list', ['slack:T9'], false],
  ['wants the whole grid of an allowed workspace', ['slack:T1'], true],
  ['has an empty list', [], false],
])('who %s is refused, and the token given back', async (_, allow, isOrgWide) => {
  const house = await openSlackHouse({ users, allow });

  const { status } = await install(house, isOrgWide);

  expect(status).toBe(403);
  expect(house.home.isRevoked).toBe(true);
  expect((await tick(house, 'help')).said).toBe('null');
});

test('a used code and a wrong answer of Slack are told plainly', async () => {
  const house = await openSlackHouse({ users, allow: ['slack:T1'] });
  const { cookie, state } = await beginInstall(house);

  const { status, words } = await comeBack(house, { code: 'used', state }, cookie);

  expect(status).toBe(502);
  expect(words).toContain('Begin again');
});

test('an uninstalled workspace is served no longer, until it installs again', async () => {
  const house = await openSlackHouse({ users, allow: ['slack:T1'] });
  await install(house);
  await expect.poll(async () => (await tick(house, 'help')).said).toContain('/hallway');

  await house.visitors.event({ type: 'app_uninstalled' });
  await house.settle();
  const before = house.home.messages.length;
  await tick(house, 'help');
  expect(house.home.messages).toHaveLength(before);

  await install(house);
  await expect.poll(async () => (await tick(house, 'help')) && house.home.messages.length).toBeGreaterThan(before);
});

test('a reinstall with more scopes takes the place of the token before it', async () => {
  const house = await openSlackHouse({ users, allow: ['slack:T1'] });
  await install(house);
  await expect.poll(async () => (await tick(house, 'help')).said).toContain('/hallway');
  house.home.token = 'xoxb-with-more-scopes';
  house.home.scopes.add('users:read.email');

  expect((await install(house)).status).toBe(200);
  await tick(house, 'setup');
  await house.settle();

  // A form is opened by the token, and the one before it is refused by now.
  expect(house.home.views).toHaveLength(1);
  expect(keptIn(house.folder)).not.toContain('xoxb');
});
