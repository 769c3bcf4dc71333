import { expect, test } from 'vitest';
import { toIso } from '../../../src/time/zoned.ts';
import { size } from '../../support/size.ts';
import { openSlackHouse } from './support/slack-house.ts';

test('a large workspace is read within Slack’s rates, without one refusal', async () => {
  const count = size('people in a first sync', { small: 1_500, full: 20_000 });
  const users = Array.from({ length: count }, (_, index) => ({
    id: `U${index + 1}`,
    is_admin: index === 0,
    ...(index > 0 && { fields: { Xf1: { value: 'U1' } } }),
  }));

  const house = await openSlackHouse({ users });
  const peopleRead = house.now();
  await house.until(toIso(house.now()));
  const asked = house.fake.calls.filter(({ method }) => method === 'users.list').length;

  const minutes = (peopleRead - Date.parse('2026-11-30T09:00Z')) / 60_000;
  console.log(`${count} people in ${asked} pages and ${minutes.toFixed(1)} minutes on the fake’s clock`);
  expect(house.fake.rates.refusals).toBe(0);
  await house.visitors.types('U1', 'coffee every week on tuesday at 10:00');
  await house.settle();
  expect(JSON.stringify(house.home.seenBy('U1', 'C1'))).toContain(`for ${count} people`);
});

test('supervisors come from the profile field, one call a person, and are asked again after a week', async () => {
  const users = Array.from({ length: 150 }, (_, index) => ({
    id: `U${index + 1}`,
    is_admin: index === 0,
    ...(index > 0 && { fields: { Xf1: { value: 'U1' } } }),
  }));
  const asked = () => house.fake.calls.filter(({ method }) => method === 'users.profile.get').length;
  const house = await openSlackHouse({ users, supervisorField: 'Xf1', scopes: ['users.profile:read'] });

  const first = asked();
  await house.until('2026-12-03T09:00Z');
  const later = asked();
  await house.until('2026-12-08T12:00Z');

  expect([first, later]).toEqual([152, 152]);
  expect(asked()).toBe(304);
  expect(house.fake.rates.refusals).toBe(0);
});

test('without its scope nobody has a supervisor, and everybody is read all the same', async () => {
  const users = [{ id: 'U1', is_admin: true }, { id: 'U2' }];

  const house = await openSlackHouse({ users, supervisorField: 'Xf1' });
  await house.visitors.types('U1', 'coffee every week on tuesday at 10:00');
  await house.settle();

  expect(JSON.stringify(house.home.seenBy('U1', 'C1'))).toContain('for 2 people');
});
