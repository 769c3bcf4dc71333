import { expect, test } from 'vitest';
import type { WireUpcoming } from '../../../adapters/sandbox/wire.ts';
import { accountId, workspaceId } from '../../../src/core/ids.ts';
import { say, text } from '../../../src/core/message.ts';
import { openSandbox } from './support/open-sandbox.ts';

const workspace = workspaceId('sandbox:demo');
const coffee = '/hallway coffee every week on tuesday at 10:00';

test('shows people and channels to anybody, and a person their own chats', async () => {
  const sandbox = await openSandbox();

  const open = await sandbox.state();
  const own = await sandbox.state('ana');

  expect(open.now).toBe('2026-11-01T09:00:00.000Z');
  expect(open.people).toHaveLength(24);
  expect(open.people[0]).toMatchObject({
    id: 'ana',
    name: 'Ana Duarte',
    timezone: 'Europe/Lisbon',
    team: 'Brand',
    admin: true,
  });
  expect(new Set(open.people.map((person) => person.timezone)).size).toBe(7);
  expect(open.messages).toEqual([]);
  expect(own.places).toContainEqual(
    expect.objectContaining({ id: 'general', name: '#general', kind: 'channel', member: true, guests: 2 }),
  );
  expect(own.places.at(-1)).toMatchObject({ id: 'personal:ana', name: 'Hallway', kind: 'personal' });
});

test('answers a command privately, with buttons that can be pressed', async () => {
  const sandbox = await openSandbox();

  const answer = await sandbox.post('/sandbox/say', { as: 'ana', place: '#general', text: coffee });
  const [start, change] = answer.buttons ?? [];
  const pressed = await sandbox.post('/sandbox/press', { as: 'ana', message: answer.id, button: start?.id });

  expect(answer.text).toContain('Coffee in #general');
  expect(start?.label).toBe('Start');
  expect(change?.opensForm).toBe(true);
  expect(pressed).toMatchObject({ id: answer.id, text: expect.stringMatching(/^Coffee is on/) });
  expect(sandbox.host.interactions).toMatchObject([
    {
      kind: 'command',
      text: 'coffee every week on tuesday at 10:00',
      actor: { account: 'sandbox:demo/ana', name: 'Ana Duarte', zone: 'Europe/Lisbon' },
      place: { kind: 'channel', channel: 'sandbox:demo#general' },
    },
    { kind: 'press', verb: 'admin.confirm', args: { v: 1 }, message: { message: 2 } },
  ]);
  const [typed, card] = (await sandbox.state('ana')).messages;
  expect(typed).toMatchObject({ from: 'ana', text: coffee, isPrivate: true });
  expect(card).toMatchObject({
    id: answer.id,
    text: 'Coffee is on. The first round is on Sun 8 Nov, 09:00.',
    isPrivate: true,
  });
  expect((await sandbox.state('tomasz')).messages).toEqual([]);
});

test('says once what a reply says both as message and as redrawn card', async () => {
  const sandbox = await openSandbox();
  const { id } = await sandbox.post('/sandbox/say', { as: 'ana', place: 'general', text: coffee });
  sandbox.host.answer = () => ({ message: say(text`Coffee is on.`), replace: say(text`Coffee is on.`) });

  const pressed = await sandbox.post('/sandbox/press', { as: 'ana', message: id, button: '1.admin.confirm' });

  expect(pressed).toMatchObject({ id, text: 'Coffee is on.' });
  expect((await sandbox.state('ana')).messages.map((message) => message.text)).toEqual([coffee, 'Coffee is on.']);
});

test('gives every action an id of its own', async () => {
  const sandbox = await openSandbox();

  await sandbox.post('/sandbox/say', { as: 'ana', place: 'general', text: '/hallway help' });
  await sandbox.post('/sandbox/say', { as: 'ana', place: 'general', text: '/hallway help' });

  expect(new Set(sandbox.host.interactions.map((each) => each.id)).size).toBe(2);
});

test('never lets the bot read what people say to each other', async () => {
  const sandbox = await openSandbox();

  const answer = await sandbox.post('/sandbox/say', { as: 'ana', place: 'general', text: 'Good morning' });

  expect(answer).toEqual({});
  expect(sandbox.host.interactions).toEqual([]);
  expect((await sandbox.state('mei')).messages).toMatchObject([
    { from: 'ana', text: 'Good morning', isPrivate: false },
  ]);
});

test('names people and channels in a command by id, name or e-mail', async () => {
  const sandbox = await openSandbox();

  await sandbox.post('/sandbox/say', {
    as: 'ana',
    place: 'general',
    text: '/hallway coffee never @tomasz @Otavio Campos @kofi@hallway.example, @jo-anne in #team-west (not #team)',
  });

  expect(sandbox.host.interactions[0]).toMatchObject({
    text: 'coffee never <@sandbox:demo/tomasz> <@sandbox:demo/otavio> <@sandbox:demo/kofi>, @jo-anne in <#sandbox:demo#team-west> (not #team)',
  });
});

test('opens a form, refuses what does not fit, keeps it open on errors and closes it when sent', async () => {
  const sandbox = await openSandbox();
  const { id } = await sandbox.post('/sandbox/say', { as: 'ana', place: 'general', text: coffee });
  const { form } = await sandbox.post('/sandbox/press', { as: 'ana', message: id, button: '2.admin.change' });
  const submit = (values: object) => sandbox.post('/sandbox/submit', { as: 'ana', form: form?.id, values });

  expect(form).toMatchObject({ title: 'Change the coffee', submit: 'Save', intro: 'Nothing changes until you save.' });
  expect(form?.fields.at(-1)).toMatchObject({ kind: 'person', initial: 'imogen' });
  expect(await submit({ note: ' ', size: '9', from: 'soon', host: 'nobody' })).toEqual({
    errors: {
      note: 'Please fill this in.',
      size: 'Please choose from the list.',
      from: 'Please write a date such as 2026-12-01.',
      host: "I don't know this person. Please choose from the list.",
    },
  });
  expect(await submit({ note: 'bad', size: '2' })).toEqual({ errors: { note: 'Please choose kinder words.' } });
  expect(await submit({ note: 'kind', size: '3', days: ['tue'], host: 'tomasz' })).toMatchObject({
    text: 'Saved: kind',
  });
  expect(sandbox.host.interactions.at(-1)).toMatchObject({
    kind: 'submit',
    values: { note: 'kind', size: '3', days: ['tue'], host: 'sandbox:demo/tomasz' },
  });
  expect(await submit({ note: 'again', size: '2' })).toEqual({
    error: 'This form is no longer open. Press its button again.',
  });
});

test('redraws a pressed card for everybody in the chat', async () => {
  const sandbox = await openSandbox();
  const accounts = ['tomasz', 'ana'].map((id) => accountId(workspace, id));
  const [place] = sandbox.sandbox.chat.placesFor(workspace, accounts);
  if (!place) throw new Error('no place');
  const card = {
    fallback: 'Hello',
    blocks: [{ kind: 'buttons', buttons: [{ label: 'We did', verb: 'coffee.met', args: {} }] }],
  } as const;
  await sandbox.sandbox.chat.post(workspace, place, card, 'k1');

  await sandbox.post('/sandbox/press', { as: 'ana', message: 'm1', button: '1.coffee.met' });

  const seen = await sandbox.state('tomasz');
  expect(seen.messages).toMatchObject([
    { place: 'group:ana+tomasz', from: 'hallway', text: 'Glad you met.', buttons: [] },
  ]);
  expect(seen.places.at(-1)).toMatchObject({ id: 'group:ana+tomasz', name: 'Ana Duarte', kind: 'group' });
  const stale = await sandbox.send('/sandbox/press', { as: 'ana', message: 'm1', button: '1.coffee.met' });
  expect(stale.status).toBe(409);
  const stranger = await sandbox.send('/sandbox/press', { as: 'mei', message: 'm1', button: '1.coffee.met' });
  expect(stranger.status).toBe(404);
});

test('opens the home that the bot draws, and presses its buttons', async () => {
  const sandbox = await openSandbox();

  const { home } = await sandbox.get<{ home: { text: string } }>('/sandbox/home?as=ana');
  sandbox.host.answer = () => ({ replace: say(text`Paused.`) });
  await sandbox.post('/sandbox/press', { as: 'ana', message: 'home', button: '1.coffee.pause' });

  expect(home.text).toContain('Nothing is waiting for you');
  expect((await sandbox.state('ana')).home).toMatchObject({ text: 'Paused.' });
  expect(sandbox.host.interactions[0]).toMatchObject({
    kind: 'home',
    place: { kind: 'personal', account: 'sandbox:demo/ana' },
  });
});

test('lists what is coming, soonest first, on the clock of whoever looks', async () => {
  const sandbox = await openSandbox();
  const { id } = await sandbox.post('/sandbox/say', { as: 'ana', place: 'general', text: coffee });
  await sandbox.post('/sandbox/press', { as: 'ana', message: id, button: '1.admin.confirm' });

  const { items } = await sandbox.get<{ items: WireUpcoming[] }>('/sandbox/upcoming?as=mei');

  expect(items).toHaveLength(52);
  expect(items[0]).toEqual({
    at: '2026-11-08T09:00:00.000Z',
    what: 'Introduces Ana Duarte and Tomasz Nowak',
    to: 'Ana and Tomasz',
    why: 'Coffee in #general runs every week',
    day: 'Sun 8 Nov',
    time: '20:00',
  });
});

test('tells the bot who joins and leaves a channel', async () => {
  const sandbox = await openSandbox();

  const left = await sandbox.post('/sandbox/channel', { channel: 'design', person: 'ana', member: false });
  await sandbox.post('/sandbox/channel', { channel: '#design', person: 'ana', member: false });
  await sandbox.post('/sandbox/channel', { channel: 'design', person: 'mateo', member: true });

  expect(left).toEqual({ members: 10 });
  expect(sandbox.host.events).toMatchObject([
    { kind: 'left', channel: 'sandbox:demo#design', account: 'sandbox:demo/ana' },
    { kind: 'joined', channel: 'sandbox:demo#design', account: 'sandbox:demo/mateo' },
  ]);
});

test('names the cure in every refusal', async () => {
  const sandbox = await openSandbox();
  const cases: [string, unknown, number, RegExp][] = [
    ['/sandbox/say', '{', 400, /not JSON/],
    ['/sandbox/say', { as: 'ana', place: 'general' }, 400, /"text" does not fit/],
    ['/sandbox/say', { as: 'nobody', place: 'general', text: 'x' }, 404, /lists everybody/],
    ['/sandbox/say', { as: 'ana', place: 'attic', text: 'x' }, 404, /no place "attic"/],
    ['/sandbox/say', { as: 'ana', place: 'team-west', text: 'x' }, 403, /Join it first/],
    ['/sandbox/say', { as: 'ana', place: 'personal:mei', text: 'x' }, 403, /somebody else/],
    ['/sandbox/say', { as: 'ana', place: 'group:mei+jo', text: 'x' }, 403, /not in that chat/],
    ['/sandbox/say', { as: 'ana', place: 'general', text: '/halway coffee' }, 400, /try \/hallway help/],
    ['/sandbox/say', { as: 'ana', place: 'general', text: 'x'.repeat(4001) }, 400, /4000 fit/],
    ['/sandbox/say', { as: 'ana', place: 'general', text: 'x'.repeat(1_000_001) }, 413, /Send less/],
    ['/sandbox/press', { as: 'ana', message: 'home', button: 'x' }, 404, /opens it/],
    ['/sandbox/nothing', {}, 404, /The page is at/],
  ];

  for (const [path, body, status, words] of cases) {
    const response = await sandbox.send(path, body);
    expect([path, response.status]).toEqual([path, status]);
    expect(((await response.json()) as { error: string }).error).toMatch(words);
  }
  expect(sandbox.host.interactions).toEqual([]);
});

test('answers 304 while nothing has changed', async () => {
  const sandbox = await openSandbox();
  const ask = (tag = '') =>
    sandbox.app.request('http://localhost/sandbox/state?as=ana', {
      headers: { Host: 'localhost', 'If-None-Match': tag },
    });

  const tag = (await ask()).headers.get('ETag') ?? '';
  const again = await ask(tag);
  await sandbox.post('/sandbox/say', { as: 'mei', place: 'general', text: 'Hello' });
  const changed = await ask(tag);

  expect([again.status, changed.status]).toEqual([304, 200]);
});
