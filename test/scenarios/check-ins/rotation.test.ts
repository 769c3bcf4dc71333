import { expect, test } from 'vitest';
import type { House } from '../../support/house.ts';
import { testedStore } from '../../support/store.ts';
import { crew, digests, openTeam, orders, prompts } from './support/check-ins.ts';

const asked = (house: House, id: string) => prompts(house, id).map(({ message }) => message.fallback);
/** On PostgreSQL only until the first repeats would come: the rule is the same there. */
const isShort = testedStore === 'postgres';
const distinct = (questions: readonly string[]) => new Set(questions).size;

test('whoever is in two programs of one pack sees no question twice before the pack is used up', async () => {
  const house = await openTeam(crew(3), [], { channels: { other: ['p01'], third: ['p02'] } });
  for (const channel of ['team', 'other', 'third'])
    await orders(house, 'checkin every weekday at 09:30 local', channel);

  await house.until(isShort ? '2026-12-03T12:00:00Z' : '2026-12-18T12:00:00Z');

  expect(asked(house, 'p01')).toHaveLength(isShort ? 8 : 30);
  expect(distinct(asked(house, 'p01'))).toBe(isShort ? 8 : 30);
  if (isShort) return;
  // Now each comes once more, and those of the longest ago first.
  await house.until('2026-12-22T12:00:00Z');
  const [again, late] = [asked(house, 'p01').slice(30), asked(house, 'p01').slice(14, 30)];
  expect(again.filter((question) => late.includes(question))).toEqual([]);
  expect(distinct(asked(house, 'p03'))).toBe(17);
});

test('whoever comes from one program into another goes on where they were', async () => {
  const house = await openTeam(crew(4), ['every weekday at 09:30'], { channels: { other: ['p03', 'p04'] } });
  const move = async (from: string, to: string) => {
    house.platform.rooms.get(house.platform.channelOf(from))?.delete('p01');
    house.platform.rooms.get(house.platform.channelOf(to))?.add('p01');
    await house.app.sync(house.platform.workspace);
  };
  await house.until(isShort ? '2026-12-02T12:00:00Z' : '2026-12-11T12:00:00Z');
  await move('team', 'other');
  await orders(house, 'checkin every weekday at 09:30', 'other');

  await house.until(isShort ? '2026-12-04T12:00:00Z' : '2027-01-08T12:00:00Z');

  const seen = asked(house, 'p01').slice(0, isShort ? 5 : 30);
  expect(distinct(seen)).toBe(isShort ? 5 : 30);
});

test('what a water cooler has asked its channel is not asked there in private', async () => {
  const house = await openTeam(crew(2), [], { channels: { hall: ['p01', 'p02'] } });
  await orders(house, 'checkin every weekday at 09:00', 'hall');
  await orders(house, 'checkin shape water-cooler', 'hall');
  await orders(house, 'checkin every weekday at 09:30');

  await house.until(isShort ? '2026-12-02T12:00:00Z' : '2026-12-18T12:00:00Z');

  const open = digests(house, 'hall').map(({ message }) => message.fallback);
  expect(open).toHaveLength(isShort ? 3 : 15);
  expect(distinct([...open, ...asked(house, 'p01')])).toBe(isShort ? 6 : 30);
});
