import { describe, expect, test } from 'vitest';
import { workspaceId } from '../../../src/core/ids.ts';
import type { Place } from '../../../src/core/place.ts';
import { plus } from '../../../src/time/zoned.ts';
import { readingOf } from '../../support/fake-teams/reading.ts';
import type { FakeCall, Fault } from '../../support/fake-teams/server.ts';
import { size } from '../../support/size.ts';
import { hello, openPosting } from './support/setting.ts';

const isSend = ({ method, path }: FakeCall) => method === 'POST' && path.endsWith('/activities');
const isCreate = ({ method, path }: FakeCall) => method === 'POST' && path.endsWith('/v3/conversations');

test('everybody is reached in a chat of their own', async () => {
  const { chat, workspace, personOf, personal } = await openPosting();
  const [a, b] = [personOf('p2'), personOf('p1')];

  expect(chat.placesFor(workspace, [a, b, a])).toHaveLength(2);
  expect(chat.placesFor(workspace, [a])).toEqual([personal('p2')]);
  expect(chat.placesFor(workspace, [])).toEqual([]);
});

test('posts to a person, whose chat is opened once, and to a channel, where it begins a thread', async () => {
  const { chat, fake, home, team, time, personal, inChannel } = await openPosting();

  const first = await chat.post(personal('p1').workspace, personal('p1'), hello, 'k1');
  time.now = plus(time.now, { days: 14 });
  const second = await chat.post(personal('p1').workspace, personal('p1'), hello, 'k2');
  const third = await chat.post(personal('p1').workspace, inChannel(team.id), hello, 'k3');

  expect([first, second, third].map(({ kind }) => kind)).toEqual(['posted', 'posted', 'posted']);
  expect(home.shownTo('p1').map(({ shown }) => readingOf(shown))).toEqual(['Hello there', 'Hello there']);
  expect(home.activities.at(-1)?.conversation).toMatch(/;messageid=\d+$/);
  expect([fake.countOf('create'), fake.countOf('send')]).toEqual([2, 2]);
});

test('what belongs under a channel’s message goes into its thread', async () => {
  const { chat, home, team, time, workspace, inChannel } = await openPosting();
  const posted = await chat.post(workspace, inChannel(team.id), hello, 'k1');
  if (posted.kind !== 'posted') throw new Error('not posted');
  time.now = plus(time.now, { hours: 1 });

  const outcome = await chat.post(workspace, { ...inChannel(team.id), under: posted.ref } as Place, hello, 'k2');

  expect(outcome.kind).toBe('posted');
  expect(new Set(home.activities.map(({ conversation }) => conversation)).size).toBe(1);
});

test('a posted card is redrawn; a home is drawn for whoever has one', async () => {
  const { chat, conversations, home, fake, workspace, personOf, personal } = await openPosting();
  const posted = await chat.post(workspace, personal('p1'), hello, 'k1');
  if (posted.kind !== 'posted') throw new Error('not posted');

  const outcome = await chat.replace(workspace, posted.ref, { ...hello, fallback: 'Changed' });
  const none = await chat.showHome(workspace, personOf('p1'), hello);
  await conversations.change(workspace, new Map([[personOf('p1'), { home: String(posted.ref.activity) }]]));
  await chat.showHome(workspace, personOf('p1'), { ...hello, fallback: 'Home' });

  expect(outcome).toMatchObject({ kind: 'posted', ref: { activity: posted.ref.activity } });
  expect(none).toEqual({ kind: 'posted', ref: {} });
  expect(home.activities).toHaveLength(1);
  expect(home.activities[0]).toMatchObject({ times: 3, shown: { summary: 'Home' } });
  expect(fake.countOf('update')).toBe(2);
});

describe('each failure has its outcome, from one POST', () => {
  const at = Date.parse('2026-12-01T10:00:07.000Z');
  test.each<[string, Fault, object, number]>([
    ['a 429 with its wait', { kind: 'rate', seconds: 7 }, { kind: 'later', at }, 0],
    ['a 412', { kind: 'http', status: 412, code: 'PreconditionFailed' }, { kind: 'later' }, 0],
    ['a reset before the effect', { kind: 'reset' }, { kind: 'unknown' }, 0],
    ['a reset after the effect', { kind: 'resetAfter' }, { kind: 'unknown' }, 1],
    ['a 500', { kind: 'http', status: 500 }, { kind: 'unknown' }, 0],
    ['a 502 after the effect', { kind: 'http', status: 502, after: true }, { kind: 'unknown' }, 1],
    ['a 504', { kind: 'http', status: 504 }, { kind: 'unknown' }, 0],
    ['a 408', { kind: 'http', status: 408 }, { kind: 'unknown' }, 0],
    [
      'a block by the person',
      { kind: 'http', status: 403, code: 'ConversationBlockedByUser' },
      { kind: 'refused', reason: 'ConversationBlockedByUser', cure: expect.stringMatching(/add it again/) },
      0,
    ],
    [
      'an admin’s block',
      { kind: 'http', status: 403, code: 'BotDisabledByAdmin' },
      { kind: 'refused', reason: 'BotDisabledByAdmin', cure: expect.stringMatching(/admin centre/) },
      0,
    ],
    ['a 413', { kind: 'http', status: 413, code: 'MessageSizeTooBig' }, { kind: 'refused' }, 0],
    ['a 400', { kind: 'http', status: 400, code: 'BadArgument' }, { kind: 'refused', reason: 'BadArgument' }, 0],
  ])('%s', async (_, fault, wanted, shown) => {
    const { chat, fake, home, workspace, personal } = await openPosting();
    fake.fault = (call) => (isSend(call) ? fault : undefined);

    const outcome = await chat.post(workspace, personal('p1'), hello, 'k1');

    expect(outcome).toMatchObject(wanted);
    expect(fake.countOf('send')).toBe(1);
    expect(home.activities).toHaveLength(shown);
  });

  test('a doubtful opening of a chat is repeated later, since it doubles nothing', async () => {
    const { chat, fake, workspace, personal } = await openPosting();
    fake.fault = (call) => (isCreate(call) ? { kind: 'resetAfter' } : undefined);

    expect(await chat.post(workspace, personal('p1'), hello, 'k1')).toMatchObject({ kind: 'later' });
    expect([fake.countOf('create'), fake.countOf('send')]).toEqual([1, 0]);
  });

  test('a connector that is not there is tried later', async () => {
    const { chat, fake, workspace, personal } = await openPosting();
    await fake.stop();

    expect(await chat.post(workspace, personal('p1'), hello, 'k1')).toMatchObject({ kind: 'later' });
  });
});

test('a chat that is gone is opened anew, once', async () => {
  const { chat, fake, home, time, workspace, personal } = await openPosting();
  await chat.post(workspace, personal('p1'), hello, 'k1');
  home.dropPersonal('p1');
  time.now = plus(time.now, { days: 1 });

  const outcome = await chat.post(workspace, personal('p1'), hello, 'k2');
  fake.fault = (call) => (isSend(call) ? { kind: 'http', status: 404, code: 'ConversationNotFound' } : undefined);
  time.now = plus(time.now, { days: 1 });
  const again = await chat.post(workspace, personal('p1'), hello, 'k3');

  expect(outcome.kind).toBe('posted');
  expect(home.shownTo('p1')).toHaveLength(2);
  expect(again).toMatchObject({ kind: 'refused', reason: 'ConversationNotFound' });
  expect([fake.countOf('create'), fake.countOf('send')]).toEqual([3, 5]);
});

test('who cannot be reached is refused with the cure', async () => {
  const { chat, home, team, workspace, personal } = await openPosting();
  team.members.delete('p3');

  expect(await chat.post(workspace, personal('p3'), hello, 'k')).toMatchObject({
    kind: 'refused',
    reason: 'BotNotInConversationRoster',
    cure: expect.stringMatching(/Add Hallway to the team/),
  });
  home.people.set('new', { key: 'new' });
  expect(await chat.post(workspace, personal('new'), hello, 'k')).toMatchObject({
    kind: 'refused',
    reason: 'not_met',
    cure: expect.stringMatching(/Add Hallway to a team/),
  });
  expect(await chat.post(workspaceId('teams:none'), personal('p1'), hello, 'k')).toMatchObject({
    reason: 'not_installed',
  });
});

test('ten thousand cards are a matter of minutes, without one refusal', async () => {
  const count = size('personal cards in one tenant', { small: 200, full: 10_000 });
  const { chat, fake, time, home, workspace, personal } = await openPosting(count);
  const start = time.now;
  const waiting = Array.from({ length: count }, (_, index) => ({ key: `p${index + 1}`, at: start as number }));

  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (next.at > time.now) time.now = next.at as typeof start;
    const outcome = await chat.post(workspace, personal(next.key), hello, next.key);
    if (outcome.kind !== 'later') expect(outcome.kind).toBe('posted');
    else {
      const { at } = outcome;
      const index = waiting.findIndex((one) => one.at > at);
      waiting.splice(index < 0 ? waiting.length : index, 0, { key: next.key, at });
    }
  }

  const minutes = (time.now - start) / 60_000;
  console.log(`${count} personal cards in ${minutes.toFixed(2)} minutes, ${fake.rates.refusals} refused for the rate`);
  expect(home.activities).toHaveLength(count);
  expect(fake.rates.refusals).toBe(0);
  expect(minutes).toBeLessThanOrEqual((10 * count) / 10_000);
});
