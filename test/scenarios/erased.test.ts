import { expect, test } from 'vitest';
import { read } from '../support/reading.ts';
import { crew, openCoffee, openHouse, orders, told, tuesdays } from './coffee/support/coffee.ts';

type House = Awaited<ReturnType<typeof openHouse>>;

/** Has somebody erase themselves, by the button that says so; the directory names them again the next morning. */
async function erase(house: House, id: string, label: string): Promise<string> {
  const { message } = await house.says(id, 'privacy forget');
  if (!message) throw new Error('no card');
  const reply = await house.presses(id, message, label);
  return read(reply.replace ?? reply.message);
}

test('whoever is erased and left alone hears nothing until they say resume', async () => {
  const house = await openCoffee(crew(3));
  await house.until(tuesdays(1)[0] ?? '');

  expect(await erase(house, 'ana', 'Erase, leave me alone')).toContain('leave you alone until you say /hallway resume');
  const before = house.platform.seenBy('ana').length;
  await house.until('2026-12-22T23:00:00Z');

  expect(house.platform.seenBy('ana')).toHaveLength(before);
  expect(await told(house, 'ana', 'resume')).toContain('Welcome back.');
  await house.until('2027-01-12T23:00:00Z');
  expect(house.platform.seenBy('ana').length).toBeGreaterThan(before);
});

test('whoever is erased and begins anew is welcomed before they are introduced to anybody', async () => {
  const house = await openCoffee(crew(3, { zone: 'America/Los_Angeles' }));
  await orders(house, 'oneonone every 2 weeks');
  await house.until(tuesdays(1)[0] ?? '');

  await erase(house, 'ana', 'Erase, begin anew');
  const since = house.now;
  await house.until('2026-12-18T23:00:00Z');

  const fresh = house.platform.seenBy('ana').filter(({ at }) => at > since);
  expect(fresh[0]?.key).toMatch(/\/welcome\//);
  expect(fresh.some(({ key }) => /\/intro/.test(key))).toBe(true);
});

test('privacy forget and export are about oneself alone, and say so of anybody else', async () => {
  const house = await openHouse(crew(2));

  for (const what of ['forget', 'export'])
    expect(await told(house, 'boss', `privacy ${what} @ana`)).toContain(`privacy ${what} is about yourself alone.`);
});

test('what was done about somebody who is erased stays in the log without them, and is not taken back', async () => {
  const house = await openHouse(crew(3));
  await orders(house, 'admins add @Ana');
  await orders(house, 'settings closed 24 dec');

  await erase(house, 'ana', 'Erase, begin anew');

  const log = await told(house, 'boss', 'log');
  expect(log).toContain('1. Something about somebody who has been erased');
  expect(log).not.toContain('Ana');
  expect(await told(house, 'boss', 'undo 1')).toBe(
    'It was about somebody who has been erased, so it cannot be taken back. Nothing was changed.',
  );
  expect(await told(house, 'boss', 'undo')).toContain('Take back entry 2?');
});

test('undo without a number means the last change of one’s own', async () => {
  const house = await openHouse([{ id: 'ana', name: 'Ana', isAdmin: true }, ...crew(3).slice(1)]);
  await orders(house, 'settings closed 24 dec');
  await house.says('ana', 'settings closed 31 dec --yes');

  expect(await told(house, 'boss', 'undo')).toContain('Take back entry 1?');
  expect(await told(house, 'bo', 'undo')).toContain('Only admins');
});
