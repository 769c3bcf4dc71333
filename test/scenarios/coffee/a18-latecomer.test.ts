import { expect, it } from 'vitest';
import type { House } from '../../support/house.ts';
import { read } from '../../support/reading.ts';
import { arrives, crew, groups, groupsAt, introOf, isoOf, mail, openHouse, orders, told } from './support/coffee.ts';

/** Fortnightly from Tuesday 1 December: half way is Tuesday 8 December, and Monday the working day before. */
const round = '2026-12-01T10:00:00Z';
const beforeMidway = '2026-12-07T10:00:00Z';

async function openFortnightly(people: number): Promise<House> {
  const house = await openHouse(crew(people));
  await orders(house, 'coffee every 2 weeks on tuesday at 10:00 from 2026-12-01');
  await house.until(round);
  return house;
}

it('finds company before midway for who joined after the round, in a group of the round', async () => {
  const house = await openFortnightly(4);
  await house.until('2026-12-02T12:00:00Z');

  await arrives(house, 'kai');
  await house.until(beforeMidway);

  const [trio = ''] = groupsAt(house, beforeMidway);
  expect(trio.split('+')).toHaveLength(3);
  expect(trio).toContain('kai');
  expect(read(introOf(house, 'kai')?.message)).toContain('Kai');
  expect(mail(house, 'kai', /First one on/).map(({ at }) => isoOf(at))).toEqual(['2026-12-02T12:00:00Z']);
});

it('puts two latecomers together and leaves the groups of the round alone', async () => {
  const house = await openFortnightly(4);
  await house.until('2026-12-02T12:00:00Z');

  await arrives(house, 'kai');
  await arrives(house, 'lea');
  await house.until(beforeMidway);

  expect(groupsAt(house, beforeMidway)).toEqual(['kai+lea']);
});

it('asks the latecomer half way like everybody, and counts them with the round', async () => {
  const house = await openFortnightly(4);
  await house.until('2026-12-02T12:00:00Z');

  await arrives(house, 'kai');
  await house.until('2026-12-08T10:00:00Z');

  expect(mail(house, 'kai', /find a moment/)).toHaveLength(1);
  expect(await told(house, 'boss', 'coffee status', 'coffee')).toContain('Nobody was left out.');
});

it('tells the admin who joined too late for the round until company is found', async () => {
  const house = await openHouse(crew(4));
  await orders(house, 'coffee every 2 weeks on tuesday at 10:00 from 2026-12-01');
  await house.until('2026-12-01T09:30:00Z');
  await arrives(house, 'kai');

  await house.until('2026-12-01T12:00:00Z');
  const status = await told(house, 'boss', 'coffee status', 'coffee');
  await house.until(beforeMidway);

  expect(status).toContain('Left out: 1 joined late.');
  expect(groupsAt(house, beforeMidway)).toHaveLength(1);
});

it('joins nobody to a group that has met or is over', async () => {
  const house = await openFortnightly(2);
  await house.until('2026-12-02T12:00:00Z');
  await told(house, 'ana', 'met');

  await arrives(house, 'kai');
  await house.until('2026-12-14T12:00:00Z');

  expect(groups(house)).toEqual(['ana+bo']);
});
