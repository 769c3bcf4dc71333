import { expect, test } from 'vitest';
import type { House } from '../../support/house.ts';
import { read } from '../../support/reading.ts';
import { crew, openTeam, orders, prompts } from './support/check-ins.ts';

const ask = 'ask "What would make today a good day?"';
const says = async (house: House, id: string, line: string, channel?: string) =>
  read((await house.says(id, line, channel)).message);

test('"leave" in a channel with a check-in leaves it, "join" comes back, "stop" offers what lies between', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  await house.until('2026-11-30T10:00:00Z');

  expect(await says(house, 'p01', 'leave', 'team')).toMatch(/^You're not asked in #team any more\. Nobody is told\.\n/);
  await house.until('2026-12-02T10:00:00Z');
  expect(prompts(house, 'p01')).toHaveLength(1);
  expect(prompts(house, 'p02')).toHaveLength(3);

  expect(await says(house, 'p01', 'join in #team')).toBe("You're asked in #team as often as everybody.");
  await house.until('2026-12-03T10:00:00Z');
  expect(prompts(house, 'p01')).toHaveLength(2);
  expect(await says(house, 'p01', 'stop')).toMatch(/^How often may I ask you in #team\?\n.*Twice a week/);
  expect(await says(house, 'boss', 'leave')).toContain('There is no coffee program for you here yet.');
});

test('with coffee in the same channel, leaving that shows how to leave the questions too', async () => {
  const house = await openTeam(crew(4), ['every weekday at 09:30', ask]);
  await house.says('boss', 'coffee every week on tuesday at 10:00 --yes', 'team');

  const left = await says(house, 'p01', 'leave', 'team');

  expect(left).toMatch(/^You won't be introduced in #team any more\.[\s\S]*\nHow often may I ask you in #team\?/);
  expect(await says(house, 'p02', 'leave')).not.toContain('How often');
});

test("where it could mean several, it says which; a question to the whole channel is nobody's to leave", async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask], {
    channels: { other: ['p01'], hall: ['p02'] },
  });
  await orders(house, 'checkin every weekday at 09:30', 'other');
  await orders(house, 'checkin every weekday at 09:30', 'hall');
  await orders(house, 'checkin shape water-cooler', 'hall');

  const refused = await says(house, 'p01', 'leave');
  expect(refused).toMatch(/Say which: \/hallway leave in #\w+ or \/hallway leave in #\w+\. Nothing was changed\./);
  expect(await says(house, 'p02', 'leave', 'hall')).toContain('nobody is asked by name, so there is nothing to leave');
});
