import { describe, expect, it } from 'vitest';
import { toIso } from '../../src/time/zoned.ts';
import { House } from '../support/house.ts';
import { read } from '../support/reading.ts';

/** Coffee for two in London, Tuesdays at 10:00 (09:00 UTC in summer), from 9 June on. */
async function tuesdaysAtTen(): Promise<House> {
  const people = ['ana', 'bo', 'boss'].map((id) => ({ id, zone: 'Europe/London', isAdmin: id === 'boss' }));
  const channels = { tea: ['ana', 'bo'] };
  const house = await House.open({ now: '2026-06-01T08:00:00Z', people, channels, zone: 'Europe/London' });
  await house.says('boss', 'coffee every week on tuesday at 10:00 from 2026-06-09 --yes', 'tea');
  return house;
}

const intros = (house: House): readonly string[] =>
  house.platform.posts.filter(({ place }) => place.kind === 'group').map(({ at }) => toIso(at).slice(0, 16));

describe('a process that was asleep over a round', () => {
  it('holds it once, late, when it wakes some hours after it', async () => {
    const house = await tuesdaysAtTen();
    await house.until('2026-06-16T08:59:00Z');

    house.sleepUntil('2026-06-16T15:20:00Z');
    await house.restart();
    await house.until('2026-06-23T12:00:00Z');

    expect(intros(house)).toEqual(['2026-06-09T09:00', '2026-06-16T15:20', '2026-06-23T09:00']);
    expect(house.failures.seen).toEqual([]);
    await house.close();
  });

  it('holds it once at the very end of the 24 hours of grace, without a restart', async () => {
    const house = await tuesdaysAtTen();
    await house.until('2026-06-16T08:59:00Z');

    house.sleepUntil('2026-06-17T09:00:00Z');
    await house.until('2026-06-22T12:00:00Z');

    expect(intros(house)).toEqual(['2026-06-09T09:00', '2026-06-17T09:00']);
    await house.close();
  });

  it('sends nothing after the grace, and the admin can see it in status', async () => {
    const house = await tuesdaysAtTen();
    await house.until('2026-06-16T08:59:00Z');

    house.sleepUntil('2026-06-17T09:01:00Z');
    await house.restart();
    await house.until('2026-06-22T12:00:00Z');

    const status = read((await house.says('boss', 'status')).message);
    expect(intros(house)).toEqual(['2026-06-09T09:00']);
    expect(status).toContain('The coffee round of Tue 16 Jun in #tea did not happen');
    await house.until('2026-06-23T12:00:00Z');
    expect(intros(house)).toEqual(['2026-06-09T09:00', '2026-06-23T09:00']);
    await house.close();
  });

  it('holds the last of three rounds slept through, says that the others did not happen, and goes on', async () => {
    const house = await tuesdaysAtTen();
    await house.until('2026-06-16T08:00:00Z');

    house.sleepUntil('2026-06-30T20:00:00Z');
    await house.restart();
    await house.until('2026-07-07T12:00:00Z');

    const status = read((await house.says('boss', 'status')).message);
    expect(intros(house)).toEqual(['2026-06-09T09:00', '2026-06-30T20:00', '2026-07-07T09:00']);
    expect(status).toContain('Tue 16 Jun in #tea did not happen');
    expect(status).toContain('Tue 23 Jun in #tea did not happen');
    await house.close();
  });

  it('asks nobody about a round where the question is more than a day late', async () => {
    const house = await tuesdaysAtTen();
    await house.until('2026-06-12T08:00:00Z');
    const before = house.platform.posts.length;

    house.sleepUntil('2026-06-14T20:00:00Z');
    await house.until('2026-06-15T08:00:00Z');

    expect(house.platform.posts.slice(before).map(({ key }) => key)).toEqual([]);
    await house.close();
  });
});
