import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { crew, groupsAt, intros, mail, openCoffee, pairs, through, told, tuesdays } from './support/coffee.ts';

it('never introduces a person to whom they avoid, whoever said so', async () => {
  const house = await openCoffee(crew(4));
  const said = await told(house, 'ana', 'avoid @bo');

  await through(house, tuesdays(4));

  expect(said).toBe("I won't put you together with Bo. Nobody else can see this.");
  expect(pairs(house)).toHaveLength(8);
  expect(pairs(house)).not.toContain('ana+bo');
});

it('honours it in trios and larger groups', async () => {
  const house = await openCoffee(crew(7), ['group 3']);
  await told(house, 'ana', 'avoid @bo');
  await told(house, 'cleo', 'avoid @ana');

  await through(house, tuesdays(6));

  const met = new Set(pairs(house));
  expect(met.has('ana+bo') || met.has('ana+cleo')).toBe(false);
  expect(met.has('bo+cleo')).toBe(true);
});

it('honours it on request, where the other gets the same card as everybody', async () => {
  const house = await openCoffee(crew(3));
  await told(house, 'ana', 'avoid @bo');

  const [ana, bo] = [await told(house, 'ana', 'meet'), await told(house, 'bo', 'meet')];

  expect(bo).toBe(ana);
  expect(intros(house)).toEqual([]);
  expect(await told(house, 'cleo', 'meet')).toContain('I have just introduced you to Ana');
});

it('tells the other nothing, on no card and in no answer', async () => {
  const house = await openCoffee(crew(4));
  const before = await told(house, 'bo', 'privacy export');

  await told(house, 'ana', 'avoid @bo');

  expect(await told(house, 'bo', 'privacy export')).toBe(before);
  expect(await told(house, 'bo', 'avoid')).not.toContain('Ana');
  await through(house, tuesdays(3));
  expect(mail(house, 'bo', /avoid|apart/i)).toEqual([]);
  expect(house.platform.seenBy('bo').filter(({ message }) => /\bAna\b/.test(read(message)))).toEqual([]);
});

it('is taken back as easily', async () => {
  const house = await openCoffee(crew(2));
  await told(house, 'ana', 'avoid @bo');
  await house.until('2026-12-01T10:00:00Z');
  expect(intros(house)).toEqual([]);

  const said = await told(house, 'ana', 'unavoid @bo');
  await house.until('2026-12-08T10:00:00Z');

  expect(said).toBe('You may be put together with Bo again.');
  expect(groupsAt(house, '2026-12-08T10:00:00Z')).toEqual(['ana+bo']);
});

it('shows a person their own list, and nobody else', async () => {
  const house = await openCoffee(crew(3));
  expect(await told(house, 'ana', 'avoid')).toContain('You avoid nobody.');

  await told(house, 'ana', 'avoid @bo');

  expect(await told(house, 'ana', 'avoid')).toContain('You avoid Bo. Nobody else can see this.');
  expect(await told(house, 'bo', 'avoid')).toContain('You avoid nobody.');
  expect(await told(house, 'boss', 'avoid')).toContain('You avoid nobody.');
});
