import { sql } from 'kysely';
import type { OrgId } from '../../core/ids.ts';
import type { Installations } from '../../ports/installations.ts';
import { type Difference, differenceOf, type Regrouped } from '../../ports/moving.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { readOrganisation } from './moved-rows.ts';
import { write } from './moving.ts';
import type { Database } from './pool.ts';
import { writeRecords } from './records.ts';
import { build, type Run, raw } from './schema.ts';
import { inTransaction, lockOf } from './transaction.ts';
import { workChannel } from './tx.ts';

/** One transaction under the locks of both, taken in one order whichever is named first. */
export function createRegroup(database: Database, sealer: Sealer): Installations['regroup'] {
  return (pair, work) => {
    const [first, second] = [...pair].sort() as [OrgId, OrgId];
    return inTransaction(database, {
      org: first,
      founds: false,
      work: async (run) => {
        await run(raw(sql.raw(lockOf(second))));
        // Nobody may begin to send what is about to move.
        await run(
          raw(sql`select key from hallway.deliveries where org in (${pair[0]}, ${pair[1]})
            and state in ('pending', 'sending') order by org, key for update`),
        );
        const held = [
          await readOrganisation(run, sealer, pair[0]),
          await readOrganisation(run, sealer, pair[1]),
        ] as const;
        const regrouped = work(held);
        const changes = [
          differenceOf(held[0], regrouped.holdings[0]),
          differenceOf(held[1], regrouped.holdings[1]),
        ] as const;
        if (changes.some(({ isSending }) => isSending)) return 'busy';
        // First what leaves: a wake or a delivery is in one place at a time.
        for (const index of [0, 1] as const) await takeOut(run, pair[index], changes[index]);
        for (const index of [0, 1] as const) await putIn(run, sealer, pair[index], changes[index]);
        await note(run, pair, regrouped);
        return 'kept';
      },
    });
  };
}

async function takeOut(run: Run, org: OrgId, { gone, dropped, wakes }: Difference): Promise<void> {
  await writeRecords(
    run,
    org,
    gone.map((one) => ({ ...one, stored: undefined })),
  );
  await run(raw(sql`delete from hallway.deliveries where org = ${org} and key = any(${dropped}::text[])`));
  const schedules = wakes.map(({ schedule }) => schedule);
  await run(raw(sql`delete from hallway.wakes where org = ${org} and schedule = any(${schedules}::text[])`));
}

async function putIn(run: Run, sealer: Sealer, org: OrgId, { put, owed, wakes }: Difference): Promise<void> {
  const waking = wakes.flatMap(({ schedule, at }) => (at === undefined ? [] : [{ org, schedule, at }]));
  await write(run, sealer, { org, records: put, wakes: waking, deliveries: owed }, () => undefined);
}

async function note(run: Run, pair: readonly OrgId[], { workspaces, absorbed }: Regrouped): Promise<void> {
  for (const [workspace, org] of workspaces)
    await run(build.updateTable('installations').set({ org }).where('workspace', '=', workspace).compile());
  for (const org of pair) {
    const moved_to = org === absorbed ? (pair.find((one) => one !== org) ?? null) : null;
    const insert = build.insertInto('organisations').values({ org, moved_to });
    await run(insert.onConflict((conflict) => conflict.column('org').doUpdateSet({ moved_to })).compile());
  }
  await run(raw(sql`select pg_notify(${workChannel}, '')`));
}
