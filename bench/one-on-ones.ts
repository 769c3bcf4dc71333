import { performance } from 'node:perf_hooks';
import { accountId, orgId, personId, workspaceId } from '../src/core/ids.ts';
import { calendarLinks } from '../src/drivers/calendar-links.ts';
import { seededRandom } from '../src/drivers/seeded-random.ts';
import { oneOnOnes } from '../src/features/one-on-ones/index.ts';
import { planMorning } from '../src/features/one-on-ones/plan.ts';
import { pairKey, pairs, standings } from '../src/features/one-on-ones/records.ts';
import type { Tx } from '../src/ports/storage.ts';
import { workContext } from '../src/runtime/context.ts';
import type { Kit } from '../src/runtime/kit.ts';
import { personRows } from '../src/runtime/person-record.ts';
import { createRegistry } from '../src/runtime/registry.ts';
import { addDays, instantAt, localDate, wallTime, zone } from '../src/time/zoned.ts';
import { emptyStorePlace } from '../test/support/store.ts';
import type { BenchRow } from './run.ts';

const PAIRS = 5_000;
const TEAM = 8;
const HOME = zone('Europe/Lisbon');
const FIRST = localDate('2026-12-08');
/** Tuesday to Thursday, three weeks: every day another fourteenth of the pairs is due. */
const MORNINGS = [0, 1, 2, 7, 8, 9, 14, 15, 16];
const org = orgId('bench');
const workspace = workspaceId('bench:T1');

/** Everybody in one zone, so that one morning is everybody's: the dearest there is. */
async function settle(tx: Tx): Promise<void> {
  const supervisors = Math.ceil(PAIRS / TEAM);
  for (let n = 0; n < supervisors + PAIRS; n += 1) {
    const like = { name: `Person ${n}`, zone: HOME, country: 'PT', standing: 'member', isPlatformAdmin: false };
    const row = { ...like, accounts: [accountId(workspace, `U${n}`)], choices: {} };
    await tx.put(personRows, personId(`p${n}`), personRows.parse(row));
  }
  for (let n = 0; n < PAIRS; n += 1) {
    const supervisor = personId(`p${n % supervisors}`);
    const report = personId(`p${supervisors + n}`);
    const met = addDays(FIRST, -1 - (n % 14));
    const pair = { supervisor, report, state: 'active', source: 'directory', since: met, first: met } as const;
    await tx.put(pairs, pairKey(supervisor, report), pair);
    await tx.put(standings, pairKey(supervisor, report), { meetings: [{ report: met }], loggedOn: met, questions: [] });
  }
}

/** One morning of 5,000 pairs: who is due, their cards, the times that suit, and the commit. */
async function* planning(): AsyncIterable<BenchRow> {
  const place = await emptyStorePlace('lowdb');
  const store = await place.open();
  const chat = { placesFor: (_: unknown, [account]: readonly string[]) => [{ kind: 'personal', workspace, account }] };
  const kit = {
    random: seededRandom('bench'),
    calendarLinks: calendarLinks({ secret: Buffer.alloc(32) }),
    platforms: new Map([['bench', { chat }]]),
    registry: createRegistry([oneOnOnes], []),
  } as unknown as Kit;
  try {
    await store.storage.transaction(org, settle);
    const times: number[] = [];
    const worked: number[] = [];
    let cards = 0;
    for (const day of MORNINGS) {
      const at = instantAt(addDays(FIRST, day), wallTime('09:00'), HOME);
      const cpu = process.cpuUsage();
      const before = performance.now();
      await store.storage.transaction(org, async (tx) => planMorning(await workContext(kit, tx, at), at));
      times.push(performance.now() - before);
      const { user, system } = process.cpuUsage(cpu);
      worked.push((user + system) / 1_000);
      cards = (await store.storage.read(org, (reads) => reads.deliveries('oneonone/nudge/'))).length;
    }
    const sorted = times.toSorted((a, b) => a - b);
    const middle = (all: readonly number[]) =>
      Math.round(all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
    const row = { bench: 'oneonone-plan', n: PAIRS, unit: 'ms' };
    yield { ...row, variant: 'lowdb', value: middle(times) };
    // What a busy machine does not blur: the processor time of all threads, collecting garbage included.
    yield { ...row, bench: 'oneonone-plan-processor', variant: 'lowdb', value: middle(worked) };
    yield { ...row, bench: 'oneonone-plan-slowest', variant: 'lowdb', value: Math.round(sorted.at(-1) ?? 0) };
    yield {
      bench: 'oneonone-plan-cards',
      n: PAIRS,
      value: Math.round(cards / MORNINGS.length),
      unit: 'cards a morning',
    };
  } finally {
    await store.close();
    await place.remove();
  }
}

export const benches = { 'oneonone-plan': planning };
