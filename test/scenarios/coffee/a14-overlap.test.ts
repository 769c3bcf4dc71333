import { expect, it } from 'vitest';
import type { Coworker } from '../../support/platform.ts';
import { read } from '../../support/reading.ts';
import { crew, introOf, openCoffee, pairs, through, told, tuesdays } from './support/coffee.ts';

/** Three in Lisbon and London, three in Tokyo and Sydney, whose days do not meet. */
const west = ['ana', 'bo', 'cleo', 'dev'];
const zones = ['Europe/Lisbon', 'Europe/Lisbon', 'Europe/London', 'Europe/London'];
const eastern = ['Asia/Tokyo', 'Asia/Tokyo', 'Australia/Brisbane', 'Australia/Brisbane'];
const apart: readonly Coworker[] = crew(8).map((one, index) => ({ ...one, zone: [...zones, ...eastern][index] ?? '' }));
const isAcross = (pair: string) => pair.split('+').filter((id) => west.includes(id)).length === 1;

it('puts people together who are awake together, even if they have met before', async () => {
  const house = await openCoffee(apart);

  await through(house, tuesdays(5));

  expect(pairs(house)).toHaveLength(20);
  expect(pairs(house).some(isAcross)).toBe(false);
});

it('follows the hours people say they work', async () => {
  const house = await openCoffee(apart.filter(({ id }) => ['ana', 'bo', 'eli', 'fay'].includes(id)));
  await told(house, 'eli', 'hours 17:00-01:00');
  await told(house, 'fay', 'hours 17:00-01:00');

  await through(house, tuesdays(3));

  expect(new Set(pairs(house)).size).toBe(6);
});

it('still introduces those who share no hour with anybody, and says it openly', async () => {
  const house = await openCoffee(apart.filter(({ id }) => id === 'ana' || id === 'eli'));

  await through(house, tuesdays(1));

  expect(pairs(house)).toEqual(['ana+eli']);
  expect(read(introOf(house, 'ana')?.message)).toContain('Your working hours hardly overlap');
});
