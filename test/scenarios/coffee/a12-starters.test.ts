import { expect, it } from 'vitest';
import { starters } from '../../../src/features/coffee/starters.ts';
import type { House } from '../../support/house.ts';
import { read } from '../../support/reading.ts';
import { crew, introOf, intros, openCoffee, presses, through, tuesdays } from './support/coffee.ts';

const starterIn = (words: string) => /^To start: (.+)$/m.exec(words)?.[1];
const asked = (house: House) => intros(house).map(({ post }) => starterIn(read(post.message)));

it('begins with sixty questions of our own, none twice', () => {
  const texts = starters.map(({ text }) => text);

  expect(texts).toHaveLength(60);
  expect(new Set(texts).size).toBe(60);
  expect(texts.every((text) => text.endsWith('?') && !text.includes('!'))).toBe(true);
});

it('starts every introduction with one of them', async () => {
  const house = await openCoffee(crew(8));

  await house.until('2026-12-01T10:00:00Z');

  const known = new Set(starters.map(({ text }) => text));
  expect(asked(house)).toHaveLength(4);
  expect(asked(house).every((text) => known.has(text ?? ''))).toBe(true);
});

it('gives another on request, in the place of the card', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-12-01T10:00:00Z');
  const card = introOf(house, 'ana');

  const second = await presses(house, 'ana', card, 'Another question');
  const third = await presses(house, 'bo', card, 'Another question');

  expect(new Set([starterIn(read(card?.message)), starterIn(second), starterIn(third)]).size).toBe(3);
  expect(second).toContain('Ana, meet Bo.');
});

it('asks a pair nothing twice, neither round after round nor after another question', async () => {
  const house = await openCoffee(crew(2));

  await through(house, tuesdays(3));
  await house.until('2026-12-22T10:00:00Z');
  const more: string[] = [];
  for (let press = 0; press < 20; press += 1)
    more.push(await presses(house, 'ana', introOf(house, 'ana'), 'Another question'));
  await through(house, tuesdays(6).slice(3));

  const all = [...asked(house), ...more.map(starterIn)];
  expect(all).toHaveLength(26);
  expect(new Set(all).size).toBe(26);
});
