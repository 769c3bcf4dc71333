import { expect, test } from 'vitest';
import { answerKey, answers } from '../../../src/features/check-ins/records.ts';
import { localDate, toIso } from '../../../src/time/zoned.ts';
import { read } from '../../support/reading.ts';
import { crew, digests, openTeam, press, promptOf, prompts, write } from './support/check-ins.ts';

const ask = 'ask "What would make today a good day?"';
const at = (posts: readonly { readonly at: Parameters<typeof toIso>[0] }[]) => posts.map((post) => toIso(post.at));

test('asks everybody in their own morning and shares the answers after the last of them', async () => {
  const [lisbon, warsaw, york] = crew(3);
  const people = [
    { ...lisbon, zone: 'Europe/Lisbon' },
    { ...warsaw, zone: 'Europe/Warsaw' },
    { ...york, zone: 'America/New_York' },
  ] as const;
  const house = await openTeam(people as never, ['every weekday at 09:30 local', ask]);

  await house.until('2026-11-30T15:00:00Z');
  expect(at(prompts(house, 'p01'))).toEqual(['2026-11-30T09:30:00.000Z']);
  expect(at(prompts(house, 'p02'))).toEqual(['2026-11-30T08:30:00.000Z']);
  expect(at(prompts(house, 'p03'))).toEqual(['2026-11-30T14:30:00.000Z']);
  expect(read(promptOf(house, 'p01'))).toContain('Shared by name in #team at 16:00.');

  expect(await write(house, 'p01', 'A quiet *hour*')).toContain('Thank you.');
  expect(await write(house, 'p02', 'Rain')).toContain('Thank you.');
  expect(await write(house, 'p02', 'Sun')).toContain('Sun');
  expect(await press(house, 'p03', 'Skip today')).toBe('Skipped. Nobody is told.');
  await house.until('2026-11-30T23:00:00Z');

  expect(at(digests(house))).toEqual(['2026-11-30T16:00:00.000Z']);
  expect(read(digests(house)[0]?.message)).toBe(
    'Check-in of Mon 30 Nov\nWhat would make today a good day?\n- P01: A quiet *hour*\n- P02: Sun',
  );
  expect(house.failures.seen).toEqual([]);
});

test('a late answer joins the summary, marked, and changes nothing that was shared', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  await house.until('2026-11-30T10:00:00Z');
  await write(house, 'p01', 'Tea');
  await house.until('2026-11-30T12:00:00Z');

  expect(await write(house, 'p02', 'Cake')).toContain('marked as later');
  expect(await press(house, 'p01', 'Answer')).toContain('so it stays as it is');

  expect(read(digests(house)[0]?.message)).toMatch(/P01: Tea\n- P02 \(later\): Cake$/);
  expect(digests(house)).toHaveLength(1);
});

test('nobody answers: nothing is posted', async () => {
  const house = await openTeam(crew(3), ['every weekday at 09:30', ask]);

  await house.until('2026-12-01T07:00:00Z');

  expect(prompts(house, 'p01')).toHaveLength(1);
  expect(digests(house)).toEqual([]);
});

test('of more answers than a digest quotes, others are quoted on every day', async () => {
  const people = crew(34);
  const house = await openTeam(people, ['every weekday at 09:30', ask]);
  for (const day of ['2026-11-30', '2026-12-01']) {
    await house.until(`${day}T10:00:00Z`);
    const given = { values: [{ question: 'own-1', value: 'Tea' }], isSkipped: false, isLate: false, band: 'all' };
    const ids = await Promise.all(people.map(({ id }) => house.person(id)));
    await house.storage.transaction(house.org, async (tx) => {
      for (const id of ids) await tx.put(answers, answerKey('test:T1#team', localDate(day), id), given);
    });
    await house.until(`${day}T12:00:00Z`);
  }

  const [first, second] = digests(house).map(({ message }) => read(message));
  expect(first?.match(/: Tea$/gm)).toHaveLength(30);
  expect(first).toMatch(/- and 4 more$/);
  const quoted = (words = '') => new Set(words.match(/P\d+/g));
  expect(quoted(first)).not.toEqual(quoted(second));
});

test('answers are kept for 24 months, those of a program that has ended too', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  await house.until('2026-11-30T10:00:00Z');
  await write(house, 'p01', 'Tea');
  await house.until('2026-11-30T12:00:00Z');
  await house.says('boss', 'checkin off --yes', 'team');
  const person = await house.person('p01');
  const held = async () => JSON.stringify((await house.app.exportPerson(house.org, person)).checkins);

  house.sleepUntil('2028-11-29T12:00:00Z');
  await house.until('2028-11-29T13:00:00Z');
  expect(await held()).toContain('Tea');
  await house.until('2028-12-03T13:00:00Z');

  expect(await held()).not.toContain('Tea');
});
