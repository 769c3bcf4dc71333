import { expect, it } from 'vitest';
import type { House } from '../../support/house.ts';
import type { Coworker } from '../../support/platform.ts';
import { crew, groupsAt, mail, openCoffee, openHouse, orders, told } from './support/coffee.ts';

const [ana, bo, cleo] = crew(3) as readonly [Coworker, Coworker, Coworker];
const guest: Coworker = { id: 'gil', name: 'Gil', standing: 'guest' };
const robot: Coworker = { id: 'robot', name: 'Robot', standing: 'bot' };
const gone: Coworker = { id: 'gone', name: 'Gone', standing: 'gone' };
const first = '2026-12-01T10:00:00Z';

const writtenTo = (house: House, id: string) =>
  house.platform.posts.filter(({ place }) => place.kind === 'personal' && place.account.endsWith(`/${id}`));

it('leaves guests out by default and counts them on the card that starts coffee', async () => {
  const house = await openHouse([ana, bo, guest]);

  const card = await told(house, 'boss', 'coffee every week on tuesday at 10:00', 'coffee');
  await orders(house, 'coffee every week on tuesday at 10:00');
  await house.until(first);

  expect(card).toContain('Coffee in #coffee for 2 people (1 guest left out)');
  expect(groupsAt(house, first)).toEqual(['ana+bo']);
  expect(writtenTo(house, 'gil')).toEqual([]);
  expect(await told(house, 'boss', 'coffee status', 'coffee')).toContain('Left out: 1 guest.');
});

it('includes guests where an admin says so, after a welcome', async () => {
  const house = await openCoffee([ana, bo, cleo, guest], ['guests on']);

  await house.until(first);

  expect(groupsAt(house, first).join('+').split('+').sort()).toEqual(['ana', 'bo', 'cleo', 'gil']);
  expect(mail(house, 'gil', /First one on/)).toHaveLength(1);
});

it('tells a guest who joins why they cannot, and whom that depends on', async () => {
  const house = await openCoffee([ana, bo, guest]);

  const answer = await told(house, 'gil', 'join');

  expect(answer).toBe("Guests don't take part in coffee in #coffee. An admin can change that.");
});

it('never writes to bots and the departed, not even where guests are in', async () => {
  const house = await openCoffee([ana, bo, robot, gone], ['guests on']);

  await house.until(first);

  expect(groupsAt(house, first)).toEqual(['ana+bo']);
  expect([...writtenTo(house, 'robot'), ...writtenTo(house, 'gone')]).toEqual([]);
});

it('leaves out who was deactivated since the last round', async () => {
  const house = await openCoffee([ana, bo, cleo]);
  await house.until(first);

  house.platform.coworkers.set('cleo', { ...cleo, standing: 'gone' });
  await house.until('2026-12-08T10:00:00Z');

  expect(groupsAt(house, '2026-12-08T10:00:00Z')).toEqual(['ana+bo']);
});

it('leaves out who is no longer listed at all', async () => {
  const house = await openCoffee([ana, bo, cleo]);
  await house.until(first);

  house.platform.coworkers.delete('cleo');
  await house.until('2026-12-08T10:00:00Z');

  expect(groupsAt(house, '2026-12-08T10:00:00Z')).toEqual(['ana+bo']);
});
