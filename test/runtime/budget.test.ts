import { afterEach, describe, expect, test } from 'vitest';
import { features } from '../../src/features/index.ts';
import { toIso } from '../../src/time/zoned.ts';
import { House } from '../support/house.ts';
import { mailer } from '../support/mail-feature.ts';
import { read } from '../support/reading.ts';

let house: House;
afterEach(() => house.close());

/** Monday 9 November, an hour before work begins. */
async function open(now = '2026-11-09T08:00:00Z'): Promise<void> {
  const people = [{ id: 'ana', isAdmin: true }, { id: 'bo', zone: 'Europe/London', country: 'GB-ENG' }, { id: 'cy' }];
  house = await House.open({ now, people, features: [...features, mailer] });
}
const got = (id = 'bo') =>
  house.platform.seenBy(id).map(({ at, message }) => `${read(message)} ${toIso(at).slice(5, 16)}`);
const owe = async (...lines: readonly string[]) => {
  for (const line of lines) await house.says('ana', `mail ${line}`);
};

describe('unasked messages', () => {
  test('come one a day and three a week, in order of rank and then of key, and the rest the week after', async () => {
    await open();
    await owe('tip t @bo rest 999', 'midway m @bo rest 999', 'nudge n @bo rest 999', 'closing b @bo rest 999');
    await owe('closing a @bo rest 999');

    await house.until('2026-11-20T00:00:00Z');

    expect(got()).toEqual(['n 11-09T09:00', 'a 11-10T09:00', 'b 11-11T09:00', 'm 11-16T09:00', 't 11-17T09:00']);
  });

  test('are dropped where their time has passed before there is room', async () => {
    await open();
    await owe('nudge n @bo rest 24', 'midway m @bo rest 24');

    await house.until('2026-11-13T00:00:00Z');

    expect(got()).toEqual(['n 11-09T09:00']);
  });

  test('leave alone what is asked for, and what goes at its set time', async () => {
    await open();
    await owe('nudge n @bo rest 99', 'intro i @bo again', 'prompt p @bo rest', 'reply r @bo rest');

    await house.until('2026-11-09T12:00:00Z');

    expect(got()).toEqual(['i 11-09T08:00', 'p 11-09T08:00', 'r 11-09T08:00', 'n 11-09T09:00']);
  });

  test('are counted for each person apart', async () => {
    await open();
    await owe('nudge n @bo rest 99', 'nudge o @cy rest 99');

    await house.until('2026-11-09T12:00:00Z');

    expect([got('bo'), got('cy')]).toEqual([['n 11-09T09:00'], ['o 11-09T09:00']]);
  });

  test('spend once where the first try comes to nothing', async () => {
    await open();
    let failures = 2;
    house.platform.fault = () => (failures-- > 0 ? { outcome: { kind: 'unknown' } } : undefined);
    await owe('welcome w @bo again 99', 'tip t @bo again 99');

    await house.until('2026-11-11T00:00:00Z');

    expect(got()).toEqual(['w 11-09T09:00', 't 11-10T09:00']);
  });

  test('wait for hours, weekends, holidays and leave to pass', async () => {
    await open('2026-12-24T16:30:00Z');
    await house.says('cy', 'away 28 dec to 29 dec');
    await owe('nudge n @bo rest 999', 'midway m @bo rest 999', 'nudge o @cy rest 999', 'tip t @cy rest 999');

    await house.until('2026-12-31T00:00:00Z');

    expect(got('bo')).toEqual(['n 12-24T16:30', 'm 12-29T09:00']);
    expect(got('cy')).toEqual(['o 12-24T16:30', 't 12-25T09:00']);
  });

  test('are dropped for somebody on a pause or gone', async () => {
    await open();
    await owe('nudge n @bo rest 99', 'nudge o @cy rest 99');
    await house.says('bo', 'pause 1 week');
    house.platform.coworkers.set('cy', { id: 'cy', standing: 'gone' });
    await house.app.sync(house.platform.workspace);

    await house.until('2026-11-20T00:00:00Z');

    expect([got('bo'), got('cy')]).toEqual([[], []]);
  });
});
