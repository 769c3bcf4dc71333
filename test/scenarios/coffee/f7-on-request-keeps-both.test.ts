import { expect, it } from 'vitest';
import type { Place } from '../../../src/core/place.ts';
import { instant } from '../../../src/time/zoned.ts';
import type { House } from '../../support/house.ts';
import type { Fault } from '../../support/platform.ts';
import { read } from '../../support/reading.ts';
import { arrives, crew, groups, mail, openCoffee, openHouse, told } from './support/coffee.ts';

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

const refusal = { outcome: { kind: 'refused', reason: 'not_allowed' } } as const;
const cards = (house: House, id: string) => mail(house, id, /each of you has this card/);

it('introduces each in their own chat where the platform refuses one of both, and tells an admin what to do', async () => {
  const house = await bothAsk(refusal, 1);

  expect(cards(house, 'ana')).toHaveLength(1);
  expect(cards(house, 'bo')).toHaveLength(1);
  expect(read(cards(house, 'ana')[0]?.message)).toMatch(/^Ana, meet Bo\./);
  expect(await told(house, 'ana', 'home')).toContain('You and Bo have a coffee to find a moment for.');
  const status = await told(house, 'boss', 'status');
  expect(status).toMatch(/I could not write to (Ana and Bo|Bo and Ana) \(not_allowed\)/);
  expect(status).toContain('Check that these accounts are active and that the app may open chats of several people.');
});

it('does so once, though the bot stops between the refusal and the note of it', async () => {
  const house = await bothAsk(refusal, 2);
  await house.restart();
  await house.until('2026-11-30T12:00:00Z');

  expect(cards(house, 'ana')).toHaveLength(1);
  expect(cards(house, 'bo')).toHaveLength(1);
  expect(house.failures.seen).toEqual([]);
});

it('tells the one who can be reached that the other may not know, and keeps the meeting', async () => {
  const house = await openHouse(crew(4), { now: '2026-11-30T10:00:00Z' });
  const isBo = (place: Place) => place.kind === 'personal' && place.account.endsWith('bo');
  house.platform.fault = (place) => (place.kind === 'group' || isBo(place) ? refusal : undefined);
  await told(house, 'ana', 'meet');
  await told(house, 'bo', 'meet');

  expect(mail(house, 'ana', /I introduced you to Bo, but my card did not get through to them/)).toHaveLength(1);
  expect(await told(house, 'ana', 'home')).toContain('You and Bo have a coffee to find a moment for.');
});

it('counts an introduction that reached nobody as none, so that both may meet again soon', async () => {
  const house = await openHouse(crew(2), { now: '2026-11-30T10:00:00Z' });
  house.platform.fault = () => refusal;
  await told(house, 'ana', 'meet');
  await told(house, 'bo', 'meet');
  expect(await told(house, 'ana', 'home')).not.toContain('have a coffee to find a moment for');
  house.platform.fault = () => undefined;

  await told(house, 'ana', 'meet');
  await told(house, 'bo', 'meet');

  expect(groups(house)).toEqual(['ana+bo']);
});

it('does the same for a whole round, and for a chat that a latecomer makes larger', async () => {
  const house = await openCoffee(crew(2));
  house.platform.fault = (place) => (place.kind === 'group' ? refusal : undefined);
  await house.until('2026-12-01T10:00:00Z');
  await arrives(house, 'cleo');
  await house.until('2026-12-04T09:00:00Z');

  expect(cards(house, 'ana').map(({ message }) => read(message).split('\n')[0])).toEqual([
    'Ana, meet Bo.',
    'Ana, Bo, Cleo: meet each other.',
  ]);
  expect(cards(house, 'cleo')).toHaveLength(1);
});

it('lets both ask again after a refusal, and gives each somebody else', async () => {
  const house = await bothAsk(refusal, 1);

  await told(house, 'ana', 'meet');
  await told(house, 'cleo', 'meet');
  await told(house, 'bo', 'meet');
  await told(house, 'dev', 'meet');

  expect(groups(house).filter((people) => people !== '')).toEqual(['ana+cleo', 'bo+dev']);
});
