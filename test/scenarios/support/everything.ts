import { features } from '../../../src/features/index.ts';
import type { Collection } from '../../../src/ports/storage.ts';
import { budgetRows } from '../../../src/runtime/budget.ts';
import { changeCollections } from '../../../src/runtime/changes.ts';
import { erasureRows } from '../../../src/runtime/forgetting.ts';
import { linkRows } from '../../../src/runtime/one-use-links.ts';
import { accountRows, adminRows, channelRows, memberRows, personRows } from '../../../src/runtime/person-record.ts';
import { problemRows } from '../../../src/runtime/problems.ts';
import { proposalRows } from '../../../src/runtime/proposals.ts';
import { failureRows } from '../../../src/runtime/scheduler.ts';
import { claimRows } from '../../../src/runtime/schedules.ts';
import { settingsRows } from '../../../src/runtime/settings.ts';
import { syncRows } from '../../../src/runtime/sync.ts';
import type { House } from '../../support/house.ts';
import { read } from '../../support/reading.ts';

/** All that is kept but the ids of events, to which every question asked of the bot adds one. */
const collections: readonly Collection<unknown>[] = [
  ...changeCollections,
  ...[settingsRows, personRows, accountRows, adminRows, channelRows, memberRows, syncRows, linkRows],
  ...[budgetRows, claimRows, failureRows, problemRows, proposalRows, erasureRows],
  ...features.flatMap((feature) => feature.collections),
];

/** Every record, receipt and wake of the organisation. */
export function recordsOf(house: House): Promise<Readonly<Record<string, unknown>>> {
  return house.storage.read(house.org, async (reads) => {
    const kept: Record<string, unknown> = {};
    for (const one of collections) kept[one.name] = await reads.list(one);
    const wakes = [...(await reads.wakes())].sort((a, b) => (a.schedule < b.schedule ? -1 : 1));
    return { ...kept, receipts: await reads.deliveries(''), wakes };
  });
}

/** Everything that is kept and everything that people could see of it: the same before and after a restart. */
export async function everythingOf(
  house: House,
  viewers: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const shown: Record<string, unknown> = {};
  for (const id of viewers)
    for (const line of ['home', 'status', 'privacy export', 'coffee status'])
      shown[`${id} ${line}`] = await shownTo(house, id, line);
  return { ...shown, settingsFile: await house.app.exportSettings(house.org), ...(await recordsOf(house)) };
}

/** What a command shows a person, without anything being settled. */
export async function shownTo(house: House, id: string, text: string): Promise<string> {
  const { workspace } = house.platform;
  const actor = { account: house.platform.accountOf(id), name: id };
  looks += 1;
  const envelope = { id: `look${looks}`, workspace, actor, place: house.personal(id), at: house.now };
  return read((await house.app.handle({ ...envelope, kind: 'command', text })).message);
}

let looks = 0;

/** The parts in which two exports differ, by name. */
export const differences = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] =>
  Object.keys({ ...before, ...after }).filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
