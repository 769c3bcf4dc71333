import { expect, it } from 'vitest';
import type { Coworker } from '../../support/platform.ts';
import { isFullSize } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { openOneOnOnes, told } from './support/one-on-ones.ts';

/** So many supervisors with two reports each, in two teams. */
const company = (supervisors: number): readonly Coworker[] => [
  { id: 'dot', name: 'Dot', isAdmin: true },
  ...Array.from({ length: supervisors }, (_, n) => [
    { id: `s${n}`, name: `Sup ${n}`, team: n % 2 === 0 ? 'Brand' : 'Care' },
    { id: `a${n}`, name: `Rep a${n}`, manager: `s${n}` },
    { id: `b${n}`, name: `Rep b${n}`, manager: `s${n}` },
  ]).flat(),
];

const isWhole = testedStore === 'lowdb' || isFullSize;

async function afterTwoPeriods(supervisors: number) {
  const house = await openOneOnOnes(company(supervisors), 'every week');
  // Before the first period is over, and in each of the next two.
  for (const day of ['2026-12-04', '2026-12-11', '2026-12-18'].slice(isWhole ? 0 : 1)) {
    await house.until(`${day}T12:00:00Z`);
    for (let n = 0; n < supervisors; n += 1) await told(house, `s${n}`, `oneonone met <@test:T1/a${n}>`);
  }
  await house.until('2026-12-22T12:00:00Z');
  return house;
}

it('shows admins shares by unit, made once, and names nobody', async () => {
  const house = await afterTwoPeriods(10);
  const shown = await told(house, 'dot', 'oneonone status');
  await told(house, 's0', 'oneonone met <@test:T1/b0>');

  expect(shown).toContain('How often people met in time. Mon 14 Dec to Sun 20 Dec. One-on-ones every week.');
  expect(shown).toMatch(/- █████░░░░░ 50% · Brand, half of the gaps within 7 days\n- █████░░░░░ 50% · Care/);
  expect(shown).not.toMatch(/Sup|Rep/);
  expect(await told(house, 'dot', 'oneonone status')).toBe(shown);
});

it('shows one figure and its trend where units are too small', async () => {
  const some = await told(await afterTwoPeriods(6), 'dot', 'oneonone status');

  expect(some).toContain('50% of pairs met in time.');
  expect(some).toContain('Over the periods:');
});

it('shows none below the floor', async () => {
  const house = await openOneOnOnes(company(4), 'every week');
  await house.until('2026-12-08T12:00:00Z');

  expect(await told(house, 'dot', 'oneonone status')).toContain('Too few people for a figure.');
});

it.each([0, 1, 3])('tells nothing apart where fewer than five met: %i', async (count) => {
  const house = await openOneOnOnes(company(12), 'every week');
  await house.until('2026-12-04T12:00:00Z');
  for (let n = 0; n < count; n += 1) await told(house, `s${n}`, `oneonone met <@test:T1/a${n}>`);
  await house.until('2026-12-08T12:00:00Z');

  const shown = await told(house, 'dot', 'oneonone status');

  expect(shown).toContain('Too few to tell');
  expect(shown).not.toMatch(/%|nobody/i);
});

it('is refused to everybody else', async () => {
  const house = await openOneOnOnes(company(1));

  expect(await told(house, 's0', 'oneonone status')).toContain('Only admins can see this');
});
