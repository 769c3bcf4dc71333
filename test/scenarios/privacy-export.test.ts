import { expect, it } from 'vitest';
import { crew, introOf, openCoffee, presses, told, tuesdays } from './coffee/support/coffee.ts';

it('shows somebody all that is held on them in words, with names for ids and hours on their own clock', async () => {
  const house = await openCoffee(crew(2, { zone: 'Asia/Tokyo', team: 'Brand' }));
  await told(house, 'ana', 'hours 10:00-18:00');
  await told(house, 'ana', 'avoid @boss');
  await house.until(tuesdays(1)[0] ?? '');
  await presses(house, 'ana', introOf(house, 'ana'), 'We met');

  const shown = await told(house, 'ana', 'privacy export');

  expect(shown).toContain('Team: Brand');
  expect(shown).toContain('Zone: Asia/Tokyo');
  expect(shown).toContain('from 10:00, to 18:00');
  expect(shown).toContain('- #coffee');
  expect(shown).toContain('- Tue 1 Dec, 10:00, welcome, sent');
  expect(shown).toContain('Met: person Bo, last 2026-12-01');
  expect(shown).toContain('Avoids: 1');
  expect(shown).not.toMatch(/[{}[\]"]|id0000/);
});

it('says how much more there is than fits', async () => {
  const house = await openCoffee(crew(2));
  for (const at of tuesdays(27)) {
    await house.until(at);
    await told(house, 'ana', 'met');
  }

  expect(await told(house, 'ana', 'privacy export')).toContain('Rounds: 2 older ones, then:');
});
