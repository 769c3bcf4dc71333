import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { eventRows } from '../../src/runtime/bot.ts';
import { proposalRows } from '../../src/runtime/proposals.ts';
import { claimRows } from '../../src/runtime/schedules.ts';
import { House } from '../support/house.ts';
import { read } from '../support/reading.ts';

let house: House;
beforeEach(async () => {
  house = await open();
});
afterEach(() => house.close());

const open = () =>
  House.open({
    now: '2026-11-04T09:00:00Z',
    people: ['ana', 'bo', 'cy', 'di'].map((id) => ({ id, isAdmin: id === 'ana' })),
    channels: { design: ['ana', 'bo', 'cy', 'di'] },
  });
const says = async (text: string, channel = 'general') => read((await house.says('ana', text, channel)).message);

async function setUp(): Promise<void> {
  await says('coffee every 2 weeks on tuesday at 10:00 in lisbon --yes');
  await says('coffee group 3 --yes');
  await says('coffee monthly on the first monday at 14:30 --yes', 'design');
  await says('coffee across team --yes', 'design');
  await says('settings timezone lisbon --yes');
  await says('settings closed 24 dec --yes');
}

describe('the settings file', () => {
  test('brings another house to the same settings, and a second time changes nothing', async () => {
    await setUp();
    const file = JSON.parse(JSON.stringify(await house.app.exportSettings(house.org)));
    await house.close();
    house = await open();
    // Who set a program up is a person of the other house; here it is this one's.
    const ana = await house.person('ana');
    const mine = { ...file, coffee: file.coffee.map((program: object) => ({ ...program, setUpBy: ana })) };

    const changed = await house.app.importSettings(house.org, mine);
    const again = await house.app.importSettings(house.org, mine);

    expect(changed).toEqual(['organisation', 'coffee in #design', 'coffee in #general']);
    expect(again).toEqual([]);
    expect(await house.app.exportSettings(house.org)).toEqual(mine);
  });

  test('is one entry in the log, and one undo takes it back', async () => {
    const before = await house.app.exportSettings(house.org);
    await setUp();
    const file = await house.app.exportSettings(house.org);
    for (const entry of [6, 5, 4, 3, 2, 1]) await says(`undo ${entry} --yes`);

    await house.app.importSettings(house.org, file);
    const log = await says('log');
    await says('undo 13 --yes');

    expect(log).toContain('13. Settings: from a file. By Hallway');
    expect(await house.app.exportSettings(house.org)).toEqual(before);
  });

  test('holds its rounds as if they had been typed', async () => {
    await says('coffee every week on tuesday at 10:00 --yes');
    const file = await house.app.exportSettings(house.org);
    await says('coffee off --yes');
    await house.app.importSettings(house.org, file);

    await house.until('2026-11-10T12:00:00Z');

    expect(house.platform.posts.filter(({ key }) => key.includes('/intro'))).toHaveLength(2);
  });

  test.each([
    ['no object', 7, 'This is not a Hallway settings file'],
    ['another version', { version: 2, organisation: {} }, 'This is not a Hallway settings file'],
    ['a zone nobody knows', { version: 1, organisation: { zone: 'Mars/Olympus' } }, 'organisation: zone: a time zone'],
    ['a setting too few', { organisation: { zone: 'UTC', days: [1] } }, 'closed is missing'],
    ['a part nobody reads', { cofee: [] }, "cofee: I don't know this part. Did you mean coffee?"],
    ['a program without a rhythm', { coffee: [{ channel: 'test:T1#general' }] }, 'coffee, program 1'],
    ['a list that is none', { coffee: 'weekly' }, 'coffee: a list of programs is wanted.'],
  ])('with %s is refused whole, naming the entry', async (_what, part, message) => {
    await setUp();
    const before = await house.app.exportSettings(house.org);
    const file = typeof part === 'object' ? { ...before, ...part } : part;

    const refused = await house.app.importSettings(house.org, file).then(
      () => 'imported',
      (error: unknown) => (error instanceof UserError ? error.message : `a bug: ${error}`),
    );

    expect(refused).toContain(message);
    expect(await house.app.exportSettings(house.org)).toEqual(before);
  });
});

describe('housekeeping', () => {
  const counts = () =>
    house.storage.read(house.org, async (reads) => ({
      events: (await reads.list(eventRows)).length,
      proposals: (await reads.list(proposalRows)).length,
      claims: (await reads.list(claimRows)).length,
      receipts: (await reads.deliveries('')).length,
    }));

  test('keeps event ids 7 days, proposals one, receipts 90, and claims as far as an occurrence may move', async () => {
    await says('coffee every 2 weeks on tuesday at 10:00 --yes');
    await says('coffee every week on friday at 10:00');
    await house.until('2026-11-10T12:00:00Z');
    const soon = await counts();
    await says('coffee off --yes');
    await house.until('2026-11-19T12:00:00Z');
    const later = await counts();
    await house.until('2027-02-20T12:00:00Z');

    expect(soon).toMatchObject({ events: 2, proposals: 0 });
    expect(later).toMatchObject({ events: 0, proposals: 0, claims: soon.claims, receipts: soon.receipts });
    expect(await counts()).toEqual({ events: 0, proposals: 0, claims: soon.claims, receipts: 0 });
    await house.until('2029-02-20T12:00:00Z');
    expect(await counts()).toMatchObject({ claims: 0 });
  });

  test('runs the day after a restart as well', async () => {
    await says('status');
    await house.restart();

    await house.until('2026-11-12T12:00:00Z');

    expect(await counts()).toMatchObject({ events: 0 });
  });
});
