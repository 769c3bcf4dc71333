import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { personId } from '../src/core/ids.ts';
import { type Answer, answerKey, answers } from '../src/features/check-ins/records.ts';
import { localDate } from '../src/time/zoned.ts';
import { House } from '../test/support/house.ts';
import { testedStore } from '../test/support/store.ts';
import type { Benches, BenchRow } from './run.ts';

const PEOPLE = 5_000;
const ANSWERS = 20_000;
const MORNINGS = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07'];
const variant = testedStore;

/** A house whose channel holds everybody, all in one zone, so that one tick asks them all. */
async function fullHouse(): Promise<House> {
  const people = Array.from({ length: PEOPLE }, (_, index) => ({ id: `p${index}`, name: `Person ${index}` }));
  const boss = { id: 'boss', name: 'Boss', isAdmin: true };
  const channels = { team: people.map(({ id }) => id) };
  const house = await House.open({ now: '2026-11-30T12:00:00Z', people: [boss, ...people], channels, zone: 'UTC' });
  await house.says('boss', 'checkin every weekday at 09:30 local --yes', 'team');
  return house;
}

/** The tick of one instant: everybody is asked, and the first few posts are begun and never end. */
async function* plan(): AsyncIterable<BenchRow> {
  const house = await fullHouse();
  const times: number[] = [];
  for (const day of MORNINGS) {
    await house.until(`${day}T09:29:00Z`);
    house.sleepUntil(`${day}T09:30:00Z`);
    const { post } = house.platform;
    house.platform.post = () => new Promise(() => undefined);
    const began = performance.now();
    await house.app.beat();
    times.push(performance.now() - began);
    house.platform.post = post;
    await house.restart();
  }
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  yield { bench: 'checkin-plan', variant, n: PEOPLE, value: Math.round(median), unit: 'ms' };
  await house.close();
}

/** Memory that the store holds for a thousand answers of forty words. */
async function* memory(): AsyncIterable<BenchRow> {
  const house = await House.open({ now: '2026-11-30T12:00:00Z', people: [{ id: 'boss', isAdmin: true }], zone: 'UTC' });
  const words = 'A morning without meetings, and an hour to finish what has waited since last week. '.repeat(3);
  const row: Answer = { values: [{ question: 'q', value: words }], isSkipped: false, isLate: false, band: 'all' };
  const before = used();
  for (let from = 0; from < ANSWERS; from += 1_000)
    await house.storage.transaction(house.org, async (tx) => {
      for (let index = from; index < from + 1_000; index++)
        await tx.put(answers, answerKey('program', localDate('2026-12-01'), personId(`p${index}`)), row);
    });
  const kilobytes = (used() - before) / 1_024 / (ANSWERS / 1_000);
  yield { bench: 'checkin-memory', variant, n: 1_000, value: Math.round(kilobytes), unit: 'kB' };
  await house.close();
}

// Without a collection the figure would be of what happens to lie about.
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

function used(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

export const benches: Benches = { 'checkin-plan': plan, 'checkin-memory': memory };
