import { describe, expect, test } from 'vitest';
import { accountId, workspaceId } from '../../../src/core/ids.ts';
import type { Place } from '../../../src/core/place.ts';
import { plus } from '../../../src/time/zoned.ts';
import type { Fault } from '../../support/fake-slack/server.ts';
import { size } from '../../support/size.ts';
import { group, hello, inChannel, openPosting, personal, someUsers, workspace } from './support/setting.ts';

const countOf = (fake: Awaited<ReturnType<typeof openPosting>>['fake'], method: string) =>
  fake.calls.filter((call) => call.method === method).length;

test('one person is reached personally, several together, whatever their order', async () => {
  const { chat } = await openPosting();
  const [a, b] = ['U2', 'U1'].map((user) => accountId(workspace, user)) as [never, never];

  expect(chat.placesFor(workspace, [a])).toEqual([personal('U2')]);
  expect(chat.placesFor(workspace, [a, b, a])).toEqual([group('U1', 'U2')]);
  expect(chat.placesFor(workspace, [])).toEqual([]);
});

test('posts to a person, a channel and a group, which sees it together', async () => {
  const { chat, home } = await openPosting();

  const outcomes = [
    await chat.post(workspace, personal('U1'), hello, 'k1'),
    await chat.post(workspace, inChannel('C1'), hello, 'k2'),
    await chat.post(workspace, group('U2', 'U3'), hello, 'k3'),
  ];

  expect(outcomes.map(({ kind }) => kind)).toEqual(['posted', 'posted', 'posted']);
  expect(home.seenBy('U2').map(({ text }) => text)).toEqual(['Hello there', 'Hello there']);
  expect(home.seenBy('U1')).toHaveLength(2);
});

test('a message stands in the thread of the one it belongs under', async () => {
  const { chat, fake, time } = await openPosting();
  const first = await chat.post(workspace, inChannel('C1'), hello, 'k1');
  if (first.kind !== 'posted') throw new Error('not posted');
  // A message a second to one conversation.
  time.now = plus(time.now, { seconds: 2 });

  const second = await chat.post(workspace, { ...inChannel('C1'), under: first.ref } as Place, hello, 'k2');
  expect(second).toMatchObject({ kind: 'posted' });

  const sent = fake.calls.filter((call) => call.method === 'chat.postMessage').map(({ args }) => args.thread_ts);
  expect(sent).toEqual([undefined, first.ref.ts]);
});

test('the same people get the same chat, opened once', async () => {
  const { chat, fake, time } = await openPosting();
  await chat.post(workspace, group('U1', 'U2'), hello, 'k1');
  time.now = plus(time.now, { days: 14 });

  await chat.post(workspace, group('U1', 'U2'), hello, 'k2');

  expect(countOf(fake, 'conversations.open')).toBe(1);
  expect(countOf(fake, 'chat.postMessage')).toBe(2);
});

test('a posted card is redrawn, and a home drawn', async () => {
  const { chat, home } = await openPosting();
  const posted = await chat.post(workspace, personal('U1'), hello, 'k1');
  if (posted.kind !== 'posted') throw new Error('not posted');

  const outcome = await chat.replace(workspace, posted.ref, { ...hello, fallback: 'Changed' });
  await chat.showHome(workspace, accountId(workspace, 'U1'), hello);

  expect(outcome).toEqual(posted);
  expect(home.messages.map(({ text }) => text)).toEqual(['Changed']);
  expect(home.homes.get('U1')).toMatchObject({ type: 'home' });
});

describe('each failure has its outcome, from one POST', () => {
  const at = '2026-12-01T10:00:07.000Z';
  test.each<[string, Fault, object, number]>([
    ['a rate limit', { kind: 'rate', seconds: 7 }, { kind: 'later', at: Date.parse(at) }, 0],
    ['ratelimited', { kind: 'error', error: 'ratelimited' }, { kind: 'later' }, 0],
    ['a reset before the effect', { kind: 'reset' }, { kind: 'unknown' }, 0],
    ['a reset after the effect', { kind: 'resetAfter' }, { kind: 'unknown' }, 1],
    ['a 502', { kind: 'http', status: 502, after: true }, { kind: 'unknown' }, 1],
    ['a 408', { kind: 'http', status: 408 }, { kind: 'unknown' }, 0],
    ['a 403', { kind: 'http', status: 403 }, { kind: 'refused', reason: 'http_403' }, 0],
    ['fatal_error', { kind: 'error', error: 'fatal_error', after: true }, { kind: 'unknown' }, 1],
    ['internal_error', { kind: 'error', error: 'internal_error' }, { kind: 'unknown' }, 0],
    ['token_revoked', { kind: 'error', error: 'token_revoked' }, { kind: 'refused', isForAll: true }, 0],
  ])('%s', async (_, fault, wanted, shown) => {
    const { chat, fake, home } = await openPosting();
    fake.fault = (method) => (method === 'chat.postMessage' ? fault : undefined);

    const outcome = await chat.post(workspace, personal('U1'), hello, 'k1');

    expect(outcome).toMatchObject(wanted);
    expect(countOf(fake, 'chat.postMessage')).toBe(1);
    expect(home.messages).toHaveLength(shown);
  });

  test('a doubtful opening of a chat is repeated later, since it doubles nothing', async () => {
    const { chat, fake } = await openPosting();
    fake.fault = (method) => (method === 'conversations.open' ? { kind: 'resetAfter' } : undefined);

    expect(await chat.post(workspace, group('U1', 'U2'), hello, 'k1')).toMatchObject({ kind: 'later' });
  });
});

test('what Slack refuses brings its cure', async () => {
  const { chat, home, time } = await openPosting([
    ...someUsers(2),
    { id: 'U7', deleted: true },
    { id: 'U8', is_bot: true },
  ]);
  home.channel('C2', 'old', []).is_archived = true;
  home.channel('C3', 'private', []).members.clear();
  const post = async (place: ReturnType<typeof personal>) => {
    time.now = plus(time.now, { minutes: 1 });
    return chat.post(workspace, place, hello, 'k');
  };

  expect(await post(inChannel('C2'))).toMatchObject({
    kind: 'refused',
    reason: 'is_archived',
    cure: expect.stringMatching(/Set the program up/),
  });
  expect(await post(inChannel('C3'))).toMatchObject({
    reason: 'not_in_channel',
    cure: expect.stringMatching(/\/invite @Hallway/),
  });
  expect(await post(inChannel('C9'))).toMatchObject({ reason: 'channel_not_found' });
  expect(await post(personal('U7'))).toMatchObject({ reason: 'user_disabled' });
  expect(await post(group('U1', 'U8'))).toMatchObject({ reason: 'cannot_dm_bot' });
  home.scopes.delete('mpim:write');
  home.scopes.delete('im:write');
  expect(await post(group('U1', 'U2'))).toMatchObject({
    reason: 'missing_scope',
    cure: expect.stringMatching(/manifest/),
  });
  expect(await chat.post(workspaceId('slack:T9'), personal('U1'), hello, 'k')).toMatchObject({
    reason: 'not_installed',
  });
});

test('groups go out within 1.1 times what the rate needs, without one refusal', async () => {
  const count = size('groups posted at Slack’s pace', { small: 150, full: 500 });
  const { chat, fake, time, home } = await openPosting(someUsers(2 * count));
  const start = time.now;
  const waiting = Array.from({ length: count }, (_, index) => ({
    place: group(`U${2 * index + 1}`, `U${2 * index + 2}`),
    key: `k${index}`,
    at: start,
    posts: 0,
  }));

  for (let next = waiting.shift(); next !== undefined; next = waiting.sort((a, b) => a.at - b.at).shift()) {
    time.now = next.at > time.now ? next.at : time.now;
    const outcome = await chat.post(workspace, next.place, hello, next.key);
    if (outcome.kind === 'later') waiting.push({ ...next, at: outcome.at, posts: next.posts + 1 });
    else expect(outcome.kind).toBe('posted');
    expect(next.posts).toBeLessThan(3);
  }

  const needed = (count / 50) * 60_000;
  const ratio = (time.now - start) / needed;
  console.log(
    `${2 * count} people in ${(time.now - start) / 60_000} minutes, ${ratio.toFixed(3)} times what the rate needs`,
  );
  expect(home.messages).toHaveLength(count);
  expect(fake.rates.refusals).toBe(0);
  expect(ratio).toBeLessThanOrEqual(1.1);
});
