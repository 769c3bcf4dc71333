import { expect, onTestFinished, test } from 'vitest';
import { House } from '../support/house.ts';

async function openHouse() {
  const people = [{ id: 'ana', isAdmin: true }, { id: 'bo' }, { id: 'cy' }];
  const house = await House.open({ now: '2026-11-30T09:00Z', zone: 'Europe/Lisbon', people });
  onTestFinished(() => house.close());
  await house.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');
  const tell = (kind: 'removed' | 'installed', id: string) =>
    house.app.observe({ kind, id, workspace: house.platform.workspace, at: house.now });
  return { house, tell };
}

test('a workspace that takes Hallway out is erased after thirty days, and not read before', async () => {
  const { house, tell } = await openHouse();

  await tell('removed', 'r1');
  await house.until('2026-12-30T08:59Z');
  const before = (await house.storage.organisations()).orgs;
  await house.until('2026-12-30T09:01Z');

  expect(before).toEqual([house.org]);
  expect((await house.storage.organisations()).orgs).toEqual([]);
  expect(house.failures.seen).toEqual([]);
});

test('installed again in time, everything is as it was', async () => {
  const { house, tell } = await openHouse();

  await tell('removed', 'r1');
  await house.until('2026-12-20T09:00Z');
  await tell('installed', 'i2');
  await house.until('2027-01-11T09:00Z');

  expect((await house.storage.organisations()).orgs).toEqual([house.org]);
  const { message } = await house.says('ana', 'coffee status', 'general');
  expect(JSON.stringify(message)).toMatch(/general/);
  expect(house.failures.seen).toEqual([]);
});
