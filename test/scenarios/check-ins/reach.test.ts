import { expect, test } from 'vitest';
import { toIso } from '../../../src/time/zoned.ts';
import { read } from '../../support/reading.ts';
import { crew, openTeam, orders, promptOf, prompts } from './support/check-ins.ts';

const ask = 'ask "What would make today a good day?"';
const dayAfter = '2026-12-01T07:00:00Z';
const askedAt = (house: Awaited<ReturnType<typeof openTeam>>, id: string) =>
  prompts(house, id).map(({ at }) => toIso(at).slice(0, 16));

test.each([
  ['every weekday at 14:00', '14:00', '15:30'],
  ['every weekday at 11:00 local', '11:00', '12:30'],
  ['every weekday at 14:00 local', '14:00', '15:30'],
  ['every weekday at 10:40 local', '10:40', '12:10'],
] as const)('"checkin %s" reaches all of a channel, and is told an hour and a half later', async (line, time, told) => {
  const zones = ['Europe/London', 'Asia/Tokyo', 'America/Los_Angeles'];
  const people = crew(3).map((one, index) => ({
    ...one,
    zone: line.endsWith('local') ? (zones[index] ?? 'UTC') : 'UTC',
  }));
  const house = await openTeam(people, []);

  const echo = await orders(house, `checkin ${line}`);
  await house.until('2026-12-01T06:00:00Z');

  expect(echo).toContain(told);
  expect(echo).not.toContain("can't be asked");
  const hour = (at: string, offset: number) => new Date(Date.parse(`${at}Z`) + offset * 3_600_000).toISOString();
  for (const [index, { id }] of people.entries()) {
    const offset = line.endsWith('local') ? ([0, 9, -8][index] ?? 0) : 0;
    expect(
      askedAt(house, id)
        .map((at) => hour(at, offset).slice(0, 16))
        .at(-1)
        ?.slice(11),
    ).toBe(time);
  }
  expect(read((await house.says('boss', 'status')).message)).toContain('All is well');
});

test('whoever begins work after the summary is counted in the echo and in status, with the cure, and then asked', async () => {
  const house = await openTeam(crew(3), []);
  await house.says('p01', 'hours 22:00-06:00');
  const words =
    "1 of 3 can't be asked: they begin work once answers are shared. /hallway checkin digest at 23:30 waits for them.";

  expect(await orders(house, 'checkin every weekday at 09:30 local')).toContain(words);
  expect(read((await house.says('boss', 'checkin status', 'team')).message)).toContain(words);
  expect(read((await house.says('boss', 'status')).message)).toMatch(/^1 thing needs a look\n[\s\S]*can't be asked/);
  expect(read((await house.says('boss', 'status')).message)).not.toContain('P01');
  await orders(house, 'checkin digest at 23:30');
  await house.until(dayAfter);

  expect(askedAt(house, 'p01')).toEqual(['2026-11-30T22:00']);
  expect(read((await house.says('boss', 'status')).message)).toContain('All is well');
});

test('whoever is off work by then, wherever they are, is counted with the cure that reaches them', async () => {
  const people = crew(2).map((one, index) => ({ ...one, zone: index === 0 ? 'Asia/Tokyo' : 'Europe/London' }));
  const house = await openTeam(people, []);

  expect(await orders(house, 'checkin every weekday at 09:30')).toContain(
    "1 of 2 can't be asked: they are off work at 09:30, London time. Put local at the end, and each is asked at their own 09:30.",
  );
  expect(await orders(house, 'checkin every weekday at 09:30 local')).not.toContain("can't be asked");
  await house.says('p02', 'hours 06:00-12:00');
  expect(await orders(house, 'checkin every weekday at 14:00 local')).toContain(
    "1 of 2 can't be asked: they are off work at 14:00. An earlier time would reach them.",
  );
});

test('a question that would reach nobody is refused with the cure, and nothing is changed', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  const before = await house.app.exportSettings(house.org);

  for (const [line, answer] of [
    ['every weekday at 19:00 local', /^Nobody in #team would be asked\. 2 of 2.*An earlier time/],
    ['every weekday at 23:59', /leaves no time to answer that day\. Choose an earlier one/],
    ['digest at 09:15', /the summary needs a later time, such as \/hallway checkin digest at 11:00/],
  ] as const)
    expect(read((await house.says('boss', `checkin ${line} --yes`, 'team')).message)).toMatch(answer);
  expect(await house.app.exportSettings(house.org)).toEqual(before);
});

test('a summary that somebody has set stays as close as they set it', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask, 'digest at 10:00']);
  expect(await orders(house, 'checkin every friday at 09:30')).toContain('10:00, London time');
});

test('a mistyped local is hinted at as such, and an example is one of a check-in', async () => {
  const house = await openTeam(crew(2), []);
  const said = async (line: string) => read((await house.says('boss', `checkin ${line}`, 'team')).message);

  expect(await said('every weekday at 9:30 lokal')).toBe(
    'I don\'t know "lokal". Did you mean local? For example: every weekday at 09:30 local. Nothing was changed.',
  );
  expect(await said('every')).toContain('For example: every weekday at 09:30 local.');
  expect(await said('every')).not.toContain('2 weeks');
});

test('below the floor, without names, the echo says how many there are and that nothing will be shown', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  const words =
    'Nothing is shown of fewer than 5 answers, to anybody. Only 2 people are asked, so nothing will be shown until more join.';

  expect(read((await house.says('boss', 'checkin anonymous on', 'team')).message)).toContain(words);
  expect(await orders(house, 'checkin anonymous on')).toContain(words);
  expect(read((await house.says('boss', 'checkin status', 'team')).message)).toContain(words);
  expect(read((await house.says('boss', 'status')).message)).toMatch(/^1 thing needs a look/);
  expect(await orders(house, 'checkin anonymous off')).not.toContain('Nothing is shown');
});

test('the last of a band who leaves the channel can still answer what they were asked', async () => {
  const zones = ['Europe/London', 'Asia/Tokyo'];
  const people = crew(2).map((one, index) => ({ ...one, zone: zones[index] ?? 'UTC' }));
  const house = await openTeam(people, ['every weekday at 09:30 local', ask, 'digest at 11:00 by band']);
  await house.until('2026-12-01T00:45:00Z');
  house.platform.rooms.get(house.platform.channelOf('team'))?.delete('p02');
  await house.app.sync(house.platform.workspace);

  expect((await house.presses('p02', promptOf(house, 'p02'), 'Answer')).form?.fields).toHaveLength(1);
});
