import { expect, it } from 'vitest';
import type { House } from '../../support/house.ts';
import type { Coworker } from '../../support/platform.ts';
import { arrives, crew, groups, groupsAt, openHouse, orders, told } from './support/coffee.ts';

/** Peers find company for a latecomer without looking at block lists or at who met whom. */
const beforeMidway = '2026-12-07T10:00:00Z';
const kai: Coworker = { id: 'kai', name: 'Kai' };
const lea: Coworker = { id: 'lea', name: 'Lea' };

/** Four in #coffee, introduced on 1 December; two more in the house, who have not come yet. Some weeks before that. */
async function openFortnightly(): Promise<House> {
  const four = crew(4);
  const coffee = four.map(({ id }) => id);
  const house = await openHouse([...four, kai, lea], { now: '2026-11-16T09:00:00Z', channels: { coffee } });
  await orders(house, 'coffee every 2 weeks on tuesday at 10:00 from 2026-12-01');
  return house;
}

/** The group of the round that holds a person. */
const groupOf = (house: House, id: string) => groups(house).find((group) => group.split('+').includes(id)) ?? '';

it('keeps a latecomer from whom they avoid', async () => {
  const house = await openFortnightly();
  await told(house, 'kai', 'avoid @ana');
  await house.until('2026-12-02T12:00:00Z');

  await arrives(house, 'kai');
  await house.until(beforeMidway);

  const [trio = ''] = groupsAt(house, beforeMidway);
  expect(trio).toContain('kai');
  expect(trio).not.toContain('ana');
});

it('keeps a latecomer from who avoids them, and finds nobody where both groups are closed so', async () => {
  const house = await openFortnightly();
  await house.until('2026-12-02T12:00:00Z');
  const [one = ''] = groupOf(house, 'ana').split('+');
  const other = ['bo', 'cleo', 'dev'].find((id) => !groupOf(house, 'ana').includes(id)) ?? '';
  await told(house, one, 'avoid @kai');
  await told(house, other, 'avoid @kai');

  await arrives(house, 'kai');
  await house.until(beforeMidway);

  expect(groupsAt(house, beforeMidway)).toEqual([]);
});

it('keeps apart at the latecomers’ table, too, whom an admin keeps apart', async () => {
  const house = await openFortnightly();
  await orders(house, 'coffee never @kai @lea');
  await house.until('2026-12-02T12:00:00Z');

  await arrives(house, 'kai');
  await arrives(house, 'lea');
  await house.until(beforeMidway);

  const added = groupsAt(house, beforeMidway);
  expect(added).toHaveLength(2);
  expect(added.some((group) => group.includes('kai') && group.includes('lea'))).toBe(false);
});

it('brings a latecomer to people they have not met', async () => {
  const house = await openFortnightly();
  await told(house, 'ana', 'meet');
  await told(house, 'kai', 'meet');
  await house.until('2026-12-02T12:00:00Z');

  await arrives(house, 'kai');
  await house.until(beforeMidway);

  const [trio = ''] = groupsAt(house, beforeMidway);
  expect(trio).toContain('kai');
  expect(trio).not.toContain('ana');
});

it('remembers whom a latecomer met: the next round brings somebody new', async () => {
  const house = await openFortnightly();
  await house.until('2026-12-02T12:00:00Z');
  await arrives(house, 'kai');
  await house.until(beforeMidway);
  const [trio = ''] = groupsAt(house, beforeMidway);

  await house.until('2026-12-15T10:00:00Z');

  const next = groupsAt(house, '2026-12-15T10:00:00Z');
  expect(next.flatMap((group) => group.split('+')).sort()).toEqual(['ana', 'bo', 'cleo', 'dev', 'kai']);
  expect(next).not.toContain(trio);
});

it('heeds hosts that were named after the round: a group without one takes nobody in', async () => {
  const house = await openFortnightly();
  await house.until('2026-12-02T12:00:00Z');
  await orders(house, 'coffee hosts @ana');

  await arrives(house, 'kai');
  await house.until(beforeMidway);

  const [trio = ''] = groupsAt(house, beforeMidway);
  expect(trio.split('+')).toEqual(expect.arrayContaining(['ana', 'kai']));
});

it('finds nobody for a latecomer where the hosts named since are not in the round', async () => {
  const house = await openFortnightly();
  await house.until('2026-12-02T12:00:00Z');
  await orders(house, 'coffee hosts @lea');

  await arrives(house, 'kai');
  await house.until(beforeMidway);

  expect(groupsAt(house, beforeMidway)).toEqual([]);
});
