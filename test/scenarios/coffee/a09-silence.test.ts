import { expect, it } from 'vitest';
import { crew, groupsAt, introOf, mail, openCoffee, presses, told, tuesdays } from './support/coffee.ts';

const [first = '', second = '', third = '', fourth = '', fifth = ''] = tuesdays(5);
const busy = /You've been busy/;

it('asks after three rounds of which nothing was heard, and not before', async () => {
  const house = await openCoffee(crew(2));

  await house.until('2026-12-21T09:59:00Z');
  expect(mail(house, 'ana', busy)).toEqual([]);
  await house.until(fourth);

  expect(mail(house, 'ana', busy)).toHaveLength(1);
  expect(mail(house, 'ana', /I ask because I haven't heard from you for three rounds, which is fine/)).toHaveLength(1);
});

it('leaves out who does not answer, without another word', async () => {
  const house = await openCoffee(crew(4));
  for (const at of [first, second, third]) {
    await house.until(at);
    for (const id of ['bo', 'cleo', 'dev']) await presses(house, id, introOf(house, id), 'Pick a time');
  }

  await house.until(fifth);

  expect(groupsAt(house, third)).toHaveLength(2);
  expect(groupsAt(house, fourth)).toEqual(['bo+cleo+dev']);
  expect(groupsAt(house, fifth)).toEqual(['bo+cleo+dev']);
  expect(mail(house, 'ana', busy)).toHaveLength(1);
});

it('keeps in who presses Stay', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-12-21T12:00:00Z');

  const answers = [
    await presses(house, 'ana', mail(house, 'ana', busy)[0], 'Stay'),
    await presses(house, 'bo', mail(house, 'bo', busy)[0], 'Stay'),
  ];
  await house.until(fourth);

  expect(answers[0]).toBe('Good to have you. You are in the next round.');
  expect(groupsAt(house, fourth)).toEqual(['ana+bo']);
});

it('takes back who joins later, though they had pressed Leave me out', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-12-21T12:00:00Z');

  const answer = await presses(house, 'ana', mail(house, 'ana', busy)[0], 'Leave me out');
  await presses(house, 'bo', mail(house, 'bo', busy)[0], 'Stay');
  await house.until('2026-12-22T12:00:00Z');
  expect(groupsAt(house, fourth)).toEqual([]);
  await told(house, 'ana', 'join');
  await house.until(fifth);

  expect(answer).toBe('I leave you out for now. /hallway join brings you back any time.');
  expect(groupsAt(house, fifth)).toEqual(['ana+bo']);
});

it('counts nobody as silent whose partner answered for both', async () => {
  const house = await openCoffee(crew(2));
  for (const at of tuesdays(5)) {
    await house.until(at);
    await presses(house, 'bo', introOf(house, 'bo'), 'We met');
  }

  expect(mail(house, 'ana', busy)).toEqual([]);
  expect(groupsAt(house, fifth)).toEqual(['ana+bo']);
});
