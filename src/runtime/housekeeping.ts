import type { OrgId } from '../core/ids.ts';
import type { Wake } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';
import { eventRows } from './bot.ts';
import { workContext } from './context.ts';
import type { Kit } from './kit.ts';
import { linkRows } from './one-use-links.ts';
import { proposalRows } from './proposals.ts';
import { claimRows, horizonDays } from './schedules.ts';

/** The wake that throws away what has been kept long enough. */
export const housekeepingSchedule = 'housekeeping';

const hoursBetween = 24;
/** contracts.md, Defaults. */
const eventDays = 7;
const receiptDays = 90;
/** As far as an occurrence may move: the last question of a round waits for the next one, which a pause puts off for months. */
const claimDays = horizonDays;
const proposalDays = 1;

/** Starts the daily housekeeping of an organisation that has none yet. */
export async function startHousekeeping(kit: Kit, org: OrgId): Promise<void> {
  await kit.storage.transaction(org, async (tx) => {
    const known = (await tx.wakes()).some((wake) => wake.schedule === housekeepingSchedule);
    if (!known) await tx.wake(housekeepingSchedule, plus(kit.clock.now(), { hours: hoursBetween }));
  });
}

/** Drops event ids, settled receipts, claims and proposals past their time, and what features no longer keep. */
export async function keepHouse(kit: Kit, wake: Wake, now: Instant): Promise<void> {
  await kit.storage.transaction(wake.org, async (tx) => {
    await tx.prune(plus(now, { days: -receiptDays }));
    for (const [rows, days] of [
      [eventRows, eventDays],
      [claimRows, claimDays],
      [proposalRows, proposalDays],
      [linkRows, proposalDays],
    ] as const) {
      const old = plus(now, { days: -days });
      for (const { key, value } of await tx.list<{ at: Instant }>(rows)) if (value.at < old) await tx.remove(rows, key);
    }
    const work = await workContext(kit, tx, now);
    for (const feature of kit.registry.features) await feature.tidy?.(work);
    await work.finish(undefined);
    await tx.wake(housekeepingSchedule, plus(now, { hours: hoursBetween }));
  });
}
