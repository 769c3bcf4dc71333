import { expect, test } from 'vitest';
import { slackDirectory } from '../../../adapters/slack/directory.ts';
import { accountId, channelId } from '../../../src/core/ids.ts';
import type { DirectoryAudience, DirectoryEntry } from '../../../src/ports/directory.ts';
import { size } from '../../support/size.ts';
import { openPosting, someUsers, workspace } from './support/setting.ts';

const account = (user: string) => accountId(workspace, user);
const everybody = { kind: 'all' } as const;

async function openDirectory(users = someUsers(3), supervisorField?: string) {
  const setting = await openPosting(users);
  const { tenants, read, clock } = setting;
  const directory = slackDirectory({ tenants, read, clock, ...(supervisorField && { supervisorField }) });
  const all = async (audience: DirectoryAudience) => {
    const found: DirectoryEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await directory.people(workspace, audience, cursor);
      found.push(...page.entries);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return found;
  };
  return { ...setting, directory, all };
}

test('tells members from guests, bots, the departed and strangers', async () => {
  const { all } = await openDirectory([
    { id: 'UMEMBER', real_name: 'Ana Duarte' },
    { id: 'UGUEST', is_restricted: true },
    { id: 'UONECHANNEL', is_restricted: true, is_ultra_restricted: true },
    { id: 'UAPP', is_bot: true },
    { id: 'UGONE', deleted: true },
    { id: 'USTRANGER', is_stranger: true, team_id: 'T9' },
    { id: 'UFOREIGN', team_id: 'T9' },
  ]);

  const standings = Object.fromEntries((await all(everybody)).map((one) => [one.account.split('/')[1], one.standing]));

  expect(standings).toEqual({
    ...{ UBOT: 'bot', USLACKBOT: 'bot', UAPP: 'bot' },
    ...{ UMEMBER: 'member', UGUEST: 'guest', UONECHANNEL: 'guest' },
    ...{ UGONE: 'gone', USTRANGER: 'gone', UFOREIGN: 'gone' },
  });
});

test('reads names and IANA zones; an address only with its scope, an unknown zone not at all', async () => {
  const { directory, home } = await openDirectory([
    { id: 'U1', real_name: 'Ana \u202eDuarte', tz: 'Asia/Kolkata', email: 'ana@example.org' },
    { id: 'U2', tz: 'Moon/Base' },
  ]);

  expect(await directory.account(workspace, account('U1'))).toEqual({
    ...{ account: account('U1'), name: 'Ana Duarte', zone: 'Asia/Kolkata', standing: 'member' },
  });
  home.scopes.add('users:read.email');
  expect(await directory.account(workspace, account('U1'))).toMatchObject({ email: 'ana@example.org' });
  expect(await directory.account(workspace, account('U2'))).not.toHaveProperty('zone');
  expect(await directory.account(workspace, account('U99'))).toBeUndefined();
});

test('reads everybody through cursors, admins without a call each', async () => {
  const count = size('people in a Slack directory', { small: 4_000, full: 9_000 });
  const { all, directory, fake } = await openDirectory(
    someUsers(count).map((one, index) => ({ ...one, is_admin: index % 1_000 === 999 })),
  );

  const people = await all(everybody);
  const latest = people.slice(-1_000);
  const admins = await Promise.all(latest.map((one) => directory.isAdmin(workspace, one.account)));

  expect(people).toHaveLength(count + 2);
  expect(admins.filter(Boolean)).toHaveLength(1);
  expect(fake.calls.filter(({ method }) => method === 'users.info')).toEqual([]);
});

test('lists the channels it is in, and their members', async () => {
  const { directory, all, home } = await openDirectory(someUsers(700));
  home.channel('C2', 'elsewhere', ['U1']).members.delete(home.botUser);
  home.channel('C3', 'archived', ['U1']).is_archived = true;

  expect(await directory.channels(workspace)).toEqual([{ channel: channelId(workspace, 'C1'), name: 'general' }]);
  expect(await all({ kind: 'channel', channel: channelId(workspace, 'C1') })).toHaveLength(701);
});

test('workspace admins and owners are admins', async () => {
  const { directory } = await openDirectory([{ id: 'U1', is_admin: true }, { id: 'U2', is_owner: true }, { id: 'U3' }]);

  const admins = await Promise.all(['U1', 'U2', 'U3', 'U9'].map((user) => directory.isAdmin(workspace, account(user))));

  expect(admins).toEqual([true, true, false, false]);
});

test('a supervisor stands in the profile field that was named', async () => {
  const users = [
    { id: 'U1', fields: { Xf1: { value: 'U2' } } },
    { id: 'U2', fields: { Xf1: { value: 'not an id' } } },
  ];
  const { directory, home } = await openDirectory(users, 'Xf1');
  home.scopes.add('users.profile:read');

  expect(await directory.supervisorOf(workspace, account('U1'))).toBe(account('U2'));
  expect(await directory.supervisorOf(workspace, account('U2'))).toBeUndefined();
  expect(await (await openDirectory(users)).directory.supervisorOf(workspace, account('U1'))).toBeUndefined();
});

test('waits as Slack asks, and goes on', async () => {
  const { directory, fake } = await openDirectory();
  let refusals = 0;
  fake.fault = (method) => (method === 'users.list' && refusals++ === 0 ? { kind: 'rate', seconds: 0 } : undefined);

  expect((await directory.people(workspace, everybody)).entries).toHaveLength(5);
  expect(refusals).toBe(2);
});

test('one account is asked for at once, since somebody may be waiting; what Slack puts off is waited for', async () => {
  const { directory, fake, waited } = await openDirectory(someUsers(101));
  const ask = (index: number) => directory.account(workspace, account(`U${index + 1}`));

  for (let index = 0; index < 100; index += 1) await ask(index);
  expect([waited, fake.rates.refusals]).toEqual([[], 0]);

  expect(await ask(100)).toMatchObject({ account: account('U101') });
  expect(fake.rates.refusals).toBeGreaterThan(0);
  expect(waited.length).toBeGreaterThan(0);
});
