import { afterEach, beforeEach, expect, test } from 'vitest';
import { plus } from '../../src/time/zoned.ts';
import { House } from '../support/house.ts';

let house: House;
beforeEach(async () => {
  house = await House.open({ now: '2026-11-04T10:00:00Z', people: [{ id: 'ana', isAdmin: true }, { id: 'bo' }] });
});
afterEach(() => house.close());

test('a directory that hangs holds up nothing else, and is not read twice at once', async () => {
  let asked = 0;
  house.platform.people = () => {
    asked += 1;
    return new Promise(() => undefined);
  };
  await house.says('ana', 'coffee every week on thursday at 10:30 --yes', 'general');
  house.sleepUntil('2026-11-05T10:31:00Z');

  await house.app.beat();
  await house.app.beat();

  expect(asked).toBe(1);
  expect(await house.app.nextInstant()).toBeGreaterThan(house.now);
});

test('supervisors are read last, and may be listed after their reports', async () => {
  const order: string[] = [];
  const { platform } = house;
  const [people, channels] = [platform.people.bind(platform), platform.channels.bind(platform)];
  platform.people = (...args) => {
    order.push('people');
    return people(...args);
  };
  platform.channels = () => {
    order.push('channels');
    return channels();
  };
  platform.supervisorOf = async (_workspace, account) => {
    order.push('supervisors');
    return account === platform.accountOf('ana') ? platform.accountOf('bo') : undefined;
  };
  house.sleepUntil('2026-11-05T10:31:00Z');

  await house.app.settle();

  expect([...new Set(order)]).toEqual(['people', 'channels', 'supervisors']);
  expect(order.at(-1)).toBe('supervisors');
  expect(plus(house.now, { hours: 24 })).toBe(await house.app.nextInstant());
});
