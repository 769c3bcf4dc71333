import { type WorkspaceId, workspaceId } from '../core/ids.ts';
import type { Tx, Wake } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';
import type { Kit } from './kit.ts';
import { syncSchedule } from './sync.ts';

/** The first part of the wake that erases a workspace that left. */
export const removalSchedule = 'removal';
const daysKept = 30;

/** The workspace took Hallway out: nothing is read there any more, and everything goes in thirty days. */
export async function noteRemoval(tx: Tx, workspace: WorkspaceId, now: Instant): Promise<void> {
  await tx.wake(`${syncSchedule}/${workspace}`, undefined);
  await tx.wake(`${removalSchedule}/${workspace}`, plus(now, { days: daysKept }));
}

/** Installed again in time: everything is as it was. */
export const cancelRemoval = (tx: Tx, workspace: WorkspaceId): Promise<void> =>
  tx.wake(`${removalSchedule}/${workspace}`, undefined);

/** The wake's work: the organisation goes with its last workspace. */
export async function removeDue(kit: Kit, wake: Wake): Promise<void> {
  const workspace = workspaceId(wake.schedule.slice(removalSchedule.length + 1));
  const others = (await kit.installations.workspacesOf(wake.org)).filter((one) => one !== workspace);
  await kit.storage.transaction(wake.org, (tx) => cancelRemoval(tx, workspace));
  if (others.length === 0) await kit.storage.erase({ org: wake.org });
  await kit.installations.remove(workspace);
  kit.log.info('workspace.erased', { workspace, org: wake.org, isOrganisationErased: others.length === 0 });
}
