import { expect, it } from 'vitest';
import type { House } from '../../support/house.ts';
import { nudges, openHouse, openOneOnOnes, told } from './support/one-on-ones.ts';

/** Pastes a file and applies it. */
async function bring(house: House, ...lines: readonly string[]): Promise<void> {
  const csv = ['report,supervisor,every,start,last', ...lines].join('\n');
  const { message } = await house.submits('dot', 'oneonone.import', { v: 1 }, { csv });
  await house.presses('dot', message ?? { fallback: '', blocks: [] }, 'Apply');
}

const none = 'You have no one-on-ones here yet.';

it('takes the note on a circle out of status with the undo that ends the circle, and gives the link at once', async () => {
  const house = await openHouse();
  await bring(house, 'ana@example.org,jo@example.org,,,');
  await told(house, 'dot', 'oneonone every 2 weeks --yes');
  const before = await told(house, 'dot', 'status');

  await told(house, 'dot', 'undo 1 --yes');

  expect(before).toContain('The directory says that Jo Silva reports to Ana Duarte, and the other way round.');
  expect(await told(house, 'dot', 'status')).not.toContain('the other way round');
  expect(await told(house, 'jo', 'oneonone')).toContain('Ana Duarte');
  expect(await told(house, 'ana', 'oneonone')).toContain('- Jo Silva: no talk noted yet');
});

it('takes the note out the next morning where the directory was mended, and keeps it as long as it was not', async () => {
  const house = await openHouse();
  await bring(house, 'ana@example.org,jo@example.org,,,');
  await told(house, 'dot', 'oneonone every 2 weeks --yes');
  await house.until('2026-12-01T12:00:00Z');
  const before = await told(house, 'dot', 'status');
  house.platform.coworkers.set('jo', { id: 'jo', name: 'Jo Silva', manager: 'kim' });
  await house.app.sync(house.platform.workspace);
  await house.until('2026-12-02T12:00:00Z');

  expect(before).toContain('the other way round');
  expect(await told(house, 'dot', 'status')).not.toContain('the other way round');
});

it('sees no circle where somebody changes places with their supervisor', async () => {
  const house = await openOneOnOnes();
  house.platform.coworkers.set('ana', { id: 'ana', name: 'Ana Duarte', manager: 'jo' });
  house.platform.coworkers.set('jo', { id: 'jo', name: 'Jo Silva', manager: 'kim' });
  await house.app.sync(house.platform.workspace);
  await house.until('2026-12-01T12:00:00Z');

  expect(await told(house, 'dot', 'status')).not.toContain('the other way round');
  expect(await told(house, 'jo', 'oneonone')).toMatch(/Kim Berg: [\s\S]*- Ana Duarte:/);
});

it('gives the links as the directory has them by then once a file is taken back', async () => {
  const house = await openOneOnOnes();
  await bring(house, 'jo@example.org,dot@example.org,,,');
  house.platform.coworkers.set('jo', { id: 'jo', name: 'Jo Silva', manager: 'kim' });
  await house.app.sync(house.platform.workspace);

  await told(house, 'dot', 'undo 2 --yes');

  expect(await told(house, 'dot', 'oneonone')).toContain(none);
  expect(await told(house, 'kim', 'oneonone')).toContain('- Jo Silva:');
  expect(await told(house, 'ana', 'oneonone')).not.toContain('Jo Silva');
  expect(house.failures.seen).toEqual([]);
});

it('takes back the first day and the last talk that a file brought, and not what was said since', async () => {
  const house = await openOneOnOnes();
  await bring(
    house,
    'jo@example.org,ana@example.org,,2026-12-14,2026-11-20',
    'bo@example.org,ana@example.org,,,2026-11-20',
  );
  const brought = await told(house, 'ana', 'oneonone');
  await told(house, 'ana', 'oneonone met @Bo');

  await told(house, 'dot', 'undo 2 --yes');

  const page = await told(house, 'ana', 'oneonone');
  expect(brought).toContain('- Jo Silva: last Fri 20 Nov (10 days ago), next around Mon 14 Dec');
  expect(page).toMatch(/- Jo Silva: no talk noted yet, next around Tue 1 Dec/);
  expect(page).toContain('- Bo Lund: last Mon 30 Nov (today)');
});

it('does not let the directory bring back whom a file took off a list', async () => {
  const house = await openOneOnOnes();
  await bring(house, 'jo@example.org,,,,');
  await house.until('2026-12-03T12:00:00Z');

  expect(await told(house, 'jo', 'oneonone')).toContain(none);
  await told(house, 'dot', 'undo 2 --yes');
  expect(await told(house, 'jo', 'oneonone')).toContain('Ana Duarte');
});

it('ends what the directory alone said with the undo of the start, and nobody is reminded', async () => {
  const house = await openOneOnOnes();
  await told(house, 'bo', 'oneonone add @Dot');

  await told(house, 'dot', 'undo 1 --yes');
  await house.until('2026-12-20T00:00:00Z');

  expect(nudges(house, 'ana')).toEqual([]);
  expect(await told(house, 'ana', 'oneonone')).toContain(none);
  expect(nudges(house, 'bo').length).toBeGreaterThan(0);
  expect(house.failures.seen).toEqual([]);
});
