import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { crew, introOf, openCoffee, orders, presses, told } from './support/coffee.ts';

/** Ana is introduced to Bo on Tuesday, and adds him to her list; what her cards of the next days say. */
async function cardAfter(answer: string): Promise<string> {
  const house = await openCoffee(crew(2));
  await house.until('2026-12-01T12:00:00Z');
  if (answer !== '') await presses(house, 'ana', introOf(house, 'ana'), answer);
  await orders(house, 'oneonone every week');
  await told(house, 'ana', 'oneonone add @Bo');
  await house.until('2026-12-09T20:00:00Z');
  const cards = house.platform.seenBy('ana').filter(({ key }) => key.startsWith('oneonone/nudge/'));
  expect(cards.length).toBeGreaterThan(0);
  return cards.map(({ message }) => read(message)).join('\n');
}

it('thanks for a coffee only once somebody said that it took place', async () => {
  expect(await cardAfter('We met')).toContain('A thought: You met Bo over coffee lately. A line of thanks');
  const silent = await cardAfter('');
  expect(silent).not.toMatch(/over coffee|introduced to/);
  expect(await cardAfter('Not this time')).not.toMatch(/over coffee|introduced to/);
});
