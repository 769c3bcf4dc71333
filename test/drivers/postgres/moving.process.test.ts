import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { orgId } from '../../../src/core/ids.ts';
import { met } from '../../../src/features/coffee/records.ts';
import { collection } from '../../../src/ports/collection.ts';
import { personRows } from '../../../src/runtime/person-record.ts';
import { localDate, toIso } from '../../../src/time/zoned.ts';
import { House } from '../../support/house.ts';
import { query } from '../../support/postgres.ts';
import { read } from '../../support/reading.ts';
import { size } from '../../support/size.ts';
import { emptyStorePlace, type StorePlace, testKey } from '../../support/store.ts';
import { everythingIn } from './store-in-database.ts';

const bin = fileURLToPath(new URL('../../../bin/hallway.js', import.meta.url));

let from: StorePlace;
let to: StorePlace;
beforeEach(async () => {
  [from, to] = await Promise.all([emptyStorePlace('lowdb'), emptyStorePlace('postgres')]);
});
afterEach(async () => void (await Promise.all([from.remove(), to.remove()])));

async function migrate(folder: string): Promise<string> {
  const env = { ...process.env, DATABASE_URL: to.url, HALLWAY_KEY: testKey.toString('base64') };
  return (await promisify(execFile)(process.execPath, [bin, 'migrate', '--from', folder], { env })).stdout;
}

const PEOPLE = size('people of an installation that moves', { small: 9, full: 5_000 });
const ROUNDS_BEFORE = size('rounds remembered by an installation that moves', { small: 2, full: 50 });

/** A weekly program that has met three times, and remembers many more rounds from before. */
async function weekly(): Promise<House> {
  const people = Array.from({ length: PEOPLE }, (_, index) => ({ id: `p${index}`, isAdmin: index === 0 }));
  const house = await House.open({ now: '2026-06-01T08:00:00Z', people, zone: 'Europe/London' });
  await house.says('p0', 'coffee every week on tuesday at 10:00 --yes', 'general');
  await remember(house);
  await house.until('2026-06-17T12:00:00Z');
  return house;
}

async function remember(house: House): Promise<void> {
  const ids = (await house.storage.read(house.org, (reads) => reads.list(personRows))).map(({ key }) => key);
  for (let round = 0; round < ROUNDS_BEFORE; round++)
    await house.storage.transaction(house.org, async (tx) => {
      for (let index = 0; index < Math.floor(ids.length / 2); index++) {
        const [a = '', b = ''] = [ids[index], ids[ids.length - 1 - ((index + round) % Math.ceil(ids.length / 2))]];
        if (a === b) continue;
        const last = localDate(`2026-05-${String(1 + (round % 28)).padStart(2, '0')}`);
        for (const key of [`${a}/${b}`, `${b}/${a}`]) await tx.put(met, key, { times: 1, last, asked: [] });
      }
    });
}

/** Sorted, since what is in flight at one instant may arrive in any order. */
const seen = (house: House) =>
  house.platform.posts
    .map(({ at, key, message }) => `${toIso(at)} ${key} ${read(message)}`.replaceAll(/id\d+/g, 'id'))
    .sort();

test('an installation that has moved goes on as if nothing had happened', async () => {
  const [stayed, moved] = [await weekly(), await weekly()];

  await moved.restart({
    open: async () => {
      await migrate(moved.folder);
      return to.open();
    },
  });
  await stayed.restart();
  for (const house of [stayed, moved]) await house.until('2026-07-01T12:00:00Z');

  expect(seen(moved)).toEqual(seen(stayed));
  expect(seen(moved).length).toBeGreaterThan(PEOPLE * 4);
  expect(moved.failures.seen).toEqual([]);
  for (const house of [stayed, moved]) await house.close();
});

test('an organisation of many rows moves whole, and a second time changes nothing', async () => {
  const count = size('rows of an organisation that moves', { small: 3_000, full: 130_000 });
  const [A, rows] = [orgId('org-a'), collection('test.row', z.object({ met: z.number() }), { sealed: false })];
  const sealed = collection('test.sealed', z.object({ words: z.string() }), { sealed: true });
  const source = await from.open();
  await source.storage.transaction(A, async (tx) => {
    for (let index = 0; index < count; index++) await tx.put(rows, `pair${index}`, { met: index });
    await tx.put(sealed, 's', { words: 'my own 🙂 words' });
  });
  await source.close();

  expect(await migrate(from.folder)).toMatch(
    new RegExp(`org-a: records ${count + 1}, .*: moved, read back and compared`),
  );
  const first = await everythingIn(to.url ?? '');
  expect(await migrate(from.folder)).toMatch(/org-a: .*: there already$/m);
  expect((await everythingIn(to.url ?? '')).split('\n').sort()).toEqual(first.split('\n').sort());
  expect(first).not.toContain('my own');

  await query(to.url ?? '', `delete from hallway.records where key = 'pair0'`);
  expect(await migrate(from.folder)).toMatch(/there already and changed since/);
  expect(await query(to.url ?? '', `select 1 from hallway.records where key = 'pair0'`)).toEqual([]);
});

test('a store that is in use, or none, is told with the cure, and nothing arrives', async () => {
  const source = await from.open();
  await source.storage.transaction(orgId('org-a'), async () => undefined);

  await expect(migrate(from.folder)).rejects.toThrow(/another Hallway is running on/);
  await expect(migrate(to.folder)).rejects.toThrow(/there is no store in/);
  await source.close();
});
