import { describe, expect, test } from 'vitest';
import { accountId, workspaceId } from '../../../src/core/ids.ts';
import { buttonsOf } from '../../support/fake-slack/visitor.ts';
import type { FakeUser } from '../../support/fake-slack/workspace.ts';
import { openSlackHouse, type SlackHouse } from './support/slack-house.ts';

const users: FakeUser[] = [
  { id: 'U1', real_name: 'Ana Duarte', is_admin: true },
  { id: 'U2', real_name: 'Tomasz Nowak', tz: 'Europe/Warsaw' },
  { id: 'U3', real_name: 'Jo Lindqvist' },
];
const said = ({ home }: SlackHouse, user: string) => JSON.stringify(home.seenBy(user, 'C1').at(-1) ?? {});

describe('a command', () => {
  test('is answered to its writer alone', async () => {
    const house = await openSlackHouse({ users });

    const { status } = await house.visitors.types('U2', 'help');
    await house.settle();

    expect(status).toBe(200);
    expect(said(house, 'U2')).toContain('/hallway');
    expect(house.home.seenBy('U3')).toEqual([]);
  });

  test('knows people and channels by Slack’s marks, and typed entities as what they are', async () => {
    const house = await openSlackHouse({ users });

    await house.visitors.types('U1', 'avoid <@U2|tomasz>');
    await house.settle();
    expect(said(house, 'U1')).toContain('Tomasz');
    await house.visitors.types('U1', 'coffee every week on tuesday at 10:00 in <#C1|general>', 'DU1');
    await house.settle();
    expect(JSON.stringify(house.home.messages)).toContain('Coffee in #general');
    await house.visitors.types('U1', 'avoid &lt;@U3&gt; &amp; co');
    await house.settle();
    expect(said(house, 'U1')).not.toContain('Jo');
  });

  test('a form opens, keeps what is wrong with it on the screen, and says what it did', async () => {
    const { visitors, home, ...house } = await openSlackHouse({ users });

    await visitors.types('U1', 'setup');
    await house.settle();
    const [open] = home.views;
    expect(open?.view).toMatchObject({ type: 'modal', callback_id: expect.stringMatching(/^coffee\./) });
    const blocks = (open?.view.blocks ?? []) as { block_id?: string }[];
    const names = blocks.flatMap(({ block_id }) => block_id ?? []);
    const wrong = await visitors.submits('U1', Object.fromEntries(names.map((name) => [name, { value: 'nonsense' }])));
    await house.settle();

    expect(wrong.body).toMatchObject({ response_action: 'errors' });
    expect(Object.keys((wrong.body as { errors: object }).errors).every((name) => names.includes(name))).toBe(true);
  });
});

describe('the home', () => {
  test('is drawn when it is opened, and again after a deed', async () => {
    const { visitors, home, settle } = await openSlackHouse({ users });

    await visitors.event({ type: 'app_home_opened', user: 'U2', tab: 'home', channel: 'D1' });
    await settle();
    const before = JSON.stringify(home.homes.get('U2'));
    await visitors.types('U2', 'hours 08:00-16:00');
    await settle();

    expect(before).toContain('09:00');
    expect(JSON.stringify(home.homes.get('U2'))).toContain('08:00');
  });

  test('a press there opens its form', async () => {
    const { visitors, home, settle } = await openSlackHouse({ users });
    await visitors.event({ type: 'app_home_opened', user: 'U2', tab: 'home', channel: 'D1' });
    await settle();

    await visitors.pressesHome('U2', 'Change');
    await settle();

    expect(home.views.at(-1)).toMatchObject({ user: 'U2', view: { type: 'modal' } });
  });

  test('opening the messages tab draws nothing', async () => {
    const { visitors, home, settle } = await openSlackHouse({ users });

    await visitors.event({ type: 'app_home_opened', user: 'U2', tab: 'messages', channel: 'D1' });
    await settle();

    expect(home.homes.size).toBe(0);
  });
});

test('a mention is answered like a command, to its writer alone', async () => {
  const house = await openSlackHouse({ users });

  await house.visitors.event({ type: 'app_mention', user: 'U2', text: '<@UBOT> help', channel: 'C1', ts: '1.1' });
  await house.settle();

  expect(said(house, 'U2')).toContain('/hallway');
  expect(house.home.seenBy('U3')).toEqual([]);
});

test('the same event again does nothing twice', async () => {
  const house = await openSlackHouse({ users });
  const mention = { type: 'app_mention', user: 'U2', text: '<@UBOT> pause 2 weeks', channel: 'C1', ts: '1.1' };

  for (let attempt = 0; attempt < 3; attempt += 1) await house.visitors.event(mention, 'Ev-same');
  await house.settle();

  expect(house.home.seenBy('U2', 'C1')).toHaveLength(1);
});

test('what somebody did is kept by the time Slack hears that it was heard', async () => {
  const house = await openSlackHouse({ users });
  const workspace = workspaceId('slack:T1');
  const account = accountId(workspace, 'U2');

  await house.visitors.types('U2', 'hours 08:00-16:00');

  const asked = { workspace, at: house.now(), actor: { account, name: 'U2' } };
  const place = { kind: 'personal', workspace, account } as const;
  const home = await house.app.handle({ ...asked, kind: 'home', id: 'home', place });
  expect(JSON.stringify(home)).toContain('08:00');
});

test('what happened and could not be kept is not acknowledged, and done when Slack tells it again', async () => {
  const house = await openSlackHouse({ users });
  const { visitors, home, fake, settle } = house;
  home.users.set('U8', { id: 'U8', real_name: 'Grete Holm' });
  const joined = () => visitors.event({ type: 'team_join', user: { id: 'U8', team_id: 'T1' } }, 'Ev-same');
  fake.fault = (method) => (method === 'users.info' ? { kind: 'error', error: 'invalid_arguments' } : undefined);

  const first = await joined();
  fake.fault = () => undefined;
  const second = await joined();
  await visitors.types('U1', 'avoid <@U8|grete>');
  await settle();

  expect([first.status, second.status]).toEqual([400, 200]);
  expect(said(house, 'U1')).toContain('Grete Holm');
});

describe('keeps up with', () => {
  const known = async (house: SlackHouse, text: string) => {
    await house.visitors.types('U1', text, 'DU1');
    await house.settle();
    return JSON.stringify(house.home.messages.at(-1));
  };

  test('a channel it is invited to, renamed, archived and opened again', async () => {
    const house = await openSlackHouse({ users });
    const { visitors, home, settle } = house;
    home.chatOf(['U1']);
    home.channel('C7', 'design', ['U1', 'U2']);
    const command = 'coffee every week on tuesday at 10:00 in #';

    expect(await known(house, `${command}design`)).toContain('know the channel');
    await visitors.event({ type: 'member_joined_channel', user: 'UBOT', channel: 'C7', channel_type: 'C', team: 'T1' });
    await settle();
    expect(await known(house, `${command}design`)).toContain('Coffee in #design');
    await visitors.event({ type: 'channel_rename', channel: { id: 'C7', name: 'brand', created: 1 } });
    await settle();
    expect(await known(house, `${command}brand`)).toContain('Coffee in #brand');
    await visitors.event({ type: 'channel_archive', channel: 'C7', user: 'U1' });
    await settle();
    expect(await known(house, `${command}brand`)).toContain('know the channel');
    home.channel('C7', 'brand', ['U1', 'U2']);
    await visitors.event({ type: 'channel_unarchive', channel: 'C7', user: 'U1' });
    await settle();
    expect(await known(house, `${command}brand`)).toContain('Coffee in #brand');
    await visitors.event({ type: 'member_left_channel', user: 'UBOT', channel: 'C7', channel_type: 'C', team: 'T1' });
    await settle();
    expect(await known(house, `${command}brand`)).toContain('know the channel');
  });

  test('people who join, change their zone and leave', async () => {
    const house = await openSlackHouse({ users });
    const { visitors, home, settle } = house;
    home.chatOf(['U1']);
    home.users.set('U8', { id: 'U8', real_name: 'Grete Holm', tz: 'Asia/Tokyo' });

    await visitors.event({ type: 'team_join', user: { id: 'U8', team_id: 'T1' } });
    await settle();
    expect(await known(house, 'avoid <@U8|grete>')).toContain('Grete Holm');
    home.users.set('U8', { id: 'U8', real_name: 'Grete Holm', deleted: true });
    await visitors.event({ type: 'user_change', user: { id: 'U8', team_id: 'T1', deleted: true } });
    await settle();
    expect(await known(house, 'avoid @Grete')).toContain('know anybody called');
  });
});

test('Slack’s handshake, its certificate check and its buttons without meaning are answered', async () => {
  const house = await openSlackHouse({ users });

  const hello = await house.way('events_api', { type: 'url_verification', challenge: 'c-1', token: 'old' });
  const check = await house.way('slash_commands', { ssl_check: '1', token: 'old' });
  await house.visitors.types('U1', 'help');
  await house.settle();
  const [message] = house.home.seenBy('U1', 'C1');
  if (!message) throw new Error('no answer');
  const unknown = await house.visitors.sendsPress('U1', message, { action_id: 'coffee.gone#1.1', value: '{"v":99}' });
  await house.settle();

  expect(hello).toEqual({ status: 200, body: { challenge: 'c-1' } });
  expect(check.status).toBe(200);
  expect(unknown.status).toBe(200);
  expect(said(house, 'U1')).toContain('older version');
  expect(buttonsOf(message.blocks).length).toBeGreaterThanOrEqual(0);
});
