import { describe, expect, test } from 'vitest';
import { type OrgId, type WorkspaceId, workspaceId } from '../../src/core/ids.ts';
import type { MovedOrganisation, Regrouped } from '../../src/ports/moving.ts';
import {
  A,
  again,
  at,
  keysIn,
  type OpenStore,
  opened,
  owe,
  owed,
  putNotes,
  type StoreUnderTest,
  secrets,
  statesIn,
} from './store-under-test.ts';

const T1 = workspaceId('slack:T1');
const G1 = workspaceId('teams:G1');

/** Two organisations with a workspace each; the second owes a message and waits for an instant. */
async function two(store: StoreUnderTest): Promise<readonly [OrgId, OrgId]> {
  const pair = [await store.installations.orgOf(T1), await store.installations.orgOf(G1)] as const;
  await store.storage.transaction(pair[0], (tx) => putNotes(tx, 'a1', 'both'));
  await store.storage.transaction(pair[1], async (tx) => {
    await putNotes(tx, 'b1', 'both');
    await tx.put(secrets, 's1', { text: 'sealed words' });
    await tx.wake('w1', at(5));
  });
  await owe(store, pair[1], owed('d1', { workspace: G1 }));
  return pair;
}

/** All of the second goes to the first; what is there under the same key stays. */
const intoFirst = ([one, two]: readonly [MovedOrganisation, MovedOrganisation]): Regrouped => {
  const known = new Set(one.records.map(({ collection, key }) => `${collection}/${key}`));
  const records = two.records.filter(({ collection, key }) => !known.has(`${collection}/${key}`));
  const wakes = [...one.wakes, ...two.wakes.map((wake) => ({ ...wake, org: one.org }))];
  const whole = { ...one, records: [...one.records, ...records], wakes };
  return {
    holdings: [
      { ...whole, deliveries: [...one.deliveries, ...two.deliveries] },
      { org: two.org, records: [], wakes: [], deliveries: [] },
    ],
    workspaces: [[G1, one.org]] as readonly (readonly [WorkspaceId, OrgId])[],
    absorbed: two.org,
  };
};

const secretIn = (store: StoreUnderTest, org: OrgId) => store.storage.read(org, (reads) => reads.get(secrets, 's1'));

/** Every promise of grouping workspaces anew; each store runs it unchanged. */
export function regroupContract(name: string, open: OpenStore): void {
  describe(`${name} grouping workspaces anew`, () => {
    test.each(['reopen', 'crash'] as const)('moves everything in one step, and a %s finds it so', async (way) => {
      const before = await opened(open);
      const [one, other] = await two(before);

      expect(await before.installations.regroup([one, other], intoFirst)).toBe('kept');
      const store = await again(before, way);

      expect(await store.installations.orgOf(G1)).toBe(one);
      expect(await store.installations.workspacesOf(one)).toEqual([T1, G1]);
      expect(await keysIn(store, one)).toEqual(['a1', 'b1', 'both']);
      expect(await secretIn(store, one)).toEqual({ text: 'sealed words' });
      expect(await statesIn(store, one)).toEqual({ d1: 'pending' });
      expect(await store.storage.due(at(5), 9)).toEqual([{ org: one, schedule: 'w1', at: at(5) }]);
      expect((await store.storage.organisations()).orgs).toEqual([one]);
      const [taken] = await store.queue.take(at(0), 9, 4);
      expect(taken).toMatchObject({ org: one, delivery: { key: 'd1', message: owed('d1').message } });
    });

    test('whoever still asks for the one that was taken in works in the other', async () => {
      const store = await opened(open);
      const [one, other] = await two(store);

      const late = store.installations.regroup([one, other], intoFirst);
      const written = store.storage.transaction(other, async (tx) => {
        await putNotes(tx, 'late');
        return tx.org;
      });
      await late;

      expect([one, other]).toContain(await written);
      expect(await keysIn(store, one)).toContain('late');
      expect(await store.storage.transaction(other, async (tx) => tx.org)).toBe(one);
      expect(await keysIn(store, other)).toEqual([]);
    });

    test('takes them apart again, each with its own', async () => {
      const store = await opened(open);
      const [one, other] = await two(store);
      let held: readonly [MovedOrganisation, MovedOrganisation] | undefined;
      await store.installations.regroup([one, other], (both) => {
        held = both;
        return intoFirst(both);
      });
      if (!held) throw new Error('the work never ran');
      const holdings = held;

      await store.installations.regroup([one, other], () => ({ holdings, workspaces: [[G1, other]] }));

      expect(await store.installations.orgOf(G1)).toBe(other);
      expect(await keysIn(store, one)).toEqual(['a1', 'both']);
      expect(await keysIn(store, other)).toEqual(['b1', 'both']);
      expect(await secretIn(store, other)).toEqual({ text: 'sealed words' });
      expect(await statesIn(store, other)).toEqual({ d1: 'pending' });
      expect(await store.storage.transaction(other, async (tx) => tx.org)).toBe(other);
      expect([...(await store.storage.organisations()).orgs].sort()).toEqual([one, other].sort());
    });

    test('keeps nothing of work that throws', async () => {
      const store = await opened(open);
      const [one, other] = await two(store);

      const failing = store.installations.regroup([one, other], () => {
        throw new Error('no');
      });

      await expect(failing).rejects.toThrow('no');
      expect(await store.installations.orgOf(G1)).toBe(other);
      expect(await keysIn(store, one)).toEqual(['a1', 'both']);
    });

    test('waits its turn where a message that would move is being sent', async () => {
      const store = await opened(open);
      const [one, other] = await two(store);
      await store.queue.take(at(0), 9, 4);

      expect(await store.installations.regroup([one, other], intoFirst)).toBe('busy');
      await store.queue.settle(other, 'd1', { kind: 'posted', ref: { ts: '1' } }, at(1));

      expect(await store.installations.orgOf(G1)).toBe(other);
      expect(await store.installations.regroup([one, other], intoFirst)).toBe('kept');
      expect(await statesIn(store, one)).toEqual({ d1: 'sent' });
    });

    test('two at once in either order both end', async () => {
      const store = await opened(open);
      const [one, other] = await two(store);
      await store.storage.transaction(A, (tx) => putNotes(tx, 'apart'));
      const same = (held: readonly [MovedOrganisation, MovedOrganisation]): Regrouped => ({
        holdings: [held[0], held[1]],
        workspaces: [],
      });

      const both = [store.installations.regroup([one, other], same), store.installations.regroup([other, one], same)];

      expect(await Promise.all(both)).toEqual(['kept', 'kept']);
      expect(await keysIn(store, A)).toEqual(['apart']);
    });
  });
}
