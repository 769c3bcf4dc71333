import type { AccountId, ChannelId, WorkspaceId } from '../core/ids.ts';
import type { WorkspaceEvent } from '../core/interaction.ts';
import type { Tx } from '../ports/storage.ts';
import { plus, type Zone } from '../time/zoned.ts';
import { followPeople, workContext } from './context.ts';
import { startHousekeeping } from './housekeeping.ts';
import { type Kit, platformFor } from './kit.ts';
import { accountRows, channelRows, memberKey, memberRows } from './person-record.ts';
import { cancelRemoval, noteRemoval } from './removal.ts';
import { defaultSettings, settingsKey, settingsRows } from './settings.ts';
import { describe, keepEntry, syncChannel, syncSchedule, syncWorkspace } from './sync.ts';

/** Keeps up with what a workspace tells of itself between two syncs. */
export async function observe(kit: Kit, event: WorkspaceEvent): Promise<void> {
  const { workspace } = event;
  const org = await kit.installations.orgOf(workspace);
  switch (event.kind) {
    case 'installed':
      await kit.storage.transaction(org, async (tx) => {
        await firstZone(tx, event.zone);
        // Whatever keeps it from being read now, it is read again before long.
        await tx.wake(`${syncSchedule}/${workspace}`, plus(kit.clock.now(), { hours: 1 }));
        await cancelRemoval(tx, workspace);
      });
      await syncWorkspace(kit, workspace);
      return startHousekeeping(kit, org);
    case 'removed':
      return noteRemoval(kit, workspace);
    case 'channelOpened':
      return syncChannel(kit, workspace, event.channel, event.name);
    case 'changed':
    case 'joined':
      await refresh(kit, workspace, event.account);
      break;
  }
  await kit.storage.transaction(org, async (tx) => {
    if (event.kind === 'channelRenamed') return tx.put(channelRows, event.channel, { name: event.name });
    if (event.kind === 'channelClosed') return tx.remove(channelRows, event.channel);
    if (event.kind === 'joined' || event.kind === 'left') return moveMember(kit, tx, event.channel, event);
  });
}

async function moveMember(
  kit: Kit,
  tx: Tx,
  channel: ChannelId,
  event: { kind: 'joined' | 'left'; account: AccountId },
) {
  const person = (await tx.get(accountRows, event.account))?.person;
  if (!person) return;
  if (event.kind === 'joined') await tx.put(memberRows, memberKey(channel, person), { person });
  else await tx.remove(memberRows, memberKey(channel, person));
  const work = await workContext(kit, tx, kit.clock.now());
  for (const feature of kit.registry.features) await feature.membership?.(work, channel);
  await followPeople(kit, work);
}

/** The installer's zone is the organisation's until somebody sets another. */
async function firstZone(tx: Tx, zone: Zone | undefined): Promise<void> {
  if (zone !== undefined) await tx.insert(settingsRows, settingsKey, { ...defaultSettings, zone });
}

/** Reads one account again: somebody new, or somebody who changed. */
export async function refresh(kit: Kit, workspace: WorkspaceId, account: AccountId): Promise<void> {
  const { directory } = platformFor(kit, workspace);
  const entry = await directory.account(workspace, account);
  if (!entry) return;
  const described = await describe(directory, workspace, entry);
  await kit.storage.transaction(await kit.installations.orgOf(workspace), async (tx) => {
    await keepEntry(kit, tx, described);
    await followPeople(kit, await workContext(kit, tx, kit.clock.now()));
  });
}
