import { expect, it } from 'vitest';
import { nudges, openHouse, openOneOnOnes, told } from './support/one-on-ones.ts';

it('keeps the rhythm in the settings file, and nothing of any two people', async () => {
  const from = await openOneOnOnes(undefined, 'every 3 weeks');
  const file = await from.app.exportSettings(from.org);
  const to = await openHouse();
  const changed = await to.app.importSettings(to.org, file);
  const again = await to.app.importSettings(to.org, file);
  await to.until('2026-12-12T00:00:00Z');

  expect(file.oneonone).toEqual({ rhythm: { unit: 'week', every: 3 }, on: true });
  expect(changed).toContain('one-on-ones');
  expect(again).not.toContain('one-on-ones');
  expect(await told(to, 'ana', 'oneonone')).toContain('every 3 weeks');
  expect(nudges(to, 'ana').length).toBeGreaterThan(0);
  expect(await told(to, 'dot', 'status')).toContain('One-on-ones: every 3 weeks, 2 supervisors, 3 reports.');
});

it.each([
  [{ rhythm: { unit: 'day', every: 1 }, on: true }, 'rhythm.unit'],
  [{ rhythm: { unit: 'week', every: 99 }, on: true }, 'rhythm.every'],
  [[], 'oneonone'],
])('refuses a file with %j', async (part, words) => {
  const house = await openHouse();
  const file = { ...(await house.app.exportSettings(house.org)), oneonone: part };

  await expect(house.app.importSettings(house.org, file)).rejects.toThrow(words);
});

it('goes off with a file that has none, and undo brings it back', async () => {
  const house = await openOneOnOnes();
  const file = { ...(await house.app.exportSettings(house.org)), oneonone: null };

  expect(await house.app.importSettings(house.org, file)).toContain('one-on-ones off');
  await told(house, 'dot', 'undo 2 --yes');
  expect((await house.app.exportSettings(house.org)).oneonone).toEqual({
    rhythm: { unit: 'week', every: 2 },
    on: true,
  });
});
