import { expect, it } from 'vitest';
import { buttonsOf } from '../../support/reading.ts';
import {
  crew,
  groupsAt,
  introOf,
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

const [first = '', second = ''] = tuesdays(2);

it('has everybody in who does not say no, where the default is in', async () => {
  const house = await openCoffee(crew(3));
  await house.until('2026-11-30T09:00:00Z');

  const answer = await presses(house, 'cleo', mail(house, 'cleo', /First one/)[0], 'Not for me');
  await house.until(first);

  expect(answer).toContain("You won't be introduced in #coffee any more.");
  expect(groupsAt(house, first)).toEqual(['ana+bo']);
});

it('has in only who says yes, where the default is out', async () => {
  const house = await openHouse(crew(4));
  await orders(house, 'coffee every week on tuesday at 10:00 from 2026-12-08');
  await orders(house, 'coffee default out');
  await house.until('2026-11-30T09:00:00Z');

  const [invitation] = mail(house, 'ana', /First one/);
  if (!invitation) throw new Error('no invitation');
  expect(buttonsOf(invitation.message).map(({ label }) => label)).toEqual(['Count me in', 'No thanks']);
  await presses(house, 'ana', invitation, 'Count me in');
  await told(house, 'dev', 'join in #coffee');
  await house.until('2026-12-08T10:00:00Z');

  expect(groupsAt(house, '2026-12-08T10:00:00Z')).toEqual(['ana+dev']);
});

it('leaves one program without touching another', async () => {
  const both = ['ana', 'bo'];
  const house = await openHouse(crew(2), { channels: { design: both, ops: both } });
  await orders(house, 'coffee every 2 weeks on tuesday at 10:00 from 2026-12-01', 'design');
  await orders(house, 'coffee every 2 weeks on tuesday at 10:00 from 2026-12-08', 'ops');

  const vague = await told(house, 'ana', 'leave');
  const answer = await told(house, 'ana', 'leave in #design');
  await through(house, tuesdays(2));

  expect(vague).toContain('/hallway leave in #design or /hallway leave in #ops');
  expect(answer).toContain('Your other programs go on.');
  expect(groupsAt(house, first)).toEqual([]);
  expect(groupsAt(house, second)).toEqual(['ana+bo']);
  expect(await told(house, 'ana', 'home')).toContain('#design: you are not in it. /hallway join in #design');
});

it('asks nothing more about a meeting once somebody has left', async () => {
  const house = await openCoffee(crew(2));
  await house.until(first);

  await pressesThrough(house, 'ana', introOf(house, 'ana'), ['Stop or pause', 'Leave coffee in #coffee']);
  await house.until('2027-01-05T10:00:00Z');

  expect(mail(house, 'ana', /find a moment|get to meet|busy/)).toEqual([]);
  expect(mail(house, 'bo', /find a moment/)).toHaveLength(1);
});

it('takes somebody back who joins again', async () => {
  const house = await openCoffee(crew(2));
  await told(house, 'ana', 'leave');
  await house.until('2026-12-01T12:00:00Z');

  const answer = await told(house, 'ana', 'join');
  await house.until(second);

  expect(answer).toContain("You're in for coffee in #coffee. Next round: Tue 8 Dec.");
  expect(groupsAt(house, second)).toEqual(['ana+bo']);
});
