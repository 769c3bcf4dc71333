import type { DeliveryState } from '../../../src/core/delivery.ts';
import type { WorkspaceId } from '../../../src/core/ids.ts';
import type { LowdbStore } from '../../../src/drivers/lowdb/index.ts';
import { answers, pools } from '../../../src/features/check-ins/records.ts';
import { groups, rounds } from '../../../src/features/coffee/records.ts';
import { changeRows } from '../../../src/runtime/changes.ts';

/** What the store says: what admins did and people answered, who meets whom, and what became of each message. */
export interface State {
  readonly marks: readonly string[];
  /** Open questions answered without names: how many have, and what they said. */
  readonly unnamed: readonly { readonly answered: number; readonly words: readonly (string | number)[] }[];
  readonly rounds: number;
  readonly groups: readonly (readonly string[])[];
  readonly deliveries: Readonly<Record<string, DeliveryState>>;
}

/** Reads a store whole. */
export async function stateOf({ storage, installations }: LowdbStore, workspace: WorkspaceId): Promise<State> {
  const org = await installations.orgOf(workspace);
  return storage.read(org, async (reads) => {
    const changes = await reads.list(changeRows);
    const met = await reads.list(groups);
    const said = (await reads.list(answers)).flatMap(({ value }) => value.values);
    const open = await reads.list(pools);
    return {
      marks: [
        ...changes.flatMap(({ value }) => value.lines.map(({ what, is }) => `${what}: ${is}`)),
        ...said.map(({ value }) => `answer: ${value}`),
        ...met.map(({ key, value }) => `group ${key.slice(-4)}: ${value.outcome}`),
      ],
      unnamed: open.map(({ value }) => ({
        answered: value.answered.length,
        words: Object.values(value.values).flat(),
      })),
      rounds: (await reads.list(rounds)).length,
      groups: met.map(({ value }) => value.people),
      deliveries: Object.fromEntries((await reads.deliveries('')).map(({ key, state }) => [key, state])),
    };
  });
}
