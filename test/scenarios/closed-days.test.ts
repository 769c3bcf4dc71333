import { expect, test } from 'vitest';
import { crew, openHouse, orders, told } from './coffee/support/coffee.ts';

test('closed days are named one by one or from one to another, and opened by the same words', async () => {
  const house = await openHouse(crew(2));

  await orders(house, 'settings closed 24 dec to 26 dec');
  const shut = await told(house, 'boss', 'settings closed');
  await orders(house, 'settings closed 25 dec');
  const open = await told(house, 'boss', 'settings closed');

  expect(shut).toBe('Closed days: 24 Dec 2026 to 26 Dec 2026');
  expect(open).toBe('Closed days: 24 Dec 2026, 26 Dec 2026');
});

test.each([
  ['26 dec to 24 dec', 'That ends before it begins. Nothing was changed.'],
  ['2026-11-02', 'That day has passed. Nothing was changed.'],
  ['1 dec to 31 mar 2027', 'That is 121 days. Name at most 60 at once. Nothing was changed.'],
])('closed days refuse %s', async (words, said) => {
  const house = await openHouse(crew(2));

  expect(await told(house, 'boss', `settings closed ${words}`)).toBe(said);
});

test('coffee says before it starts for how many the hour is unkind', async () => {
  const people = crew(3).map((one, index) => (index === 0 ? { ...one, zone: 'America/Los_Angeles' as const } : one));
  const house = await openHouse(people as never);

  const early = await told(house, 'boss', 'coffee every week on tuesday at 10:00', 'coffee');
  const kind = await told(house, 'boss', 'coffee every week on tuesday at 16:59', 'coffee');

  expect(early).toContain('For one of them that is outside working hours: 02:00 in Los Angeles.');
  expect(kind).toContain('For one of them that is outside working hours: 08:59 in Los Angeles.');
  const near = await openHouse(crew(3));
  expect(await told(near, 'boss', 'coffee every week on tuesday at 10:00', 'coffee')).not.toContain('outside');
});
