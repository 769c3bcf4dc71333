import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { crew, groups, introOf, mail, openCoffee, openHouse, told } from './support/coffee.ts';

const weekdaysAhead = (day: number) => `2026-11-30T${String(9 + day).padStart(2, '0')}:00:00Z`;

it('introduces two who ask, one after the other', async () => {
  const house = await openHouse(crew(3));

  const waiting = await told(house, 'ana', 'meet');
  const answer = await told(house, 'bo', 'meet');

  expect(waiting).toContain(
    'You meet the next colleague who asks too, if one does by Wed 2 Dec, 17:00. I write to you both then.',
  );
  expect(answer).toBe('Found somebody. I have just introduced you to Ana.');
  expect(groups(house)).toEqual(['ana+bo']);
  expect(read(introOf(house, 'ana')?.message)).toContain('You get this because you asked to meet somebody.');
});

it('never starts by accident: ordinary words introduce nobody', async () => {
  const house = await openHouse(crew(4));

  for (const words of ['nice to meet you', 'coffee', 'shall we', 'meeting', 'hi'])
    for (const { id } of crew(4)) await told(house, id, words);

  expect(groups(house)).toEqual([]);
});

it('gives nobody the same partner again for two months, however keen both are', async () => {
  const house = await openHouse(crew(3));
  await told(house, 'ana', 'meet');
  await told(house, 'bo', 'meet');

  for (const day of [1, 2, 3]) {
    await house.until(weekdaysAhead(day));
    await told(house, 'ana', 'meet');
    await told(house, 'bo', 'meet');
  }
  expect(groups(house)).toEqual(['ana+bo']);
  await told(house, 'cleo', 'meet');

  expect(groups(house)).toEqual(['ana+bo', 'ana+cleo']);
});

it('gives the first to ask the next who comes, and waits two working days', async () => {
  const house = await openHouse(crew(4));
  await told(house, 'ana', 'meet');
  await house.until('2026-12-02T17:01:00Z');

  const answer = await told(house, 'bo', 'meet');

  expect(answer).toContain('You meet the next colleague who asks too');
  expect(groups(house)).toEqual([]);
});

it('can be taken back, and leaves out who has paused since', async () => {
  const house = await openHouse(crew(3));
  const { message: card } = await house.says('ana', 'meet');
  if (!card) throw new Error('no card');
  await house.presses('ana', card, 'Never mind');
  await told(house, 'bo', 'meet');
  await told(house, 'bo', 'pause 2 weeks');

  const answer = await told(house, 'cleo', 'meet');

  expect(answer).toContain('You meet the next colleague who asks too');
  expect(groups(house)).toEqual([]);
});

it('counts for the rounds: no second introduction that week, and no repeat after', async () => {
  const house = await openCoffee(crew(4));
  await house.until('2026-11-30T12:00:00Z');
  await told(house, 'ana', 'meet');
  await told(house, 'bo', 'meet');

  await house.until('2026-12-08T10:00:00Z');

  expect(groups(house).slice(0, 2)).toEqual(['ana+bo', 'cleo+dev']);
  expect(groups(house).slice(2)).not.toContain('ana+bo');
  expect(groups(house)).toHaveLength(4);
});

it('asks nothing afterwards, since nobody set this up but the two', async () => {
  const house = await openHouse(crew(2));
  await told(house, 'ana', 'meet');
  await told(house, 'bo', 'meet');

  await house.until('2027-01-15T12:00:00Z');

  expect(mail(house, 'ana', /./)).toEqual([]);
  expect(read(introOf(house, 'ana')?.message)).not.toContain('Stop or pause');
});
