import { expect, it } from 'vitest';
import type { Coworker } from '../../support/platform.ts';
import {
  arrives,
  crew,
  groups,
  intros,
  openCoffee,
  openHouse,
  orders,
  pairs,
  through,
  told,
  tuesdays,
} from './support/coffee.ts';

const twoTeams: readonly Coworker[] = crew(8).map((one, index) => ({ ...one, team: index < 4 ? 'Brand' : 'Payments' }));
const brand = new Set(twoTeams.slice(0, 4).map(({ id }) => id));
const isMixed = (pair: string) => pair.split('+').filter((id) => brand.has(id)).length === 1;

it('puts people of different teams together as long as new faces last', async () => {
  const house = await openCoffee(twoTeams, ['across team']);

  await through(house, tuesdays(4));

  expect(pairs(house)).toHaveLength(16);
  expect(new Set(pairs(house)).size).toBe(16);
  expect(pairs(house).every(isMixed)).toBe(true);
});

it('ranks a new face of the own team above a repeat across teams', async () => {
  const house = await openCoffee(twoTeams, ['across team']);

  await through(house, tuesdays(6));

  expect(new Set(pairs(house)).size).toBe(24);
});

it('puts people of one team together when asked to', async () => {
  const house = await openCoffee(twoTeams, ['within team']);

  await through(house, tuesdays(3));

  expect(pairs(house)).toHaveLength(12);
  expect(pairs(house).some(isMixed)).toBe(false);
});

it('keeps within teams as a rule: says what it costs, leaves out who is alone, and holds for latecomers', async () => {
  const teams = ['Brand', 'Brand', 'Brand', 'Payments', 'Payments', 'Legal'];
  const people = crew(6).map((one, index) => ({ ...one, team: teams[index] ?? '' }));
  const house = await openCoffee(people);

  const echo = await told(house, 'boss', 'coffee within team', 'coffee');
  await orders(house, 'coffee within team');
  await through(house, tuesdays(1));
  house.platform.coworkers.set('gus', { id: 'gus', name: 'Gus', team: 'Legal' });
  await arrives(house, 'gus');
  await house.until('2026-12-08T09:00:00Z');

  expect(echo).toContain('only people of the same team; 1 is alone in theirs and would be left out.');
  expect([...groups(house)].sort()).toEqual(['ana+bo+cleo', 'dev+eli', 'fay+gus']);
  const status = await told(house, 'boss', 'coffee status', 'coffee');
  expect(status).toContain('Nobody was left out.');
});

it('tells an admin who was left out of a round within teams, with a reason from the list', async () => {
  const people = crew(3).map((one, index) => ({ ...one, team: index < 2 ? 'Brand' : 'Legal' }));
  const house = await openCoffee(people, ['within team']);

  await through(house, tuesdays(1));

  expect(groups(house)).toEqual(['ana+bo']);
  expect(await told(house, 'boss', 'coffee status', 'coffee')).toContain('Left out: 1 no partner possible.');
});

it('introduces nobody to their own supervisor while there is somebody else', async () => {
  const people = crew(6).map((one, index) => (index > 0 && index < 5 ? { ...one, manager: 'ana' } : one));
  const house = await openCoffee(people);

  await through(house, tuesdays(1));
  await told(house, 'ana', 'meet');
  const answer = await told(house, 'bo', 'meet');

  expect(groups(house)).toContain('ana+fay');
  expect(answer).toContain('You meet the next colleague who asks too');
});

it('introduces the two of a team of two, though one leads the other', async () => {
  const house = await openCoffee(crew(2).map((one, index) => (index === 0 ? one : { ...one, manager: 'ana' })));

  await through(house, tuesdays(1));

  expect(groups(house)).toEqual(['ana+bo']);
});

it('gives each group one host and draws who joins them', async () => {
  const house = await openCoffee(crew(8), ['hosts @ana @bo']);

  await through(house, tuesdays(3));

  const all = intros(house).map(({ people }) => people);
  expect(all).toHaveLength(6);
  expect(all.every((people) => people.filter((id) => id === 'ana' || id === 'bo').length === 1)).toBe(true);
  expect(new Set(all.flat()).size).toBe(8);
});

it('introduces one who serves to one who is served', async () => {
  const service = ['ana', 'bo', 'cleo'];
  const product = ['dev', 'eli', 'fay'];
  const house = await openHouse(crew(6), { channels: { service, product } });
  await orders(house, 'coffee every week on tuesday at 10:00');
  await orders(house, 'coffee between #service and #product');

  await through(house, tuesdays(3));

  expect(new Set(pairs(house)).size).toBe(9);
  expect(pairs(house).every((pair) => pair.split('+').filter((id) => service.includes(id)).length === 1)).toBe(true);
});

it('never puts together whom an admin keeps apart, not even as the only choice', async () => {
  const house = await openCoffee(crew(2), ['never @ana @bo']);

  await through(house, tuesdays(2));

  expect(groups(house)).toEqual([]);
  expect(await told(house, 'boss', 'coffee status', 'coffee')).toContain('Left out: 2 no partner possible.');
});
