import { expect, test } from 'vitest';
import { greeted } from '../../../src/features/check-ins/records.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { crew, digests, openTeam, orders, promptOf, prompts, write } from './support/check-ins.ts';

const ask = 'ask "What would make today a good day?"';
const hello = /^Hello\. Every weekday at 09:30, (your|London) time, I have a small question for you in #team\./;

test('the first question says what it is, how often it comes and how it stops; no other does, whoever comes when', async () => {
  const house = await openTeam(crew(3), ['every weekday at 09:30 local', ask], { channels: { other: ['p01'] } });
  await house.says('p03', 'pause 2 days');
  await house.until('2026-11-30T10:00:00Z');

  const first = read(promptOf(house, 'p01'));
  expect(first).toMatch(hello);
  expect(first).toContain('Skip any you like. Ask me less makes it rarer or stops it.');
  expect(first).toContain('Shared by name in #team at 11:00.');
  expect(house.platform.seenBy('p01')).toHaveLength(1);

  await house.restart();
  await house.presses('p02', promptOf(house, 'p02'), 'Ask me less').then(async ({ message }) => {
    if (message) await house.presses('p02', message, 'As often as now');
  });
  await orders(house, 'checkin off');
  await house.says('boss', 'undo 3 --yes');
  await house.until('2026-12-03T10:00:00Z');

  const greeted = (id: string) => prompts(house, id).map(({ message }) => hello.test(read(message)));
  expect(greeted('p01')).toEqual([true, false, false, false]);
  expect(greeted('p02')).toEqual([true, false, false, false]);
  expect(greeted('p03')).toEqual([true, false]);
});

test('who is erased leaves no trace in whom a program knows', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  await house.until('2026-11-30T10:00:00Z');
  const person = await house.person('p01');
  const kept = async () => JSON.stringify(await house.storage.read(house.org, (reads) => reads.list(greeted)));
  expect(await kept()).toContain(person);

  await house.app.forgetPerson(house.org, person);

  expect(await kept()).not.toContain(person);
});

test('the day is said where the answers are shared on another one', async () => {
  const people = crew(2).map((one, index) => ({ ...one, zone: index === 0 ? 'Asia/Tokyo' : 'America/Los_Angeles' }));
  const house = await openTeam(people, ['every weekday at 09:30 local', ask], { now: '2026-11-29T12:00:00Z' });
  await house.until('2026-11-30T18:00:00Z');

  expect(read(promptOf(house, 'p01'))).toContain('Shared by name in #team on Tue 1 Dec, 04:00.');
  expect(read(promptOf(house, 'p02'))).toContain('Shared by name in #team at 11:00.');
  expect(await write(house, 'p02', 'Rain')).toContain('Shared in #team at 11:00.');
  expect(read((await house.says('boss', 'checkin status', 'team')).message)).toContain(
    'at 09:30, in everybody\'s own time. Next: Tue 1 Dec. Asks "What would make today a good day?". ' +
      'Shared by name in the channel once it is 11:00 for the last who are asked.',
  );
  await orders(house, 'checkin every weekday at 09:30 in Asia/Tokyo');
  expect(read((await house.says('boss', 'checkin status', 'team')).message)).toContain(
    'Shared by name in the channel at 11:00, Tokyo time.',
  );
});

test('a change of the summary is echoed in one sentence each', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);

  const { message } = await house.says('boss', 'checkin digest at 12:00 in thread', 'team');

  expect(read(message)).toMatch(
    /^Check-in in #team: shared by name in the channel in a thread at 12:00, London time\. Before: shared by name in the channel at 11:00, London time\.\n/,
  );
});

test('home says what a person is asked, when, who sees it, and how to be asked less', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30 local', ask]);
  const home = async () => read((await house.says('p01', 'home')).message);
  const line = (chosen: string) =>
    `#team: every weekday at 09:30, your time, ${chosen}shared by name in the channel once it is 11:00 for the last who are asked.`;
  expect(await home()).toContain(`My questions\n${line('')}\n[Ask me less]`);
  expect(read((await house.says('boss', 'home')).message)).not.toContain('My questions');

  const choose = async (label: string) => {
    const { message } = await house.says('p01', 'home');
    const { message: card } = await house.presses('p01', message ?? { fallback: '', blocks: [] }, 'Ask me less');
    await house.presses('p01', card ?? { fallback: '', blocks: [] }, label);
  };
  await choose('Weekly');
  expect(await home()).toContain(line('you once a week, '));
  await choose('Pause for a month');
  expect(await home()).toContain(line('paused until Wed 30 Dec, '));
});

test('what has been shared is not opened for change: the button says so, and goes', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  await house.until('2026-11-30T10:00:00Z');
  const { form } = await house.presses('p01', promptOf(house, 'p01'), 'Answer');
  const sent = await house.submits('p01', form?.verb ?? '', form?.args ?? {}, { 'own-1': 'Tea' });
  const card = sent.replace ?? { fallback: '', blocks: [] };
  await house.until('2026-11-30T12:00:00Z');

  const reply = await house.presses('p01', card, 'Change it');

  expect(reply.form).toBeUndefined();
  expect(read(reply.message)).toContain('This one has been shared already, so it stays as it is.');
  expect(read(reply.replace)).toContain('- What would make today a good day? Tea');
  expect(buttonsOf(reply.replace ?? card)).toEqual([]);
  const late = await house.submits('p01', form?.verb ?? '', form?.args ?? {}, { 'own-1': 'Coffee' });
  expect(read(late.message)).toContain('shared already');
  expect(read(digests(house)[0]?.message)).toContain('P01: Tea');
});

test('help explains the pulse, its results and an answer in words', async () => {
  const house = await openTeam(crew(1));

  const admin = read((await house.says('boss', 'help checkin')).message);

  expect(admin).toContain('/hallway checkin pulse three short questions a week without names');
  expect(admin).toContain('/hallway checkin results the last quarter that was told');
  expect(read((await house.says('p01', 'help answer')).message)).toContain(
    '/hallway answer WORDS your answer in words; you see it once more before it counts',
  );
});

test('without names, a card that has had its time says so and keeps no button', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask, 'anonymous on']);
  await house.until('2026-11-30T10:00:00Z');
  await write(house, 'p01', 'Tea');

  const again = await house.presses('p01', promptOf(house, 'p01'), 'Answer');
  await house.until('2026-11-30T12:00:00Z');
  const late = await house.presses('p02', promptOf(house, 'p02'), 'Answer');

  expect([again.form, late.form]).toEqual([undefined, undefined]);
  expect(read(again.replace)).toBe('Your answer is in. It has no name on it, so it is final.');
  expect(read(late.replace)).toBe('This one is closed. A late answer would stand alone, so I take none.');
});
