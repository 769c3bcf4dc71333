import { describe, expect, test } from 'vitest';
import { buttonsOf } from '../../support/fake-slack/visitor.ts';
import type { FakeMessage, FakeUser } from '../../support/fake-slack/workspace.ts';
import { isFullSize, size } from '../../support/size.ts';
import { openSlackHouse, type SlackHouse } from './support/slack-house.ts';

const zones = ['Europe/Lisbon', 'Europe/Warsaw', 'America/New_York', 'Asia/Kolkata'];

/** A workspace with an owner `U1`; of the others some are guests, bots or gone. */
function workforce(members: number, others = { guests: 12, bots: 5, gone: 4 }): FakeUser[] {
  const list = (count: number, prefix: string, more: Partial<FakeUser>) =>
    Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index + 1}`, ...more }));
  return [
    { id: 'U1', real_name: 'Ana Duarte', tz: 'Europe/Lisbon', is_admin: true, is_owner: true },
    ...list(members - 1, 'UM', {}).map((one, index) => ({
      ...one,
      tz: zones[index % zones.length] ?? 'Europe/Lisbon',
    })),
    ...list(others.guests, 'UG', { is_restricted: true }),
    ...list(others.bots, 'UB', { is_bot: true }),
    ...list(others.gone, 'UX', { deleted: true }),
  ];
}

const introsOf = ({ home }: SlackHouse) =>
  home.messages.filter(
    ({ channel, blocks }) =>
      channel.startsWith('G') && buttonsOf(blocks).some(({ action_id }) => action_id.startsWith('coffee.')),
  );
const isMember = (user: string) => user === 'U1' || user.startsWith('UM');

/** Everybody's intros in a round, by person. */
function introduced(house: SlackHouse): Map<string, FakeMessage[]> {
  const found = new Map<string, FakeMessage[]>();
  for (const intro of introsOf(house))
    for (const user of house.home.channels.get(intro.channel)?.chat ?? [])
      found.set(user, [...(found.get(user) ?? []), intro]);
  return found;
}

async function startCoffee(house: SlackHouse): Promise<void> {
  const { visitors, home } = house;
  await visitors.types('U1', 'coffee every 2 weeks on tuesday at 10:00');
  await house.settle();
  const echo = home.seenBy('U1', 'C1').at(-1);
  if (!echo) throw new Error('no answer to the command');
  await visitors.presses('U1', echo, 'Start');
  await house.settle();
}

describe.each(['http', 'socket'] as const)('a round over %s', (transport) => {
  test('reaches each eligible person once, and takes their answers', async () => {
    const members = size(`people in a round on Slack over ${transport}`, { small: 40, full: 279 });
    const house = await openSlackHouse({ users: workforce(members), transport });
    const { home, visitors, fake } = house;

    await startCoffee(house);
    await house.until('2026-12-01T12:00Z');

    const met = introduced(house);
    expect([...met.keys()].filter((user) => !isMember(user))).toEqual([]);
    expect(met.size).toBe(members);
    expect([...met.values()].filter((intros) => intros.length !== 1)).toEqual([]);
    expect(fake.rates.refusals).toBe(0);

    const [intro] = introsOf(house);
    const [one = '', other = ''] = (intro && home.channels.get(intro.channel)?.chat) ?? [];
    const privately = () => home.messages.filter(({ channel }) => channel === `D${one}` || channel === `D${other}`);
    await house.until('2026-12-08T20:00Z');
    const asked = privately().find(({ channel, text }) => channel === `D${one}` && text.startsWith('Did you find'));
    if (!asked) throw new Error('nobody was asked');
    await visitors.presses(one, asked, 'We did');
    await house.settle();

    expect(JSON.stringify(asked.blocks)).toMatch(/Glad you met/);
    const before = privately().length;
    await house.until('2026-12-15T09:00Z');
    expect(privately()).toHaveLength(before);
    const notes = home.messages.filter(({ blocks }) =>
      buttonsOf(blocks).some(({ text }) => text.text === 'See the groups'),
    );
    expect(notes.map(({ channel }) => channel)).toEqual(['DU1']);
    expect(JSON.stringify(notes)).toContain(`${members} people in`);
    expect(house.log.lines.filter((line) => line.includes('"error"'))).toEqual([]);
  });
});

test('with 429s and resets nobody is without an intro, and every double is counted', async () => {
  const members = size('people in a round on Slack with faults', { small: 60, full: 300 });
  const house = await openSlackHouse({ users: workforce(members, { guests: 0, bots: 0, gone: 0 }) });
  const { fake } = house;
  await startCoffee(house);
  await house.until('2026-12-01T09:59Z');
  const oneReset = isFullSize ? 50 : 10;
  let posts = 0;
  let calls = 0;
  let resets = 0;
  fake.fault = (method) => {
    calls += 1;
    if (calls % 5 === 0) return { kind: 'rate', seconds: 2 };
    if (method !== 'chat.postMessage' || ++posts % oneReset !== 0) return undefined;
    resets += 1;
    return { kind: 'resetAfter' };
  };

  await house.until('2026-12-01T13:00Z');

  const doubles = [...introduced(house).values()].filter((intros) => intros.length > 1).length / 2;
  console.log(`${members} people, ${calls} calls, ${resets} resets after the effect, ${doubles} intros twice`);
  expect(introduced(house).size).toBe(members);
  expect(resets).toBeGreaterThan(0);
  expect(doubles).toBeLessThanOrEqual(resets);
});

test('a whole round goes out within 1.1 times what the rates need', async () => {
  const members = size('people in a round at Slack’s pace', { small: 60, full: 1_000 });
  const house = await openSlackHouse({ users: workforce(members, { guests: 0, bots: 0, gone: 0 }) });
  await startCoffee(house);
  await house.until('2026-12-01T09:59Z');
  const posts: number[] = [];
  house.fake.fault = (method, { channel }) => {
    if (method === 'chat.postMessage' && String(channel).startsWith('G')) posts.push(house.now());
    return undefined;
  };

  await house.until('2026-12-01T12:00Z');

  const needed = (members / 2 / 50) * 60_000;
  const ratio = ((posts.at(-1) ?? 0) - Date.parse('2026-12-01T10:00Z')) / needed;
  console.log(`${members} people, ${ratio.toFixed(3)} times what the rates need`);
  expect(introduced(house).size).toBe(members);
  expect(ratio).toBeLessThanOrEqual(1.1);
  expect(house.fake.rates.refusals).toBe(0);
});
