import { expect, test } from 'vitest';
import { results } from '../../../src/features/check-ins/records.ts';
import type { House } from '../../support/house.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { crew, digests, openTeam, orders, press, promptOf, write } from './support/check-ins.ts';

const ids = crew(12).map(({ id }) => id);
const mood = ['every weekday at 09:30', 'pack day-plan', 'anonymous on'];
const ownWords = ['every weekday at 09:30', 'ask "How full is your week?"', 'anonymous on'];
const days = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];

const answering = (house: House, some: readonly string[], words: string) =>
  some.reduce<Promise<unknown>>(
    (before, id) => before.then(() => write(house, id, `${words} ${id}`)),
    Promise.resolve(),
  );

/** Whose words a post shows. */
const shownIn = (message: string) => ids.filter((id) => message.includes(` ${id}`));

test('releases each answer at most once, in a cell of at least five, whatever happens around it', async () => {
  const house = await openTeam(crew(12), ownWords);
  const released: { day: string; people: readonly string[] }[] = [];
  const closeDay = async (day: string) => {
    const before = digests(house).length;
    await house.until(`${day}T16:00:00Z`);
    for (const post of digests(house).slice(before)) released.push({ day, people: shownIn(read(post.message)) });
  };

  // Four are too few; nobody, the admin included, sees that there were any.
  await house.until('2026-11-30T09:31:00Z');
  await answering(house, ids.slice(0, 4), 'a');
  await closeDay('2026-11-30');
  // Five, and a restart, a move, a leaver and a settings file in between.
  await house.until('2026-12-01T09:31:00Z');
  await answering(house, ids.slice(0, 3), 'b');
  await house.restart();
  await house.says('p01', 'timezone tokyo');
  await house.says('p02', 'timezone new york');
  await answering(house, ids.slice(3, 6), 'b');
  house.platform.rooms.get(house.platform.channelOf('team'))?.delete('p03');
  await house.app.sync(house.platform.workspace);
  const file = await house.app.exportSettings(house.org);
  expect(JSON.stringify(file)).not.toContain('b p01');
  await house.app.importSettings(house.org, JSON.parse(JSON.stringify(file)));
  await closeDay('2026-12-01');
  // Late comers, and a file that comes after the result.
  await expect(write(house, 'p09', 'late p09')).rejects.toThrow('no form');
  expect(await press(house, 'p09', 'Skip today')).toContain('closed');
  await house.app.importSettings(house.org, JSON.parse(JSON.stringify(file)));
  await house.restart();
  await closeDay('2026-12-01');
  // Stopped and brought back while answers are open: they are gone, and the date is not asked again.
  await house.until('2026-12-02T09:31:00Z');
  await answering(house, ids.slice(3, 10), 'c');
  await orders(house, 'checkin off');
  await house.says('boss', 'undo 4 --yes');
  expect(read((await house.says('boss', 'checkin status', 'team')).message)).toContain('Check-in in #team');
  await closeDay('2026-12-02');

  expect(released).toEqual([{ day: '2026-12-01', people: ids.slice(0, 6) }]);
  for (const one of released)
    for (const other of released) {
      const common = one.people.filter((id) => other.people.includes(id)).length;
      expect(one === other || one.day !== other.day || common === 0).toBe(true);
      expect(one.people.length).toBeGreaterThanOrEqual(5);
    }
  expect(await pools(house)).toEqual([]);
  expect(house.failures.seen).toEqual([]);
});

const pools = (house: House) =>
  house.storage.read(house.org, async (reads) =>
    (await reads.list({ name: 'checkin.pool', isSealed: true, parse: (row) => row })).map(({ key }) => key),
  );

test('an archived channel is told nothing, and its open answers go', async () => {
  const house = await openTeam(crew(12), ownWords);
  await house.until('2026-11-30T09:31:00Z');
  await answering(house, ids.slice(0, 8), 'a');
  const { platform } = house;
  platform.rooms.delete(platform.channelOf('team'));
  const channel = platform.channelOf('team');
  await house.app.observe({
    kind: 'channelClosed',
    id: 'closed',
    workspace: platform.workspace,
    at: house.now,
    channel,
  });

  await house.until('2026-11-30T18:00:00Z');
  await house.app.observe({
    kind: 'channelOpened',
    id: 'open',
    workspace: platform.workspace,
    at: house.now,
    channel,
    name: 'team',
  });
  await house.until('2026-12-01T08:00:00Z');

  expect(digests(house)).toEqual([]);
  expect(await pools(house)).toEqual([]);
});

test('an answer is final, once, and by the buttons of its own question', async () => {
  const house = await openTeam(crew(12), ownWords);
  await house.until('2026-11-30T09:31:00Z');
  const card = promptOf(house, 'p01');
  const { form } = await house.presses('p01', card, 'Answer');
  expect(form?.intro).toContain('An answer is final');
  const args = { v: 1, program: 'test:T1#team', date: '2026-11-30' };
  const send = (id: string, verb: string) => house.submits(id, verb, args, { 'own-1': `x ${id}` });

  expect(read((await send('p01', 'checkin.unnamed.answer')).message)).toContain('without your name');
  expect(read((await send('p01', 'checkin.unnamed.answer')).message)).toContain('it is final');
  expect(read((await send('p02', 'checkin.answer')).message)).toContain('without a name');
  expect(read((await send('boss', 'checkin.unnamed.answer')).message)).toContain('another channel');

  const receipts = await house.storage.read(house.org, (reads) => reads.deliveries(''));
  expect(receipts.filter(({ key }) => /remind|redraw/.test(key))).toEqual([]);
});

test('figures are released as they were, everybody of one mind without a number, and never the band of a few', async () => {
  const people = crew(12).map((one, index) => ({ ...one, zone: index < 8 ? 'Europe/London' : 'America/New_York' }));
  const house = await openTeam(people, ['every weekday at 09:30 local', ...mood.slice(1), 'digest at 12:00 by band']);
  for (const day of days) {
    await house.until(`${day}T15:00:00Z`);
    for (const id of ids.slice(0, 9)) {
      const [, , third] = buttonsOf(promptOf(house, id));
      if (third?.verb === 'checkin.unnamed.rate') await house.press(id, third);
      else await write(house, id, `word ${id}`);
    }
  }
  await house.until('2026-12-05T00:00:00Z');

  const posts = digests(house);
  expect(posts).toHaveLength(days.length);
  for (const { message } of posts) expect(read(message)).not.toContain('Americas');
  const rows = await house.storage.read(house.org, (reads) => reads.list(results));
  for (const { value } of rows) for (const cell of value.cells) expect(cell.answers).toBe(9);
});
