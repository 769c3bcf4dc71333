import { expect, it } from 'vitest';
import {
  crew,
  groups,
  groupsAt,
  introOf,
  isoOf,
  mail,
  openCoffee,
  orders,
  pressesThrough,
  through,
  told,
  tuesdays,
} from './support/coffee.ts';

const [first = '', second = '', third = '', fourth = ''] = tuesdays(4);

it('leaves out who paused until a date, and takes them back by itself', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-11-30T12:00:00Z');

  const answer = await told(house, 'ana', 'pause until 15 dec');
  await through(house, [first, second]);
  expect(groups(house)).toEqual([]);
  expect(await told(house, 'boss', 'coffee status', 'coffee')).toContain('1 paused');
  await through(house, [third]);

  expect(answer).toBe('Paused until Tue 15 Dec. You come back by yourself; /hallway resume is quicker.');
  expect(groupsAt(house, third)).toEqual(['ana+bo']);
});

it('greets who was paused when a program began on the day they are back, in time for the next round', async () => {
  const house = await openCoffee(crew(2));
  await told(house, 'ana', 'pause until 10 dec');

  await through(house, [first, second, third]);

  expect(mail(house, 'ana', /First one on/).map(({ at }) => isoOf(at))).toEqual(['2026-12-10T09:00:00Z']);
  expect(groups(house)).toEqual(['ana+bo']);
  expect(groupsAt(house, third)).toEqual(['ana+bo']);
});

it('counts a pause in weeks, shows it at home and ends it on request', async () => {
  const house = await openCoffee(crew(2));
  await house.until(first);

  await told(house, 'ana', 'pause 3 weeks');
  await house.until('2026-12-08T12:00:00Z');
  const home = await told(house, 'ana', 'home');
  const answer = await told(house, 'ana', 'resume');
  await house.until(third);

  expect(home).toContain('Paused until Tue 22 Dec.');
  expect(answer).toBe('Welcome back. You are in again from the next round.');
  expect(groupsAt(house, second)).toEqual([]);
  expect(groupsAt(house, third)).toEqual(['ana+bo']);
});

it('sends nothing unasked during a pause, the questions about a meeting included', async () => {
  const house = await openCoffee(crew(2));
  await house.until(first);
  const card = introOf(house, 'ana');

  await pressesThrough(house, 'ana', card, ['Stop or pause', 'Skip the next coffee']);
  await house.until('2026-12-14T12:00:00Z');

  expect(mail(house, 'ana', /./).filter(({ at }) => at > (card?.at ?? 0))).toEqual([]);
});

it('leaves out who is away, and says no more than that', async () => {
  const house = await openCoffee(crew(3));

  await told(house, 'cleo', 'away 1 dec to 4 dec');
  await house.until(second);

  expect(groupsAt(house, first)).toEqual(['ana+bo']);
  expect(groupsAt(house, second)).toEqual(['ana+bo+cleo']);
});

it('pauses a whole program to a date and goes on by itself, in step', async () => {
  const house = await openCoffee(crew(2));

  const answer = await orders(house, 'coffee pause until 15 dec');
  const status = await told(house, 'boss', 'coffee status', 'coffee');
  await through(house, [first, second, third, fourth]);

  expect(answer).toContain('paused until 15 Dec 2026');
  expect(status).toContain('Paused until Tue 15 Dec. Next: Tue 15 Dec, 10:00.');
  expect(groupsAt(house, second)).toEqual([]);
  expect(groupsAt(house, third)).toEqual(['ana+bo']);
  expect(groupsAt(house, fourth)).toEqual(['ana+bo']);
});

it('resumes a paused program on request', async () => {
  const house = await openCoffee(crew(2));
  await orders(house, 'coffee pause until 1 feb 2027');

  const answer = await orders(house, 'coffee resume');
  await house.until(first);

  expect(answer).toContain('running again');
  expect(groupsAt(house, first)).toEqual(['ana+bo']);
});

it('skips at least the next round of a fortnightly program at one press', async () => {
  const house = await openCoffee(crew(2), ['every 2 weeks on tuesday at 10:00']);
  await house.until(third);
  const [met] = groups(house).slice(-1);
  const card = introOf(house, 'ana');

  const answer = await pressesThrough(house, 'ana', card, ['Stop or pause', 'Skip the next coffee']);
  await house.until('2026-12-31T12:00:00Z');

  expect(met).toBeDefined();
  expect(answer).toContain('the next coffee goes without you');
  expect(introOf(house, 'ana')).toEqual(card);
});
