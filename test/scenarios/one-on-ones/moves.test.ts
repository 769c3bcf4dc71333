import { expect, it } from 'vitest';
import { pairs } from '../../../src/features/one-on-ones/records.ts';
import type { House } from '../../support/house.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { mail, openHouse, openOneOnOnes, team, told } from './support/one-on-ones.ts';

const none = { fallback: '', blocks: [] };
const cardsOf = (house: House, id: string) => mail(house, id).filter(({ key }) => key.includes('/relation/'));
const words = (house: House, id: string) => cardsOf(house, id).map(({ message }) => read(message));

/** Dot, an admin, adds Jo, who has one-on-ones with Ana, and confirms it. */
async function moved() {
  const house = await openOneOnOnes();
  await house.until('2026-11-30T10:00:00Z');
  const echo = await house.says('dot', 'oneonone add @Jo');
  const before = await told(house, 'ana', 'oneonone');
  const done = await house.presses('dot', echo.message ?? none, 'Move Jo');
  await house.until('2026-11-30T12:00:00Z');
  return { house, echo, before, done };
}

it('shows an admin from whom they would take somebody, and changes nothing before they confirm it', async () => {
  const { house, echo, before, done } = await moved();

  expect(read(echo.message)).toContain('Jo Silva reports to Ana Duarte. Move them to your list?');
  expect(before).toContain('- Jo Silva:');
  expect(read(done.replace)).toBe('Done. Jo Silva is on your list. I tell them, and Ana too.');
  expect(await told(house, 'dot', 'oneonone')).toContain('- Jo Silva:');
  expect(house.failures.seen).toEqual([]);
});

it('tells the supervisor so far in one kind line, and the report what is so and how to say otherwise', async () => {
  const { house } = await moved();

  expect(words(house, 'ana')).toEqual([
    expect.stringContaining(
      'Jo Silva has one-on-ones with Dot from now on, so I no longer remind you of them. What you two had stays yours.',
    ),
  ]);
  expect(words(house, 'jo')).toEqual([
    expect.stringContaining('Your one-on-ones are with Dot from now on, every 2 weeks, no longer with Ana Duarte.'),
  ]);
  expect(words(house, 'jo')[0]).toContain('"Not my supervisor" makes it as it was');
});

it('gives a report who says no back at once to whom they were with, and tells that supervisor', async () => {
  const { house } = await moved();
  const [card] = cardsOf(house, 'jo');

  const reply = await house.presses('jo', card?.message ?? none, 'Not my supervisor');
  await house.until('2026-12-03T12:00:00Z');

  expect(read(reply.replace)).toContain('nobody is told off. Your one-on-ones are with Ana Duarte again.');
  expect(await told(house, 'ana', 'oneonone')).toContain('- Jo Silva:');
  expect(await told(house, 'dot', 'oneonone')).not.toContain('Jo Silva');
  expect(words(house, 'ana').at(-1)).toContain('Jo Silva has one-on-ones with you again');
});

it('tells a supervisor nothing where the report said no before they heard of it', async () => {
  const house = await openOneOnOnes();
  await told(house, 'dot', 'oneonone add @Jo --yes');
  const args = { v: 1, pair: `${await house.person('dot')}/${await house.person('jo')}` };
  await house.press('jo', { verb: 'oneonone.deny', args });
  await house.until('2026-12-03T12:00:00Z');

  expect(words(house, 'ana')).toEqual([]);
  expect(await told(house, 'ana', 'oneonone')).toContain('- Jo Silva:');
});

it('keeps what a report decides out of the log, and lets no admin undo it', async () => {
  const { house } = await moved();
  const before = await house.says('dot', 'log');
  const [card] = cardsOf(house, 'jo');
  await house.presses('jo', card?.message ?? none, 'Not my supervisor');

  const after = await house.says('dot', 'log');
  const undo = await told(house, 'dot', 'undo --yes');

  expect(read(after.message)).toBe(read(before.message));
  expect(read(after.message)).not.toMatch(/By Jo/);
  expect(undo).toBe(
    'Supervisor of Jo Silva has changed since entry 2, and the log has no later entry to undo. Nothing was changed.',
  );
  expect(await told(house, 'jo', 'oneonone')).toContain('Ana Duarte');
});

it('logs neither the yes of a report who was asked, nor whom they named', async () => {
  const house = await openOneOnOnes();
  await told(house, 'bo', 'oneonone add @Jo');
  await house.until('2026-11-30T12:00:00Z');
  await house.presses('jo', cardsOf(house, 'jo')[0]?.message ?? none, "Yes, that's right");
  await house.until('2026-11-30T14:00:00Z');

  expect(await told(house, 'bo', 'oneonone')).toContain('- Jo Silva:');
  expect(await told(house, 'dot', 'log')).not.toContain('Jo Silva');
  expect(words(house, 'ana')).toEqual([expect.stringContaining('Jo Silva has one-on-ones with Bo Lund from now on')]);
});

it('follows the directory at once where a report without another supervisor says no', async () => {
  const house = await openOneOnOnes();
  await told(house, 'dot', 'oneonone add @Kim');
  house.platform.coworkers.set('kim', { id: 'kim', name: 'Kim Berg', manager: 'bo' });
  await house.until('2026-11-30T12:00:00Z');
  await house.app.sync(house.platform.workspace);
  const [card] = cardsOf(house, 'kim');

  const reply = await house.presses('kim', card?.message ?? none, 'Not my supervisor');

  // Bo reports to Ana and Ana to Kim, so the directory's word would be a circle: nobody, and the way to name one.
  expect(read(reply.replace)).toContain('You have no supervisor here now; /hallway ask @name names one.');
  house.platform.coworkers.set('lou', { id: 'lou', name: 'Lou Neves' });
  await house.app.sync(house.platform.workspace);
  await told(house, 'dot', 'oneonone add @Lou');
  await house.until('2026-11-30T15:00:00Z');
  house.platform.coworkers.set('lou', { id: 'lou', name: 'Lou Neves', manager: 'kim' });
  await house.app.sync(house.platform.workspace);
  const second = await house.presses('lou', cardsOf(house, 'lou')[0]?.message ?? none, 'Not my supervisor');
  expect(read(second.replace)).toContain('Your one-on-ones are with Kim Berg.');
});

it('says what is so to somebody nobody had, without a question to their new supervisor', async () => {
  const house = await openHouse(team.map(({ manager: _manager, ...person }) => person));
  const done = await house.says('ana', 'oneonone add @Jo');
  await house.until('2026-11-30T12:00:00Z');

  expect(read(done.message)).toBe('Done. Jo Silva is on your list, and I tell them so.');
  expect(buttonsOf(cardsOf(house, 'jo')[0]?.message ?? none).map(({ label }) => label)).toEqual([
    'Sounds good',
    'Not my supervisor',
  ]);
  expect(words(house, 'jo')[0]).toContain('Your one-on-ones are with Ana Duarte from now on, every 2 weeks.');
});

it('keeps nothing of an erased supervisor on the list of the next', async () => {
  const { house } = await moved();
  const ana = await house.person('ana');
  await house.press('ana', { verb: 'me.forget.now', args: { v: 1 } });

  const left = await house.storage.read(house.org, async (reads) => JSON.stringify(await reads.list(pairs)));

  expect(left).toContain(await house.person('jo'));
  expect(left).not.toContain(ana);
});
