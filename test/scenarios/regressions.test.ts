import { describe, expect, it } from 'vitest';
import { toIso } from '../../src/time/zoned.ts';
import { House } from '../support/house.ts';
import { read } from '../support/reading.ts';

/** Four people in London with coffee on Tuesdays at 10:00 (09:00 UTC) from 9 June on, set up by the boss. */
async function londonTea(): Promise<House> {
  const people = ['ana', 'bo', 'cy', 'dee', 'boss'].map((id) => ({
    id,
    zone: 'Europe/London',
    isAdmin: id === 'boss',
  }));
  const channels = { tea: ['ana', 'bo', 'cy', 'dee'], cake: [] };
  const house = await House.open({ now: '2026-06-01T08:00:00Z', people, channels, zone: 'Europe/London' });
  await house.says('boss', 'coffee every week on tuesday at 10:00 from 2026-06-09 --yes', 'tea');
  return house;
}

const introduced = (house: House): readonly string[] =>
  house.platform.posts
    .filter(({ key }) => key.includes('/intro'))
    .flatMap(({ place }) => (place.kind === 'group' ? place.accounts : []))
    .map((account) => account.slice(account.indexOf('/') + 1));

describe('a pause that has ended by itself', () => {
  it('no longer shows on the home', async () => {
    const house = await londonTea();
    await house.says('ana', 'pause until 2026-06-03');

    await house.until('2026-06-04T10:00:00Z');

    expect(read((await house.says('ana', 'home')).message)).not.toContain('Paused');
    expect(read((await house.says('ana', 'resume')).message)).toContain('You are not paused');
    await house.close();
  });

  it('does not keep the settings form from being saved as it was drawn', async () => {
    const house = await londonTea();
    await house.says('ana', 'pause until 2026-06-03');
    await house.until('2026-06-04T10:00:00Z');

    const { form } = await house.press('ana', { verb: 'me.settings', args: { v: 1 } });
    const fields = (form?.fields ?? []).map((field) => [field.name, 'initial' in field ? field.initial : '']);
    const reply = await house.submits('ana', 'me.settings', { v: 1 }, Object.fromEntries(fields));

    expect(read(reply.message)).toBe('Saved.');
    await house.close();
  });

  it('does not keep anybody from asking to meet', async () => {
    const house = await londonTea();
    await house.says('ana', 'pause until 2026-06-03');
    await house.until('2026-06-04T10:00:00Z');

    await house.says('ana', 'meet');
    await house.says('bo', 'meet');

    expect(introduced(house).toSorted()).toEqual(['ana', 'bo']);
    await house.close();
  });
});

describe('leave', () => {
  it('keeps somebody who had asked to meet from being introduced', async () => {
    const house = await londonTea();
    await house.says('ana', 'meet');
    await house.says('ana', 'away 2026-06-01 to 2026-06-05');

    await house.says('bo', 'meet');

    expect(introduced(house)).toEqual([]);
    await house.close();
  });

  it('counts on the day a late round is held, not on the day it was planned for', async () => {
    const house = await londonTea();
    await house.says('ana', 'away 2026-06-10 to 2026-06-12');
    await house.until('2026-06-09T08:00:00Z');

    house.sleepUntil('2026-06-10T08:00:00Z');
    await house.until('2026-06-10T08:05:00Z');

    expect(introduced(house).toSorted()).toEqual(['bo', 'cy', 'dee']);
    await house.close();
  });
});

describe('a latecomer', () => {
  it('is not put into a group of which somebody has paused since', async () => {
    const house = await londonTea();
    await house.says('boss', 'coffee every 2 weeks on tuesday at 10:00 from 2026-06-09 --yes', 'tea');
    await house.until('2026-06-09T09:00:00Z');
    const inRound = introduced(house).length;
    for (const id of ['ana', 'bo', 'cy', 'dee']) await house.says(id, 'pause 3 weeks');

    await joins(house, 'kai', 'tea');
    await house.until('2026-06-22T20:00:00Z');

    expect(inRound).toBe(4);
    expect(introduced(house)).toHaveLength(4);
    await house.close();
  });
});

describe('an introduction of a latecomer', () => {
  it('keeps other programs away for five days, although the round itself was longer ago', async () => {
    const house = await londonTea();
    await house.says('boss', 'coffee every 2 weeks on tuesday at 10:00 from 2026-06-09 --yes', 'tea');
    for (const id of ['kai', 'lea', 'mo']) await joins(house, id, 'cake');
    await house.says('boss', 'coffee every week on wednesday at 10:00 from 2026-06-17 --yes', 'cake');
    await house.until('2026-06-11T12:00:00Z');

    await joins(house, 'kai', 'tea');
    await house.until('2026-06-15T12:00:00Z');
    const late = introduced(house).slice(4);
    await house.until('2026-06-17T12:00:00Z');

    expect(late).toContain('kai');
    expect(
      introduced(house)
        .slice(4 + late.length)
        .toSorted(),
    ).toEqual(['lea', 'mo']);
    await house.close();
  });
});

describe('a question about a round', () => {
  it('is not asked again at the end of a pause of the program, months after it was answered by silence', async () => {
    const house = await londonTea();
    await house.until('2026-06-10T12:00:00Z');
    await house.says('boss', 'coffee now --yes', 'tea');
    await house.until('2026-06-15T12:00:00Z');
    const asked = house.platform.posts.filter(({ key }) => key.includes('/2026-06-10/') && key.includes('/closing/'));

    await house.says('boss', 'coffee pause until 2026-10-06 --yes', 'tea');
    const before = house.platform.posts.length;
    house.sleepUntil('2026-09-20T12:00:00Z');
    await house.until('2026-09-22T12:00:00Z');
    await house.restart();
    await house.until('2026-10-06T08:00:00Z');

    expect(asked).toHaveLength(4);
    expect(house.platform.posts.slice(before).map(({ key }) => key)).toEqual([]);
    await house.close();
  });
});

describe('an invitation to a program that only takes who says yes', () => {
  it('is not sent again once its receipt has been thrown away', async () => {
    const house = await londonTea();
    await house.says('boss', 'coffee default out --yes', 'tea');

    await house.until('2026-06-04T12:00:00Z');
    house.sleepUntil('2026-09-10T12:00:00Z');
    await house.until('2026-09-12T12:00:00Z');

    expect(welcomes(house, 'ana')).toEqual(['2026-06-01T08:00', '2026-06-02T08:00']);
    await house.close();
  });

  it('does not count as a welcome once silence means yes', async () => {
    const house = await londonTea();
    await house.says('boss', 'coffee default out --yes', 'tea');
    await house.until('2026-06-15T18:00:00Z');

    await house.says('boss', 'coffee default in --yes', 'tea');
    await house.until('2026-06-16T12:00:00Z');

    expect(welcomes(house, 'ana')).toEqual(['2026-06-01T08:00', '2026-06-02T08:00', '2026-06-16T08:00']);
    expect(introduced(house)).toEqual([]);
    await house.close();
  });
});

/** When a person got a welcome. */
const welcomes = (house: House, id: string): readonly string[] =>
  house.platform
    .seenBy(id)
    .filter(({ key }) => key.includes('/welcome/'))
    .map(({ at }) => toIso(at).slice(0, 16));

/** Somebody new in London, seen in a channel as the platform tells it. */
async function joins(house: House, id: string, channel: string): Promise<void> {
  const { workspace, coworkers, rooms, accountOf, channelOf } = house.platform;
  coworkers.set(id, { id, zone: 'Europe/London' });
  rooms.get(channelOf(channel))?.add(id);
  const what = { kind: 'joined', account: accountOf(id), channel: channelOf(channel) } as const;
  await house.app.observe({ ...what, id: `${id} joins`, workspace, at: house.now });
  await house.app.settle();
}
