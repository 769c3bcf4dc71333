import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { isoOf, mail, nudges, openHouse, openOneOnOnes, team, told } from './support/one-on-ones.ts';

it('follows the directory: a new supervisor begins anew, and the history stays with the pair', async () => {
  const house = await openOneOnOnes();
  await told(house, 'ana', 'oneonone met @Jo');

  house.platform.coworkers.set('jo', { id: 'jo', name: 'Jo Silva', manager: 'kim' });
  await house.app.sync(house.platform.workspace);
  await house.until('2026-12-02T00:00:00Z');
  const atKim = await told(house, 'kim', 'oneonone');
  const atAna = await told(house, 'ana', 'oneonone @Jo');
  house.platform.coworkers.set('jo', { id: 'jo', name: 'Jo Silva', manager: 'ana' });
  await house.app.sync(house.platform.workspace);
  await house.until('2026-12-03T00:00:00Z');

  expect(atKim).toContain('- Jo Silva: no talk noted yet');
  expect(atAna).toContain('You and Jo Silva have no one-on-ones here.');
  expect(await told(house, 'ana', 'oneonone')).toContain('- Jo Silva: last Mon 30 Nov (3 days ago)');
});

it("takes a report's word once the supervisor says yes", async () => {
  const house = await openHouse();
  const asked = await told(house, 'jo', 'ask @Kim');
  await house.until('2026-11-30T12:00:00Z');
  const [card] = mail(house, 'kim');

  const before = await told(house, 'jo', 'oneonone');
  const reply = card && (await house.presses('kim', card.message, "Yes, that's right"));
  const after = await told(house, 'jo', 'oneonone');

  expect(asked).toBe("I'll ask Kim Berg. It counts once they say yes.");
  expect(read(card?.message)).toContain('Jo Silva says you are their supervisor.');
  expect(before).toContain('You have no one-on-ones here yet.');
  expect(read(reply?.replace)).toContain("I'll remind you, and only you, when a talk with Jo Silva comes round.");
  expect(after).toContain('Kim Berg: no talk noted yet, next around');
});

it('asks a report who has a supervisor before somebody else takes their place', async () => {
  const house = await openOneOnOnes();
  const asked = await told(house, 'bo', 'oneonone add @Jo');
  await house.until('2026-11-30T12:00:00Z');
  const [card] = mail(house, 'jo');
  const reply = card && (await house.presses('jo', card.message, 'Not my supervisor'));

  expect(asked).toContain('so I ask them first');
  expect(read(reply?.replace)).toContain('Nothing more comes of it');
  expect(await told(house, 'jo', 'oneonone')).toContain('Ana Duarte');
  expect(await told(house, 'bo', 'oneonone')).not.toContain('Jo Silva');
});

it('lets a supervisor say "not my report", and the directory alone does not bring it back', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T10:00:00Z');
  const [card] = nudges(house, 'ana');
  const later = card && (await house.presses('ana', card.message, 'Later'));
  await house.presses('ana', later?.message ?? { fallback: '', blocks: [] }, 'Not my report');

  await house.until('2026-12-20T00:00:00Z');

  expect(await told(house, 'ana', 'oneonone')).not.toContain('Jo Silva');
  expect(read(nudges(house, 'ana')[0]?.message)).not.toContain('Jo Silva');
  expect(await told(house, 'dot', 'log')).toMatch(/Supervisor of Jo Silva: Ana Duarte → nobody\. (By )?Ana Duarte/);
});

it.each([
  ['themselves', 'ana', 'oneonone add @Ana', 'Nobody has one-on-ones with themselves'],
  ['their own supervisor', 'jo', 'oneonone add @Ana', 'Jo Silva reports to Ana Duarte already'],
  ['the supervisor of their supervisor', 'jo', 'oneonone add @Kim', 'so it cannot be the other way round too'],
  ['a typo', 'ana', 'oneonone ad @Jo', 'Did you mean add?'],
  ['too rare a rhythm', 'ana', 'oneonone every 6 months', 'every week to every 3 months'],
])('refuses %s', async (_, who, line, words) => {
  const house = await openOneOnOnes();

  expect(await told(house, who, line)).toContain(words);
});

it('has a rhythm for everyone, for one supervisor and for one report', async () => {
  const house = await openOneOnOnes();
  expect(await told(house, 'ana', 'oneonone every week')).toContain('Done. You and each of your reports: every week');
  expect(await told(house, 'ana', 'oneonone monthly for @Bo')).toContain('every month');
  expect(await told(house, 'ana', 'oneonone every week for everyone')).toContain('Only admins set it for everyone');
  const mine = await told(house, 'ana', 'oneonone');

  expect(mine).toMatch(/Jo Silva: .*every week\./);
  expect(mine).toMatch(/Bo Lund: .*every month\./);
  expect(await told(house, 'kim', 'oneonone')).toMatch(/Ana Duarte: .*every 2 weeks\./);
});

it('leaves out who has left, and says nothing more to a supervisor who has', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T08:00:00Z');
  house.platform.coworkers.delete('ana');
  await house.app.sync(house.platform.workspace);

  await house.until('2026-12-20T00:00:00Z');

  expect(nudges(house, 'ana')).toEqual([]);
  expect(await told(house, 'kim', 'oneonone')).toContain('You have no one-on-ones here yet.');
  expect(house.failures.seen).toEqual([]);
});

it('goes on where a restart left it', async () => {
  const house = await openOneOnOnes(team);
  await house.until('2026-11-30T20:00:00Z');
  await house.restart();
  await house.until('2026-12-02T00:00:00Z');

  expect(nudges(house, 'ana').map(({ at }) => isoOf(at))).toEqual(['2026-12-01T09:00']);
});
