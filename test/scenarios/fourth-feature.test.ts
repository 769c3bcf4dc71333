import { afterEach, beforeEach, expect, test } from 'vitest';
import { features } from '../../src/features/index.ts';
import { toIso } from '../../src/time/zoned.ts';
import { tea } from '../fixtures/fourth-feature/index.ts';
import { House } from '../support/house.ts';
import { read } from '../support/reading.ts';

let house: House;
beforeEach(async () => {
  house = await House.open({
    now: '2026-10-19T08:00:00Z',
    zone: 'Europe/Lisbon',
    people: [
      { id: 'ana', name: 'Ana', isAdmin: true },
      { id: 'jo', name: 'Jo' },
    ],
    features: [...features, tea],
  });
});
afterEach(() => house.close());

const postsOfTea = () => house.platform.posts.filter(({ key }) => key.startsWith('tea/')).map(({ at }) => toIso(at));

async function start(): Promise<void> {
  const card = await house.says('ana', 'tea every friday at 15:00', 'general');
  if (card.message) await house.presses('ana', card.message, 'Start', house.inChannel('general'));
}

test('a feature of one folder has its command in the help and behind an admin’s Start', async () => {
  const help = await house.says('ana', 'help tea');
  const echo = await house.says('ana', 'tea every friday at 15:00', 'general');
  const refused = await house.says('jo', 'tea every friday at 15:00', 'general');

  expect(read(help.message)).toContain('/hallway tea every friday at 15:00 calls this channel to tea');
  expect(read(echo.message)).toBe('Tea here: Every week on Friday at 15:00.\n[Start] [Never mind]');
  expect(read(refused.message)).toContain('Only admins can do this. Ask Ana.');
});

test('its schedule runs at its wall time through a clock change and a restart', async () => {
  await start();

  await house.until('2026-10-24T00:00:00Z');
  await house.restart();
  await house.until('2026-11-07T00:00:00Z');

  expect(postsOfTea()).toEqual(['2026-10-23T14:00:00.000Z', '2026-10-30T15:00:00.000Z', '2026-11-06T15:00:00.000Z']);
});

test('its message carries a button that answers', async () => {
  await start();
  await house.until('2026-10-23T14:00:00Z');

  const [posted] = house.platform.seenBy('jo').filter(({ key }) => key.startsWith('tea/'));
  const reply = posted && (await house.presses('jo', posted.message, 'Coming', posted.place));

  expect(read(posted?.message)).toBe('Tea is ready.\n[Coming]');
  expect(read(reply?.message)).toBe('See you there, Jo.');
});

test('log, undo, upcoming and did-you-mean come without being asked for', async () => {
  await start();

  const log = await house.says('ana', 'log');
  const upcoming = await house.app.upcoming(house.platform.workspace);
  const near = await house.says('ana', 'tee');
  await house.says('ana', 'undo --yes');
  await house.until('2026-11-07T00:00:00Z');

  expect(read(log.message)).toContain('1. Tea: Every week on Friday at 15:00. By Ana');
  expect(upcoming[0]).toMatchObject({ what: 'Tea', to: '#general', why: 'Every week on Friday at 15:00' });
  expect(read(near.message)).toContain('Did you mean tea?');
  expect(postsOfTea()).toEqual([]);
  expect(house.failures.seen).toEqual([]);
});
