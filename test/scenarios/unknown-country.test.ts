import { expect, test } from 'vitest';
import { House } from '../support/house.ts';
import { read } from '../support/reading.ts';

test('somebody whose country nobody has listed the holidays of is welcomed like the others', async () => {
  const house = await House.open({
    now: '2026-11-23T09:00:00Z',
    zone: 'Europe/Lisbon',
    people: [
      { id: 'ana', zone: 'Europe/Lisbon', country: 'PT', isAdmin: true },
      { id: 'maya', zone: 'Asia/Kathmandu', country: 'NP' },
    ],
  });

  const started = await house.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');
  await house.until('2026-11-24T12:00:00Z');

  expect(read(started.message)).toContain('Started: coffee in #general');
  expect(house.platform.seenBy('maya').map(({ place }) => place.kind)).toEqual(['personal', 'group']);
  expect(house.failures.seen).toEqual([]);
  await house.close();
});
