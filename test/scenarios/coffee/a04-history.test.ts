import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import {
  crew,
  groups,
  introOf,
  openCoffee,
  openHouse,
  orders,
  pairs,
  presses,
  through,
  told,
  tuesdays,
} from './support/coffee.ts';

it('lets everybody meet everybody before anybody meets twice', async () => {
  const house = await openCoffee(crew(6));

  await through(house, tuesdays(5));

  expect(new Set(pairs(house)).size).toBe(15);
  expect(pairs(house)).toHaveLength(15);
});

it('chooses whom somebody met longest ago once all have met', async () => {
  const house = await openCoffee(crew(4));

  await through(house, tuesdays(6));

  const all = pairs(house);
  expect(new Set(all.slice(0, 6)).size).toBe(6);
  expect(all.slice(6, 8).sort()).toEqual(all.slice(0, 2).sort());
});

it('counts whom a person met in another program', async () => {
  const four = ['ana', 'bo', 'cleo', 'dev'];
  const house = await openHouse(crew(4), { channels: { design: four, ops: four } });
  await orders(house, 'coffee every 2 weeks on tuesday at 10:00 from 2026-12-01', 'design');
  await orders(house, 'coffee every 2 weeks on tuesday at 10:00 from 2026-12-08', 'ops');

  await through(house, tuesdays(3));

  expect(groups(house)).toHaveLength(6);
  expect(new Set(groups(house)).size).toBe(6);
});

it('does not count as met who pressed Not this time', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-12-01T10:00:00Z');
  const first = introOf(house, 'ana');
  expect(read(first?.message)).toContain("You haven't met here before.");

  await presses(house, 'bo', first, 'Not this time');

  expect(await told(house, 'ana', 'home')).not.toContain('People I was introduced to');
  await through(house, ['2026-12-08T10:00:00Z']);
  expect(read(introOf(house, 'ana')?.message)).toContain("You haven't met here before.");
  await house.until('2026-12-15T10:00:00Z');
  expect(read(introOf(house, 'ana')?.message)).toContain("You've met before");
});

it('keeps what it knows over a restart and while a program is stopped', async () => {
  const house = await openCoffee(crew(4));
  await through(house, tuesdays(1));

  await house.restart();
  await orders(house, 'coffee off');
  await orders(house, 'coffee every week on tuesday at 10:00');
  await through(house, tuesdays(3).slice(1));

  expect(new Set(pairs(house)).size).toBe(6);
});
