import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountId, channelId, nativeId, workspaceId } from '../../../src/core/ids.ts';
import { say, text } from '../../../src/core/message.ts';
import { instant } from '../../../src/time/zoned.ts';
import { openSandbox } from './support/open-sandbox.ts';

const workspace = workspaceId('sandbox:demo');
const general = { kind: 'channel', workspace, channel: channelId(workspace, 'general') } as const;

test('is the same after a restart: people, channels, messages, homes and clock', async () => {
  const before = await openSandbox();
  await before.post('/sandbox/channel', { channel: 'design', person: 'mateo', member: true });
  const { id } = await before.post('/sandbox/say', { as: 'ana', place: 'general', text: '/hallway coffee now' });
  await before.post('/sandbox/press', { as: 'ana', message: id, button: '1.admin.confirm' });
  await before.get('/sandbox/home?as=ana');
  await before.post('/sandbox/clock', { by: 'P10D' });
  const seen = await before.state('ana');
  await before.sandbox.close();

  const after = await openSandbox({ folder: before.folder, seedNow: instant('2030-01-01T00:00Z') });

  expect(await after.state('ana')).toEqual(seen);
  expect(seen.messages.map((message) => message.id)).toEqual(['m1', 'm2', 'm3']);
  const next = await after.post('/sandbox/say', { as: 'ana', place: 'general', text: '/hallway help' });
  expect(next.id).toBe('m5');
});

test('has a message on the disk before it says posted', async () => {
  const sandbox = await openSandbox();

  const outcome = await sandbox.sandbox.chat.post(workspace, general, say(text`Durable`), 'k1');

  expect(outcome).toEqual({ kind: 'posted', ref: { message: 1 } });
  expect(await readFile(join(sandbox.folder, 'messages.jsonl'), 'utf8')).toContain('Durable');
});

test('drops a line that a crash cut short, and nothing else', async () => {
  const before = await openSandbox();
  await before.sandbox.chat.post(workspace, general, say(text`Whole`), 'k1');
  await before.sandbox.close();
  await appendFile(join(before.folder, 'messages.jsonl'), '{"kind":"message","stored":{"seq":2,"pl');

  const after = await openSandbox({ folder: before.folder });
  await after.sandbox.chat.post(workspace, general, say(text`Next`), 'k2');
  await after.sandbox.close();
  const again = await openSandbox({ folder: before.folder });

  expect((await again.state('ana')).messages.map((message) => message.text)).toEqual(['Whole', 'Next']);
});

test('keeps messages in the order they were posted, many at once, and posting stays quick', async () => {
  const { sandbox, folder, state } = await openSandbox().then((each) => ({
    ...each,
    state: (as: string) => each.state(as),
  }));
  const numbers = Array.from({ length: 2_000 }, (_, index) => index);

  const outcomes = await Promise.all(
    numbers.map((number) => sandbox.chat.post(workspace, general, say(text`Number ${number}`), `k${number}`)),
  );

  expect(outcomes.every((outcome) => outcome.kind === 'posted')).toBe(true);
  const shown = (await state('ana')).messages.map((message) => message.text);
  expect(shown).toEqual(numbers.map((number) => `Number ${number}`));
  await sandbox.close();
  const after = await openSandbox({ folder });
  expect((await after.state('ana')).messages).toHaveLength(2_000);
});

test('forgets outdated lines when it is opened again', async () => {
  const before = await openSandbox();
  for (let round = 0; round < 20; round += 1)
    await Promise.all(
      Array.from({ length: 100 }, () =>
        before.sandbox.chat.showHome(workspace, accountId(workspace, 'ana'), say(text`Home ${round}`)),
      ),
    );
  await before.sandbox.close();

  const after = await openSandbox({ folder: before.folder });

  expect((await after.state('ana')).home?.text).toBe('Home 19');
  expect((await readFile(join(before.folder, 'messages.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(2);
});

test('begins again with the demo organisation, the first clock and an empty bot', async () => {
  const sandbox = await openSandbox();
  await sandbox.importCsv('id,name\nbo,Bo\n', '?confirm=yes');
  await sandbox.post('/sandbox/say', { as: 'bo', place: 'general', text: 'Hello' });
  await sandbox.post('/sandbox/clock', { by: 'P1D' });

  await sandbox.post('/sandbox/reset', {});

  const seen = await sandbox.state('ana');
  expect([seen.now, seen.people.length, seen.messages.length]).toEqual(['2026-11-01T09:00:00.000Z', 24, 0]);
  // Once for people who are all new, once for the reset.
  expect(sandbox.host.erasures).toBe(2);
  expect(sandbox.host.events.at(-1)).toMatchObject({
    kind: 'installed',
    by: 'sandbox:demo/ana',
    zone: 'Europe/Lisbon',
  });
});

test('takes other people when started with them, and keeps them when started without', async () => {
  const people = [{ id: 'bo', name: 'Bo', isAdmin: true, isGuest: false }];
  const first = await openSandbox();
  await first.sandbox.close();

  const second = await openSandbox({ folder: first.folder, people });
  await second.sandbox.close();
  const third = await openSandbox({ folder: first.folder });

  expect((await third.state()).people).toMatchObject([{ id: 'bo', timezone: null, admin: true }]);
});

test('refuses to post to who or what is not there', async () => {
  const { sandbox } = await openSandbox();
  const { chat } = sandbox;
  const gone = accountId(workspace, 'gone');

  expect(chat.placesFor(workspace, [])).toEqual([]);
  expect(await chat.post(workspace, { ...general, channel: channelId(workspace, 'attic') }, say(text`x`), 'k')).toEqual(
    {
      kind: 'refused',
      reason: 'channel_not_found',
    },
  );
  for (const place of chat.placesFor(workspace, [gone]))
    expect(await chat.post(workspace, place, say(text`x`), 'k')).toEqual({
      kind: 'refused',
      reason: 'account_inactive',
    });
  expect(await chat.replace(workspace, { message: 99 }, say(text`x`))).toEqual({
    kind: 'refused',
    reason: 'message_not_found',
  });
  expect(await chat.showHome(workspaceId('slack:T1'), gone, say(text`x`))).toEqual({
    kind: 'refused',
    reason: 'not_the_sandbox',
  });
});

test('answers as a directory: pages, standing, supervisors, admins', async () => {
  const people = Array.from({ length: 250 }, (_, index) => ({
    id: `p${String(index).padStart(3, '0')}`,
    name: `Person ${index}`,
    isAdmin: index === 0,
    isGuest: false,
  }));
  const large = (await openSandbox({ people })).sandbox.directory;
  const demo = (await openSandbox()).sandbox.directory;

  const sizes: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await large.people(workspace, { kind: 'all' }, cursor);
    sizes.push(page.entries.length);
    cursor = page.cursor;
  } while (cursor !== undefined);

  const west = await demo.people(workspace, { kind: 'channel', channel: channelId(workspace, 'team-west') });
  expect(sizes).toEqual([100, 100, 50]);
  expect(west.entries.map((entry) => nativeId(entry.account))).toContain('jo');
  expect(await demo.account(workspace, accountId(workspace, 'yuki'))).toMatchObject({
    standing: 'guest',
    zone: 'America/New_York',
  });
  expect(await demo.supervisorOf(workspace, accountId(workspace, 'jo'))).toBe('sandbox:demo/ana');
  expect(await demo.isAdmin(workspace, accountId(workspace, 'jo'))).toBe(false);
  expect((await demo.people(workspaceId('slack:T1'), { kind: 'all' })).entries).toEqual([]);
  expect((await demo.channels(workspace)).map((channel) => channel.name)).toContain('general');
});
