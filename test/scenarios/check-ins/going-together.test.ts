import { expect, test } from 'vitest';
import { toIso } from '../../../src/time/zoned.ts';
import { read } from '../../support/reading.ts';
import { crew, digests, openTeam, orders, promptOf, prompts, write } from './support/check-ins.ts';

const ask = 'ask "What would make today a good day?"';
const at = (posts: readonly { readonly at: Parameters<typeof toIso>[0] }[]) => posts.map((post) => toIso(post.at));

test('a later question takes its summary along, and a reminder that would come before it goes', async () => {
  const house = await openTeam(crew(1), ['every weekday at 09:30', ask, 'remind at 10:30']);
  const { message } = await house.says('boss', 'checkin every weekday at 11:30', 'team');
  expect(read(message)).toContain('Shared by name in the channel at 13:00, London time.');
  expect(read(message)).toContain('No reminder any more: 10:30 does not lie between question and summary.');
  await orders(house, 'checkin every weekday at 11:30');

  await house.until('2026-11-30T12:00:00Z');
  await write(house, 'p01', 'Tea');
  await house.until('2026-11-30T18:00:00Z');

  expect(at(prompts(house, 'p01'))).toEqual(['2026-11-30T11:30:00.000Z']);
  expect(at(digests(house))).toEqual(['2026-11-30T13:00:00.000Z']);
  const file = JSON.parse(JSON.stringify(await house.app.exportSettings(house.org)));
  expect(await house.app.importSettings(house.org, file)).toEqual([]);
});

test('a pulse is open for the working day, and says until when', async () => {
  const house = await openTeam(crew(5), ['pulse'], { now: '2026-12-01T07:00:00Z' });
  await house.until('2026-12-01T16:59:00Z');

  expect(read(promptOf(house, 'p01'))).toContain('Open until 17:00. Nobody sees who answered what.');
  expect((await house.presses('p01', promptOf(house, 'p01'), 'Answer')).form?.fields).toHaveLength(3);
  await house.until('2026-12-01T17:01:00Z');
  expect((await house.presses('p01', promptOf(house, 'p01'), 'Answer')).form).toBeUndefined();
});

test('a reminder is part of the echo and of the status, where there is one', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask, 'remind at 10:30']);
  const words = 'One reminder at 10:30, only to those who have said nothing.';

  expect(read((await house.says('boss', 'checkin status', 'team')).message)).toContain(words);
  expect(read((await house.says('boss', 'checkin every friday at 09:30', 'team')).message)).toContain(words);
  await orders(house, 'checkin anonymous on');
  expect(read((await house.says('boss', 'checkin status', 'team')).message)).not.toContain('reminder');
});

test.each([
  [['remind at 10:30'], 'digest at 10:00', /The reminder goes at 10:30\./],
  [[], 'digest', /Say when or where/],
  [[], 'remind', /Say when: .*remind at 10:30/],
  [['shape water-cooler'], 'digest at 12:00', /has no summary of the day/],
  [['shape water-cooler'], 'remind at 10:30', /has no reminder/],
  [['shape water-cooler'], 'every weekday at 09:30 local', /has one time for all/],
  [['shape water-cooler'], 'every weekday at 09:30 for @P01', /has one time for all/],
  [['pack pulse'], 'shape water-cooler', /asked in private only/],
  [[], 'every weekday at 23:59', /leaves no time to answer/],
] as const)('after %s, "checkin %s" changes nothing and says what would do', async (rules, line, answer) => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ...rules]);
  const before = await house.app.exportSettings(house.org);

  expect(read((await house.says('boss', `checkin ${line} --yes`, 'team')).message)).toMatch(answer);
  expect(await house.app.exportSettings(house.org)).toEqual(before);
});

test.each([
  [{ pack: 'pulse' }, /without names: shape private, isAnonymous true/],
  [{ shape: 'water-cooler', isAnonymous: true }, /everybody sees who writes/],
  [{ reminderAt: '12:00' }, /reminderAt has to lie between 09:30 and 11:00/],
  [{ standing: ['a', 'b', 'c', 'd'] }, /up to 3 questions/],
] as const)('a settings file with %j is refused whole', async (wrong, answer) => {
  const house = await openTeam(crew(2), ['every weekday at 09:30']);
  const file = JSON.parse(JSON.stringify(await house.app.exportSettings(house.org)));
  const changed = { ...file, checkins: [{ ...file.checkins[0], ...wrong }] };

  await expect(house.app.importSettings(house.org, changed)).rejects.toThrow(answer);
  expect(await house.app.exportSettings(house.org)).toEqual(file);
});
