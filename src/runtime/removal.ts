import { type WorkspaceId, workspaceId } from '../core/ids.ts';
import type { Collection, Tx, Wake } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';
import { detachAccounts, dropAccounts } from './accounts.ts';
import { workContext } from './context.ts';
import { finishErasures, forgetPerson } from './forgetting.ts';
import type { Kit } from './kit.ts';
import { channelRows, memberRows } from './person-record.ts';
import { referenceRows } from './references.ts';
import { syncRows, syncSchedule } from './sync.ts';
import { tokenRows } from './tokens.ts';

/** The first part of the wake that erases a workspace that left. */
export const removalSchedule = 'removal';
const daysKept = 30;

/**
 * The workspace took Hallway out: nothing is read there any more, and everything of it goes in thirty days. Where the
 * organisation has others, its accounts are out of use at once.
 */
export async function noteRemoval(kit: Kit, workspace: WorkspaceId): Promise<void> {
  const org = await kit.installations.orgOf(workspace);
  const isLast = (await kit.installations.workspacesOf(org)).length < 2;
  await kit.storage.transaction(org, async (tx) => {
    await tx.wake(`${syncSchedule}/${workspace}`, undefined);
    await tx.wake(`${removalSchedule}/${workspace}`, plus(kit.clock.now(), { days: daysKept }));
    if (!isLast) await detachAccounts(tx, workspace);
  });
}

/** Installed again in time: everything is as it was, once the people have been read again. */
export const cancelRemoval = (tx: Tx, workspace: WorkspaceId): Promise<void> =>
  tx.wake(`${removalSchedule}/${workspace}`, undefined);

/** The wake's work: people without another account are erased, and the organisation goes with its last workspace. */
export async function removeDue(kit: Kit, wake: Wake, now: Instant): Promise<void> {
  const workspace = workspaceId(wake.schedule.slice(removalSchedule.length + 1));
  const others = (await kit.installations.workspacesOf(wake.org)).filter((one) => one !== workspace);
  if (others.length === 0) await kit.storage.erase({ org: wake.org });
  else await removeFrom(kit, wake, workspace, now);
  await kit.installations.remove(workspace);
  if (others.length > 0) await kit.storage.transaction(wake.org, (tx) => cancelRemoval(tx, workspace));
  kit.log.info('workspace.erased', { workspace, org: wake.org, isOrganisationErased: others.length === 0 });
}

async function removeFrom(kit: Kit, { org }: Wake, workspace: WorkspaceId, now: Instant): Promise<void> {
  await kit.storage.transaction(org, async (tx) => {
    const work = await workContext(kit, tx, now);
    // Their records are still there, and name the accounts that are to go with them.
    for (const person of await dropAccounts(tx, workspace)) await forgetPerson(kit, work, person);
    await removeUnder(tx, channelRows, `${workspace}#`);
    await removeUnder(tx, memberRows, `${workspace}#`);
    await removeUnder(tx, referenceRows, `${workspace} `);
    await tx.remove(syncRows, workspace);
    await tx.remove(tokenRows, workspace);
    await work.finish(undefined);
  });
  await finishErasures(kit, org);
}

async function removeUnder<Row>(tx: Tx, rows: Collection<Row>, prefix: string): Promise<void> {
  for (const { key } of await tx.list(rows, { prefix })) await tx.remove(rows, key);
}
