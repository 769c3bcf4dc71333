import { expect, test } from 'vitest';
import { toIso } from '../../../src/time/zoned.ts';
import { crew, openTeam, orders, prompts } from './support/check-ins.ts';

const asked = (house: Awaited<ReturnType<typeof openTeam>>, id: string) =>
  prompts(house, id).map(({ at, key }) => [toIso(at).slice(0, 16), /\d{4}-\d\d-\d\d/.exec(key)?.[0]]);

test('a night shift is asked when it begins, about the evening it began in', async () => {
  const house = await openTeam(crew(2), []);
  await house.says('p01', 'hours 22:00-06:00');
  await orders(house, 'checkin every weekday at 09:30 local');
  await orders(house, 'checkin digest at 23:30');

  await house.until('2026-12-01T12:00:00Z');

  expect(asked(house, 'p01')).toEqual([['2026-11-30T22:00', '2026-11-30']]);
});

test('what falls due in the small hours of a night shift is asked then, not the next evening', async () => {
  const house = await openTeam(crew(2), []);
  await house.says('p01', 'hours 22:00-06:00');
  await orders(house, 'checkin every weekday at 22:00 in America/New_York');
  await orders(house, 'checkin digest at 23:50');

  await house.until('2026-12-01T23:00:00Z');

  expect(asked(house, 'p01')).toEqual([['2026-12-01T03:00', '2026-11-30']]);
});

test('in their own zone too, on the nights they work', async () => {
  const house = await openTeam(crew(2), []);
  await house.says('p01', 'hours 22:00-06:00');
  await orders(house, 'checkin every weekday at 05:30 local');
  await orders(house, 'checkin digest at 23:30');

  await house.until('2026-12-08T12:00:00Z');

  // Nobody works on the night from Sunday to Monday, so Monday's question waits for its evening.
  expect(asked(house, 'p01')).toEqual([
    ['2026-12-01T05:30', '2026-12-01'],
    ['2026-12-02T05:30', '2026-12-02'],
    ['2026-12-03T05:30', '2026-12-03'],
    ['2026-12-04T05:30', '2026-12-04'],
    ['2026-12-07T22:00', '2026-12-07'],
    ['2026-12-08T05:30', '2026-12-08'],
  ]);
});
