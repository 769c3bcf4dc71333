import { expect, test } from 'vitest';
import { toIso } from '../../../src/time/zoned.ts';
import { read } from '../../support/reading.ts';
import { crew, openTeam, orders, write } from './support/check-ins.ts';

const ask = 'ask "What would make today a good day?"';
const all = ['p01', 'p02', 'p03', 'p04'];

test('the echo says how many are asked by another check-in on the same days', async () => {
  const house = await openTeam(crew(4), ['every weekday at 09:30', ask], {
    channels: { garden: ['p01', 'p02'], away: all },
  });
  const echo = async (line: string, channel: string) =>
    read((await house.says('boss', `checkin ${line}`, channel)).message);

  expect(await echo('every friday at 10:00', 'garden')).toContain(
    '2 of 2 are asked something on these days already, by another check-in.',
  );
  expect(await echo('every saturday at 10:00', 'away')).not.toContain('already');
  await orders(house, 'checkin every friday at 10:00', 'garden');
  expect(await echo('every weekday at 09:45', 'team')).toContain('2 of 4 are asked something on these days already');
});

test("a reminder keeps an hour from another check-in's question", async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask, 'digest at 13:00', 'remind at 10:30'], {
    channels: { garden: ['p01'] },
  });
  await orders(house, 'checkin every weekday at 10:45', 'garden');

  await house.until('2026-11-30T14:00:00Z');

  const reminded = (id: string) =>
    house.platform
      .seenBy(id)
      .filter(({ key }) => key.includes('/remind/'))
      .map(({ at }) => toIso(at).slice(11, 16));
  expect(reminded('p01')).toEqual(['11:45']);
  expect(reminded('p02')).toEqual(['10:30']);
});

test('a question proposed for a pulse is turned down kindly, with the check-ins that take one', async () => {
  const house = await openTeam(crew(2), ['pulse'], { channels: { garden: ['p01'] } });
  const suggests = async (id: string, channel?: string) =>
    read((await house.says(id, 'suggest "What did you learn?"', channel)).message);

  expect(await suggests('p02', 'team')).toBe(
    'The check-in in #team is a pulse, which asks the same each quarter so that changes can be seen. You are in no other check-in that takes in questions. Nothing was kept.',
  );
  await orders(house, 'checkin every weekday at 09:30', 'garden');
  expect(await suggests('p01', 'team')).toContain(
    'These take in questions: #garden. Say it there, or end it with "in #garden".',
  );
  expect(read((await house.says('boss', 'checkin suggestions', 'team')).message)).toMatch(/^Nobody has proposed/);
  const thanks = await suggests('p01', 'garden');
  expect(thanks).toContain('Whoever looks after #garden reads it');
  expect(thanks).toContain('Your name does not go along, and I forget it once that is decided.');
  expect(read((await house.says('p01', 'privacy export')).message)).toContain('Proposed: What did you learn?');
  expect(read((await house.says('p01', 'privacy export')).message)).not.toContain('Without name');
});

test('a proposal for what has become a pulse since is left waiting, with the reason', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30']);
  await house.says('p01', 'suggest "What did you learn?"', 'team');
  await orders(house, 'checkin pulse');
  const { message } = await house.says('boss', 'checkin suggestions', 'team');
  if (!message) throw new Error('no proposal');

  expect(read((await house.presses('boss', message, 'Take it in')).message)).toContain('asks the same each time now');
  expect(read((await house.says('boss', 'checkin suggestions', 'team')).message)).toContain('What did you learn?');
});

test('the export says in words what is held without a name', async () => {
  const house = await openTeam(crew(5), ['every weekday at 09:30', ask, 'anonymous on']);
  await house.until('2026-11-30T10:00:00Z');
  await write(house, 'p01', 'Tea');

  expect(read((await house.says('p01', 'privacy export')).message)).toContain(
    'Without name: 1 open question answered or skipped; nobody can tell which answer is yours',
  );
});
