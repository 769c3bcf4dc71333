import { expect, it } from 'vitest';
import { instant } from '../../../src/time/zoned.ts';
import type { House } from '../../support/house.ts';
import type { Coworker, Posted } from '../../support/platform.ts';
import { read } from '../../support/reading.ts';
import { isFullSize } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { dayAfter, mondayOf, wallAt, weekdayOn } from '../support/wall-clock.ts';
import {
  crew,
  intros,
  isoOf,
  mail,
  openCoffee,
  openHouse,
  orders,
  presses,
  pressesThrough,
  through,
  told,
  tuesdays,
} from './support/coffee.ts';

const zones = ['Europe/Lisbon', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Asia/Tokyo'] as const;
/** Twenty people; every third works later, every fourth has Fridays off. */
const staff: readonly Coworker[] = crew(20).map((one, index) => ({ ...one, zone: zones[index % zones.length] ?? '' }));
const hoursOf = (index: number) => (index % 3 === 0 ? { from: '11:00', to: '19:00' } : { from: '09:00', to: '17:00' });
const worksFridays = (index: number) => index % 4 !== 0;
const FRIDAY = 5;

/** Everything in a personal chat is unasked here: nobody asks for anything, and introductions come in a shared chat. */
const unasked = (house: House, id: string): readonly Posted[] => mail(house, id, /./);
const wordy = /because/;

/** The same on both stores; the whole quarter on the quicker one, and wherever the full size is asked for. */
const weeks = testedStore === 'lowdb' || isFullSize ? 13 : 2;

async function severalWeeks(): Promise<House> {
  const ids = staff.map(({ id }) => id);
  const channels = { mix: ids, crafts: ids.slice(0, 12), lunch: ids.slice(8) };
  const house = await openHouse(staff, { channels });
  for (const [index, { id }] of staff.entries()) {
    const { from, to } = hoursOf(index);
    await told(house, id, `hours ${from}-${to}`);
    if (!worksFridays(index)) await told(house, id, 'days mon-thu');
  }
  await orders(house, 'coffee every week on tuesday at 10:00', 'mix');
  await orders(house, 'coffee every 2 weeks on wednesday at 10:00', 'crafts');
  await orders(house, 'coffee monthly on the first monday at 15:00', 'lunch');
  for (let week = 1; week <= weeks; week += 1) {
    await house.until(`${dayAfter('2026-11-30', week * 7)}T09:00:00Z`);
    const lately = intros(house).filter(({ at }) => at > `${dayAfter('2026-11-30', week * 7 - 7)}T09:00:00Z`);
    for (const { people, post } of lately.filter((_, index) => index % 2 === 0))
      await presses(house, people[0] ?? '', post, 'We met');
  }
  return house;
}

it('keeps to one unasked message a day and three a week, inside the own hours of each, for a quarter', async () => {
  const house = await severalWeeks();

  for (const [index, { id, zone = '' }] of staff.entries()) {
    const walls = unasked(house, id).map(({ at }) => wallAt(zone, at));
    const days = walls.map(({ date }) => date);
    const byWeek = Map.groupBy(days, mondayOf);
    expect(new Set(days).size, id).toBe(days.length);
    expect(Math.max(...[...byWeek.values()].map((week) => week.length)), id).toBeLessThanOrEqual(3);
    for (const { date, time } of walls) {
      expect(time >= hoursOf(index).from && time < hoursOf(index).to, `${id} ${date} ${time}`).toBe(true);
      expect(weekdayOn(date), `${id} ${date}`).toBeLessThanOrEqual(worksFridays(index) ? FRIDAY : FRIDAY - 1);
    }
  }
  const perWeek = staff.map(({ id }) => unasked(house, id).length / weeks);
  console.log(
    `unasked a week: mean ${(perWeek.reduce((a, b) => a + b) / 20).toFixed(2)}, most ${Math.max(...perWeek).toFixed(2)}`,
  );
  expect(Math.min(...perWeek)).toBeGreaterThan(0);
  expect(staff.flatMap(({ id }) => unasked(house, id)).filter(({ message }) => !wordy.test(read(message)))).toEqual([]);
  expect(house.failures.seen).toEqual([]);
});

it('counts introductions and answers apart: they come at once whatever else came that day', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-11-30T12:00:00Z');

  await told(house, 'ana', 'meet');
  await told(house, 'bo', 'meet');

  expect(unasked(house, 'ana').map(({ at }) => isoOf(at))).toEqual(['2026-11-30T09:00:00Z']);
  expect(intros(house).map(({ at }) => at)).toEqual(['2026-11-30T12:00:00Z']);
});

it('waits for the next morning where the platform had it wait until the evening', async () => {
  const house = await openCoffee(crew(2));
  house.platform.fault = (_place, key) =>
    key.includes('/midway/') && house.now < instant('2026-12-04T18:00:00Z')
      ? { outcome: { kind: 'later', at: instant('2026-12-04T18:00:00Z') } }
      : undefined;

  await house.until('2026-12-08T09:00:00Z');

  expect(mail(house, 'ana', /find a moment/).map(({ at }) => isoOf(at))).toEqual(['2026-12-07T09:00:00Z']);
});

const leave = ['Stop or pause', 'Leave coffee in #coffee'];

it.each([
  { what: 'a welcome', words: /First one on/, at: '2026-11-30T09:00:00Z', path: ['Not for me'] },
  { what: 'the midway question', words: /find a moment/, at: '2026-12-04T10:00:00Z', path: leave },
  { what: 'the last question', words: /One last question/, at: '2026-12-07T10:00:00Z', path: leave },
  { what: 'the question whether to stay', words: /been busy/, at: '2026-12-21T10:00:00Z', path: ['Leave me out'] },
])('falls silent two presses after $what', async ({ words, at, path }) => {
  const house = await openCoffee(crew(4));
  await house.until(at);
  const [card] = mail(house, 'ana', words);
  const before = house.platform.seenBy('ana').length;

  await pressesThrough(house, 'ana', card, path);
  await house.until('2027-03-01T12:00:00Z');

  expect(read(card?.message)).toMatch(wordy);
  expect(house.platform.seenBy('ana')).toHaveLength(before);
});

it('falls silent for a month at two presses, and comes back by itself', async () => {
  const house = await openCoffee(crew(4));
  await house.until('2026-12-04T10:00:00Z');
  const before = house.platform.seenBy('ana').length;

  await pressesThrough(house, 'ana', mail(house, 'ana', /find a moment/)[0], ['Stop or pause', 'Pause for a month']);
  await through(house, tuesdays(5).slice(1));
  expect(house.platform.seenBy('ana')).toHaveLength(before);
  await house.until('2027-01-05T10:00:00Z');

  expect(house.platform.seenBy('ana').length).toBeGreaterThan(before);
});

it('stops an admin’s notes at one press', async () => {
  const house = await openCoffee(crew(4));
  await house.until('2026-12-01T12:00:00Z');
  const [note] = unasked(house, 'boss');

  await pressesThrough(house, 'boss', note, ['Stop these notes']);
  await house.until('2027-03-01T12:00:00Z');

  expect(read(note?.message)).toMatch(wordy);
  expect(unasked(house, 'boss')).toHaveLength(1);
});
