import { expect, it } from 'vitest';
import { allMeet, crew, groups, groupsAt, intros, openCoffee, told } from './support/coffee.ts';

const round = '2026-12-01T10:00:00Z';

it.each([
  { size: 2, people: 7, sizes: [2, 2, 3] },
  { size: 3, people: 10, sizes: [3, 3, 4] },
  { size: 4, people: 9, sizes: [4, 5] },
  { size: 5, people: 11, sizes: [5, 6] },
  { size: 6, people: 13, sizes: [6, 7] },
  { size: 7, people: 15, sizes: [7, 8] },
  { size: 8, people: 17, sizes: [5, 6, 6] },
])('puts $people people into groups of $size, the odd one into a larger group', async ({ size, people, sizes }) => {
  const house = await openCoffee(crew(people), [`group ${size}`]);

  await house.until(round);

  const all = intros(house).map((intro) => intro.people);
  expect(all.map((group) => group.length).sort()).toEqual(sizes);
  expect(all.flat().sort()).toEqual(crew(people).map(({ id }) => id));
});

it('makes the larger group somebody else the next time', async () => {
  const house = await openCoffee(crew(9));
  const larger = () =>
    intros(house)
      .map(({ people }) => people)
      .filter((group) => group.length === 3);

  for (const at of [round, '2026-12-08T10:00:00Z', '2026-12-15T10:00:00Z']) {
    await house.until(at);
    await allMeet(house, at);
  }

  expect(new Set(larger().flat()).size).toBe(9);
});

it('takes sizes from 2 to 8 and says so', async () => {
  const house = await openCoffee(crew(4));

  const answers = [
    await told(house, 'boss', 'coffee group 9', 'coffee'),
    await told(house, 'boss', 'coffee group one', 'coffee'),
  ];
  await house.until(round);

  expect(answers).toEqual(Array(2).fill('A group has 2 to 8 people: /hallway coffee group 3. Nothing was changed.'));
  expect(groups(house)).toHaveLength(2);
});

it('introduces three where there are three, and nobody where there is one', async () => {
  const trio = await openCoffee(crew(3));
  const alone = await openCoffee(crew(1));

  await trio.until(round);
  await alone.until(round);

  expect(groupsAt(trio, round)).toEqual(['ana+bo+cleo']);
  expect(groups(alone)).toEqual([]);
  expect(await told(alone, 'boss', 'coffee status', 'coffee')).toContain('Left out: 1 no partner possible.');
});
