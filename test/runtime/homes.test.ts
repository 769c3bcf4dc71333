import { describe, expect, test } from 'vitest';
import type { PostOutcome } from '../../src/core/delivery.ts';
import { type AccountId, nativeId } from '../../src/core/ids.ts';
import { instant, plus } from '../../src/time/zoned.ts';
import { House } from '../support/house.ts';

const people = [{ id: 'ana', isAdmin: true }, { id: 'bo' }, { id: 'cy' }];
const coffee = 'coffee every week on tuesday at 10:00 --yes';

/** A house whose platform says whose home it was asked to show, and answers as it is told. */
async function openHouse() {
  const house = await House.open({ now: '2026-11-30T09:00Z', people });
  const shown: string[] = [];
  const { platform } = house;
  const answer: { now: () => Promise<PostOutcome> } = { now: async () => ({ kind: 'posted', ref: {} }) };
  platform.showHome = async (_workspace, account, home) => {
    shown.push(nativeId(account));
    platform.homes.set(account, home);
    return answer.now();
  };
  const opens = (id: string) => house.act(id, { kind: 'home' }, house.personal(id));
  const homeOf = (id: string) => JSON.stringify(platform.homes.get(platform.accountOf(id) as AccountId));
  return { house, shown, answer, opens, homeOf };
}

describe('a home', () => {
  test('is drawn when it is opened, and again only when it differs', async () => {
    const { house, shown, opens } = await openHouse();

    await opens('bo');
    await opens('bo');
    await house.says('bo', 'help');
    expect(shown).toEqual(['bo']);
    await house.says('bo', 'hours 10:00-16:00');

    expect(shown).toEqual(['bo', 'bo']);
    await house.close();
  });

  test('that is open shows what somebody else did; one that is closed waits to be opened', async () => {
    const { house, shown, opens, homeOf } = await openHouse();
    await opens('bo');

    await house.says('ana', coffee, 'general');

    expect(homeOf('bo')).toContain('next coffee');
    expect(shown).not.toContain('cy');
    house.sleepUntil('2026-11-30T10:01Z');
    shown.length = 0;
    await house.says('ana', 'coffee off --yes', 'general');
    expect(shown).not.toContain('bo');
    await house.close();
  });

  test('is drawn once however much happened meanwhile', async () => {
    const { house, shown } = await openHouse();

    for (const hours of ['10:00-16:00', '10:00-17:00', '10:00-18:00'])
      await house.hand('bo', { kind: 'command', text: `hours ${hours}` });
    await house.app.settle();

    expect(shown).toEqual(['bo']);
    await house.close();
  });

  test('that the platform wants later is drawn then, as it is by then', async () => {
    const { house, shown, answer, opens, homeOf } = await openHouse();
    const at = plus(house.now, { seconds: 40 });
    answer.now = async () => ({ kind: 'later', at });
    await opens('bo');
    await house.says('cy', 'hours 10:00-16:00');
    expect(shown).toEqual(['bo']);
    expect(await house.app.nextInstant()).toBe(at);

    answer.now = async () => ({ kind: 'posted', ref: {} });
    await house.says('bo', 'hours 11:00-15:00');
    await house.until(instant('2026-11-30T09:01Z'));

    expect(shown.toSorted()).toEqual(['bo', 'bo', 'cy']);
    expect(homeOf('bo')).toContain('11:00');
    await house.close();
  });

  test('of a platform that hangs holds up nobody', async () => {
    const { house, answer } = await openHouse();
    answer.now = () => new Promise(() => undefined);
    await house.hand('bo', { kind: 'command', text: 'help' });

    await house.app.beat();
    house.sleepUntil('2026-11-30T09:02Z');
    await house.app.beat();

    const { message } = await house.hand('cy', { kind: 'command', text: 'help' });
    expect(message?.fallback).toContain('Hallway');
    await house.close();
  });
});
