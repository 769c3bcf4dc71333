import { afterEach, describe, expect, test } from 'vitest';
import { nativeId } from '../../src/core/ids.ts';
import { groups } from '../../src/features/coffee/records.ts';
import { instant, plus, toIso, wallTimeOf, zone } from '../../src/time/zoned.ts';
import { House, type HouseOptions } from '../support/house.ts';
import type { Posted } from '../support/platform.ts';
import { read } from '../support/reading.ts';

let house: House;
afterEach(() => house.close());

const names = ['ana', 'bo', 'cy', 'di', 'ed', 'flo', 'gil', 'hal'];
const people = (count: number) => names.slice(0, count).map((id) => ({ id, isAdmin: id === 'ana' }));

async function open(options: Partial<HouseOptions> = {}): Promise<void> {
  house = await House.open({ now: '2026-11-04T09:00:00Z', people: people(6), ...options });
}

const coffee = (rhythm = 'every week on tuesday at 10:00', channel = 'general') =>
  house.says('ana', `coffee ${rhythm} --yes`, channel);

const intros = (): readonly Posted[] => house.platform.posts.filter(({ key }) => key.includes('/intro'));
const together = ({ place }: Posted): readonly string[] => (place.kind === 'group' ? place.accounts.map(nativeId) : []);
const introsOf = (id: string) => intros().filter((one) => together(one).includes(id));
const introOf = (id: string): Posted => {
  const last = introsOf(id).at(-1);
  if (!last) throw new Error(`${id} was not introduced`);
  return last;
};

describe('F1: somebody who joins after the round', () => {
  test('is matched before midway, never with somebody they avoid, and with new people the next time', async () => {
    await open({ people: people(5), channels: { design: ['ana', 'bo', 'cy', 'di'] } });
    await coffee('every 2 weeks on tuesday at 10:00', 'design');
    await house.until('2026-11-10T12:00:00Z');
    const [avoided] = together(introOf('bo'));
    await house.says('ed', `avoid <@${house.platform.accountOf(avoided ?? '')}>`);
    await joins('ed', 'design');

    await house.until('2026-11-17T09:00:00Z');
    const first = together(introOf('ed'));
    await house.until('2026-11-24T12:00:00Z');
    const second = together(introOf('ed'));

    expect(introsOf('ed')).toHaveLength(2);
    expect([...first, ...second]).not.toContain(avoided);
    expect(second).not.toEqual(first);
  });

  test('hears a welcome before an introduction', async () => {
    await open({ people: people(5), channels: { design: ['ana', 'bo', 'cy', 'di'] } });
    await coffee('every 2 weeks on tuesday at 10:00', 'design');
    await house.until('2026-11-10T12:00:00Z');
    await joins('ed', 'design');

    await house.until('2026-11-17T09:00:00Z');

    expect(house.platform.seenBy('ed').map(({ key }) => key.match(/welcome|intro/)?.[0])).toEqual(['welcome', 'intro']);
  });
});

async function joins(id: string, channel: string): Promise<void> {
  const { platform } = house;
  platform.rooms.get(platform.channelOf(channel))?.add(id);
  const event = { id: `joined ${id}`, workspace: platform.workspace, at: house.now } as const;
  const joined = {
    ...event,
    kind: 'joined',
    channel: platform.channelOf(channel),
    account: platform.accountOf(id),
  } as const;
  await house.app.observe(joined);
}

describe('F2: the local hour of a round', () => {
  test.each([
    ['America/New_York', '2026-10-21T12:00:00Z', ['2026-10-27T14:00:00.000Z', '2026-11-03T15:00:00.000Z']],
    ['America/New_York', '2027-03-03T12:00:00Z', ['2027-03-09T15:00:00.000Z', '2027-03-16T14:00:00.000Z']],
    ['Europe/London', '2026-10-14T12:00:00Z', ['2026-10-20T09:00:00.000Z', '2026-10-27T10:00:00.000Z']],
    ['Europe/London', '2027-03-17T12:00:00Z', ['2027-03-23T10:00:00.000Z', '2027-03-30T09:00:00.000Z']],
    ['Australia/Sydney', '2026-09-23T12:00:00Z', ['2026-09-29T00:00:00.000Z', '2026-10-05T23:00:00.000Z']],
    ['Australia/Sydney', '2027-03-24T12:00:00Z', ['2027-03-29T23:00:00.000Z', '2027-04-06T00:00:00.000Z']],
  ])('stays 10:00 through the clock change of %s after %s', async (where, from, held) => {
    await open({ now: from, zone: where, people: people(2) });
    await coffee('every week on tuesday at 10:00');

    await house.until(plus(instant(from), { days: 14 }));

    expect(intros().map(({ at }) => toIso(at))).toEqual(held);
    expect(intros().map(({ at }) => wallTimeOf(at, zone(where)))).toEqual(['10:00', '10:00']);
  });
});

describe('F3: a post that fails', () => {
  test('is tried again at growing distances and not for ever, and what was planned is kept at once', async () => {
    await open({ people: people(2) });
    await coffee();
    const tries: string[] = [];
    house.platform.fault = (_place, key) => {
      if (!key.includes('/intro')) return undefined;
      tries.push(toIso(house.now).slice(11, 19));
      return { outcome: { kind: 'unknown' } };
    };

    await house.until('2026-11-10T10:00:00Z');
    const kept = await house.storage.read(house.org, (reads) => reads.list(groups));
    await house.until('2026-11-10T16:00:00Z');

    expect(kept.map(({ value }) => value.people.length)).toEqual([2]);
    expect(tries).toEqual(['10:00:00', '10:00:10', '10:00:40', '10:02:10', '10:06:40']);
  });
});

describe('F4: somebody who presses nothing', () => {
  test('takes part as long as a partner says that they met', async () => {
    await open({ people: people(2) });
    await coffee();
    await house.until('2026-11-10T10:00:00Z');

    for (let week = 0; week < 8; week += 1) {
      const intro = introOf('bo');
      await house.presses('ana', intro.message, 'We met', intro.place);
      await house.until(plus(house.now, { days: 7 }));
    }

    expect(introsOf('bo')).toHaveLength(9);
  });

  test('is asked after three silent rounds, left out as paused meanwhile, and one press is enough to stay', async () => {
    await open({ people: people(4) });
    await coffee();
    await house.until('2026-12-02T12:00:00Z');
    const silentRounds = introsOf('bo').length;
    const question = house.platform.seenBy('bo').find(({ key }) => key.includes('/stay/'));
    const stay = question && (await house.press('bo', { verb: 'coffee.stay', args: programOf(question.key) }));
    const cy = house.platform.seenBy('cy').find(({ key }) => key.includes('/stay/'));
    if (cy) await house.press('cy', { verb: 'coffee.stay', args: programOf(cy.key) });

    await house.until('2026-12-08T12:00:00Z');

    expect(silentRounds).toBe(3);
    expect(read(stay?.replace)).toBe('Good to have you. You are in the next round.');
    expect(together(introOf('bo'))).toEqual(['bo', 'cy']);
    expect(introsOf('di')).toHaveLength(3);
    expect(read((await house.says('ana', 'status')).message)).toContain('2 paused');
  });
});

const programOf = (key: string) => ({ v: 1, program: key.slice('coffee/'.length).split('/stay/')[0] ?? '' });

describe('F5: between planning and posting', () => {
  test('a crash and 429s for an hour lose no intro', async () => {
    await open();
    await coffee();
    const open429 = instant('2026-11-10T11:00:00Z');
    house.platform.fault = (_place, key) =>
      key.includes('/intro') && house.now < open429
        ? { outcome: { kind: 'later', at: plus(house.now, { minutes: 10 }) } }
        : undefined;
    await house.until('2026-11-10T10:05:00Z');
    expect(intros()).toEqual([]);

    await house.restart();
    await house.until('2026-11-10T12:00:00Z');

    expect(intros().flatMap(together).sort()).toEqual(names.slice(0, 6));
  });

  test('a process that was down when the round was due holds it late, and says so where it was too late', async () => {
    await open();
    await coffee();
    await house.until('2026-11-09T12:00:00Z');
    house.sleepUntil('2026-11-11T09:00:00Z');
    await house.restart();
    await house.app.settle();
    const late = intros().length;
    await house.until('2026-11-16T12:00:00Z');
    house.sleepUntil('2026-11-18T11:00:00Z');
    await house.restart();
    await house.app.settle();

    expect(late).toBe(3);
    expect(intros()).toHaveLength(3);
    expect(read((await house.says('ana', 'status')).message)).toContain('Tue 17 Nov in #general did not happen');
  });
});

describe('F6: two programs, and a directory that does not answer', () => {
  test('two programs on one morning introduce each person once, and the admin is told why', async () => {
    await open({ channels: { design: names.slice(0, 6) } });
    await coffee('every week on tuesday at 10:00', 'general');
    await coffee('every week on tuesday at 10:00', 'design');

    await house.until('2026-11-10T17:00:00Z');

    expect(intros().flatMap(together).sort()).toEqual(names.slice(0, 6));
    await house.until('2026-11-13T17:00:00Z');
    const notes = house.platform.seenBy('ana').filter(({ key }) => key.includes('/summary'));
    expect(notes.map(({ message }) => read(message)).join('\n')).toContain('6 introduced elsewhere this week');
  });

  test('a round is held with whom was known where the directory fails, and status says what to do', async () => {
    await open();
    await coffee();
    await house.until('2026-11-06T12:00:00Z');
    house.platform.people = async () => Promise.reject(new Error('directory down'));

    await house.until('2026-11-10T12:00:00Z');

    expect(intros().flatMap(together).sort()).toEqual(names.slice(0, 6));
    expect(read((await house.says('ana', 'status')).message)).toMatch(
      /I could not read who works here\. I go on with what I knew\. \(\d+ times\) hallway doctor says what is missing\./,
    );
  });
});

describe('F7: an introduction on request', () => {
  test('reaches both although the first posts fail', async () => {
    await open();
    await house.says('bo', 'meet');
    let failures = 3;
    house.platform.fault = (_place, key) =>
      key.includes('/intro') && failures-- > 0 ? { outcome: { kind: 'unknown' } } : undefined;

    const reply = await house.says('cy', 'meet');
    await house.until('2026-11-04T10:00:00Z');

    expect(read(reply.message)).toContain('I have just introduced you to bo.');
    expect(intros().map(together)).toEqual([['bo', 'cy']]);
  });
});

describe('F8: a round', () => {
  test('is whole: whoever takes part is in a group or told to the admin with a reason', async () => {
    await open({ people: people(7) });
    for (const other of names.slice(1, 7)) await house.says('ana', `coffee never @ana @${other} --yes`);
    await coffee();

    await house.until('2026-11-11T12:00:00Z');

    expect(intros().flatMap(together).sort()).toEqual(names.slice(1, 7));
    const status = read((await house.says('ana', 'coffee status', 'general')).message);
    expect(status).toMatch(/Last: Tue 10 Nov, \d groups\. Left out: 1 no partner possible\./);
  });
});
