import { describe, expect, test } from 'vitest';
import { readingOf } from '../../support/fake-teams/reading.ts';
import type { FakeCall, Fault } from '../../support/fake-teams/server.ts';
import type { FakeActivity, FakePerson } from '../../support/fake-teams/tenant.ts';
import { isFullSize, size } from '../../support/size.ts';
import { openTeamsHouse, type TeamsHouse, wordsFor } from './support/teams-house.ts';

const introduced = /, meet |meet each other/;
const isSend = ({ method, path }: FakeCall) => method === 'POST' && path.endsWith('/activities');

/** Ana, who sets things up, and others, some of them guests. */
const workforce = (members: number, guests = 0): FakePerson[] => [
  { key: 'ana', name: 'Ana Duarte', zone: 'Europe/Lisbon' },
  ...Array.from({ length: members - 1 }, (_, index) => ({ key: `m${index + 1}`, name: `M${index + 1} Jones` })),
  ...Array.from({ length: guests }, (_, index) => ({ key: `g${index + 1}`, name: `G${index + 1}`, isGuest: true })),
];

async function startCoffee(house: TeamsHouse): Promise<void> {
  await house.visitors.adds('ana', { channel: house.team.id });
  await house.settle();
  await house.visitors.writes('ana', 'coffee every 2 weeks on tuesday at 10:00', { channel: house.team.id });
  await house.settle();
  const echo = house.home.shownTo('ana').at(-1);
  if (!echo) throw new Error('no answer to the command');
  await house.visitors.presses('ana', echo, 'Start');
  await house.settle();
}

/** Everybody's intros so far, by person. */
function introsOf({ home }: TeamsHouse): Map<string, FakeActivity[]> {
  const found = new Map<string, FakeActivity[]>();
  for (const activity of home.activities)
    if (activity.person !== undefined && introduced.test(readingOf(activity.shown)))
      found.set(activity.person, [...(found.get(activity.person) ?? []), activity]);
  return found;
}

test('a round reaches everybody once in a chat of their own, and takes their answers', async () => {
  const members = size('people in a round on Teams', { small: 41, full: 279 });
  const house = await openTeamsHouse({ people: workforce(members, 5) });
  const { home, visitors, fake } = house;

  await startCoffee(house);
  await house.until('2026-12-01T12:00Z');

  const met = introsOf(house);
  expect([...met.keys()].filter((key) => key.startsWith('g'))).toEqual([]);
  expect(met.size).toBe(members);
  expect([...met.values()].filter((intros) => intros.length !== 1)).toEqual([]);
  expect(fake.rates.refusals).toBe(0);

  await house.until('2026-12-08T20:00Z');
  const asked = home.shownTo('ana').find(({ shown }) => /Did .* find/.test(readingOf(shown)));
  if (!asked) throw new Error('nobody was asked');
  const { body } = await visitors.presses('ana', asked, 'We did');
  await house.settle();

  expect(readingOf(body?.value)).toMatch(/Glad you met/);
  expect(readingOf(asked.shown)).toMatch(/Glad you met/);
  expect(house.log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('while a round leaves at the pace of Teams, its admin sees how far it is', async () => {
  const house = await openTeamsHouse({ people: workforce(60) });
  await startCoffee(house);
  const status = async () => {
    await house.visitors.writes('ana', 'status');
    await house.settle();
    return wordsFor(house, 'ana').at(-1) ?? '';
  };

  await house.until('2026-12-01T10:00Z');
  const early = await status();
  await house.until('2026-12-01T10:05Z');

  const [, out = ''] = /(\d+) of 60 introductions are out, the last goes at about 10:00\./.exec(early) ?? [];
  expect(Number(out)).toBeGreaterThan(0);
  expect(Number(out)).toBeLessThan(60);
  expect(introsOf(house).size).toBe(60);
  expect(await status()).not.toContain('introductions are out');
});

test('with 429s, 500s and resets nobody is without an intro, and every double is counted', async () => {
  const members = size('people in a round on Teams with faults', { small: 61, full: 300 });
  const house = await openTeamsHouse({ people: workforce(members) });
  const { fake } = house;
  await startCoffee(house);
  await house.until('2026-12-01T09:59Z');
  const oneReset = isFullSize ? 50 : 10;
  const seen = { calls: 0, rates: 0, errors: 0, resets: 0 };
  let posts = 0;
  fake.fault = (call): Fault | undefined => {
    seen.calls += 1;
    if (seen.calls % 5 === 0) {
      seen.rates += 1;
      return { kind: 'rate', seconds: 2 };
    }
    if (!isSend(call)) return undefined;
    posts += 1;
    if (posts % 7 === 0) {
      seen.errors += 1;
      return { kind: 'http', status: 500 };
    }
    if (posts % oneReset !== 0) return undefined;
    seen.resets += 1;
    return { kind: 'resetAfter' };
  };

  await house.until('2026-12-01T13:00Z');

  const intros = introsOf(house);
  const doubles = [...intros.values()].filter((some) => some.length > 1).length;
  console.log(
    `${members} people on Teams, ${seen.calls} calls, ${seen.rates} times 429, ${seen.errors} times 500, ` +
      `${seen.resets} resets after the effect, ${doubles} intros twice`,
  );
  expect(intros.size).toBe(members);
  expect(seen.resets).toBeGreaterThan(0);
  expect(doubles).toBeLessThanOrEqual(seen.resets);
});

describe('who cannot be reached', () => {
  test('is on the admin’s list with the reason and the cure, and the others get theirs', async () => {
    const house = await openTeamsHouse({ people: workforce(8) });
    await startCoffee(house);
    await house.until('2026-11-30T20:00Z');
    house.home.blocked.add('m1');
    const notInstalled = { kind: 'http', status: 403, code: 'BotNotInConversationRoster' } as const;
    const chat = encodeURIComponent(house.home.personalOf('m2'));
    house.fake.fault = (call) => (isSend(call) && call.path.includes(chat) ? notInstalled : undefined);

    await house.until('2026-12-01T12:00Z');
    await house.visitors.writes('ana', 'status');
    await house.settle();

    const status = wordsFor(house, 'ana').at(-1) ?? '';
    expect(introsOf(house).size).toBe(6);
    expect(status).toMatch(
      /could not write to M1 Jones \(ConversationBlockedByUser\).*They can add it again themselves/,
    );
    expect(status).toMatch(/could not write to M2 Jones \(BotNotInConversationRoster\).*Add Hallway to the team/);
  });

  test('whose chat is gone gets a new one', async () => {
    const house = await openTeamsHouse({ people: workforce(4) });
    await startCoffee(house);
    await house.until('2026-11-30T20:00Z');
    const welcomed = house.home.shownTo('m1').length;
    house.home.dropPersonal('m1');

    await house.until('2026-12-01T12:00Z');

    expect(welcomed).toBe(1);
    expect(introsOf(house).get('m1')).toHaveLength(1);
    expect([...introsOf(house).values()].every((some) => some.length === 1)).toBe(true);
  });
});
