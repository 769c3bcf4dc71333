import { expect, it } from 'vitest';
import { instant } from '../../../src/time/zoned.ts';
import type { House } from '../../support/house.ts';
import type { Fault } from '../../support/platform.ts';
import { crew, groups, intros, openHouse, told } from './support/coffee.ts';

/** A peer empties its queue although the message fails: both lose their match and hear nothing. */
async function bothAsk(fault: Fault, times: number): Promise<House> {
  const house = await openHouse(crew(4), { now: '2026-11-30T10:00:00Z' });
  let left = times;
  house.platform.fault = (place) => (place.kind === 'group' && left-- > 0 ? fault : undefined);
  await told(house, 'ana', 'meet');
  await told(house, 'bo', 'meet');
  return house;
}

it.each([
  { what: 'is told to wait', fault: { outcome: { kind: 'later', at: instant('2026-11-30T10:05:00Z') } } },
  { what: 'gets no answer', fault: { outcome: { kind: 'unknown' } } },
] as const)('introduces both in the end where the bot $what', async ({ fault }) => {
  const house = await bothAsk(fault, 3);
  expect(groups(house)).toEqual([]);

  await house.until('2026-11-30T12:00:00Z');

  expect(groups(house)).toEqual(['ana+bo']);
});

it('introduces both after a restart in between', async () => {
  const house = await bothAsk({ outcome: { kind: 'unknown' } }, 1);

  await house.restart();
  await house.until('2026-11-30T12:00:00Z');

  expect(groups(house)).toEqual(['ana+bo']);
});

it('keeps the match at both homes where the platform refuses the chat, and tells an admin what to do', async () => {
  const house = await bothAsk({ outcome: { kind: 'refused', reason: 'not_allowed' } }, 1);

  const homes = [await told(house, 'ana', 'home'), await told(house, 'bo', 'home')];

  expect(intros(house)).toEqual([]);
  expect(homes[0]).toContain('You and Bo have a coffee to find a moment for.');
  expect(homes[1]).toContain('You and Ana have a coffee to find a moment for.');
  expect(await told(house, 'boss', 'status')).toMatch(/I could not write to (Ana and Bo|Bo and Ana) \(not_allowed\)/);
});

it('lets both ask again after a refusal, and gives each somebody else', async () => {
  const house = await bothAsk({ outcome: { kind: 'refused', reason: 'not_allowed' } }, 1);

  await told(house, 'ana', 'meet');
  await told(house, 'cleo', 'meet');
  await told(house, 'bo', 'meet');
  await told(house, 'dev', 'meet');

  expect(groups(house)).toEqual(['ana+cleo', 'bo+dev']);
});
