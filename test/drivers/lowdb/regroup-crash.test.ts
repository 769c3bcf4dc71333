import { expect, test } from 'vitest';
import { type OrgId, workspaceId } from '../../../src/core/ids.ts';
import type { MovedOrganisation, Regrouped } from '../../../src/ports/moving.ts';
import {
  keysIn,
  owe,
  owed,
  putNotes,
  type StoreUnderTest,
  secrets,
  statesIn,
} from '../../contracts/store-under-test.ts';
import { type Image, MemoryFiles } from './memory-files.ts';
import { emptyFolder, openStore } from './store-in-folder.ts';

const T1 = workspaceId('slack:T1');
const G1 = workspaceId('teams:G1');

const intoFirst = ([one, two]: readonly [MovedOrganisation, MovedOrganisation]): Regrouped => ({
  holdings: [
    { ...one, records: [...one.records, ...two.records], deliveries: [...one.deliveries, ...two.deliveries] },
    { org: two.org, records: [], wakes: [], deliveries: [] },
  ],
  workspaces: [[G1, one.org]],
  absorbed: two.org,
});

/** Everything a user of the store can tell of the two. */
async function seen(store: StoreUnderTest, pair: readonly OrgId[]) {
  const of = async (org: OrgId) => ({
    notes: await keysIn(store, org),
    secret: await store.storage.read(org, (reads) => reads.get(secrets, 's1')),
    owed: await statesIn(store, org),
    workspaces: await store.installations.workspacesOf(org),
  });
  return Promise.all(pair.map(of));
}

test('a process that dies at any step of linking leaves both apart or both together, never half', async () => {
  const folder = await emptyFolder();
  const files = new MemoryFiles();
  const store = await openStore({ folder, files });
  const pair = [await store.installations.orgOf(T1), await store.installations.orgOf(G1)] as const;
  await store.storage.transaction(pair[0], (tx) => putNotes(tx, 'a1'));
  await store.storage.transaction(pair[1], async (tx) => {
    await putNotes(tx, 'b1');
    await tx.put(secrets, 's1', { text: 'sealed words' });
  });
  await owe(store, pair[1], owed('d1', { workspace: G1 }));
  const apart = await seen(store, pair);
  const images: { readonly image: Image; readonly at: string; readonly isConfirmed: boolean }[] = [];
  let isConfirmed = false;
  files.interpose = (call, act) => {
    const note = (at: string) => {
      for (const image of [files.afterKill(), files.afterPowerCut()])
        images.push({ image, at: `${at} ${call.name} ${call.path}`, isConfirmed });
    };
    note('before');
    if (call.bytes) act(call.bytes.subarray(0, call.bytes.length / 2));
    if (call.bytes) note('amid');
    act(call.bytes?.subarray(call.bytes.length / 2));
    note('after');
  };

  await store.installations.regroup(pair, intoFirst);
  isConfirmed = true;
  const together = await seen(store, pair);
  await store.close();

  expect(images.length).toBeGreaterThan(60);
  const outcomes = new Set<string>();
  for (const { image, at, isConfirmed: wasConfirmed } of images) {
    const found = await openStore({ folder, files: MemoryFiles.of(image) });
    const now = await seen(found, pair);
    await found.close();
    outcomes.add(JSON.stringify(now) === JSON.stringify(apart) ? 'apart' : 'together');
    if (wasConfirmed || JSON.stringify(now) !== JSON.stringify(apart)) expect(now, at).toEqual(together);
  }
  expect(outcomes).toEqual(new Set(['apart', 'together']));
});
