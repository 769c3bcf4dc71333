import { describe, expect, test } from 'vitest';
import type { OrgId } from '../../../src/core/ids.ts';
import { A, again, at, B, type OpenStore, opened, type StoreUnderTest } from '../store-under-test.ts';

function wake(store: StoreUnderTest, org: OrgId, schedule: string, minute: number | undefined): Promise<void> {
  return store.storage.transaction(org, (tx) => tx.wake(schedule, minute === undefined ? undefined : at(minute)));
}

/** Wakes: what is due over all organisations, soonest first. */
export function wakeContract(open: OpenStore): void {
  describe('wakes', () => {
    test('are due when their instant has come, soonest first over all organisations', async () => {
      const store = await opened(open);
      await wake(store, A, 'late', 30);
      await wake(store, B, 'early', 10);
      await wake(store, A, 'middle', 20);

      const due = await store.storage.due(at(20), 9);

      expect(due).toEqual([
        { org: B, schedule: 'early', at: at(10) },
        { org: A, schedule: 'middle', at: at(20) },
      ]);
      expect(await store.storage.due(at(9), 9)).toEqual([]);
      expect(await store.storage.nextWake()).toBe(at(10));
    });

    test('that are due stay so until they are moved, and no more than the limit are shown', async () => {
      const store = await opened(open);
      for (const minute of [3, 1, 2]) await wake(store, A, `s${minute}`, minute);

      const twice = [await store.storage.due(at(9), 2), await store.storage.due(at(9), 2)];

      expect(twice[0]?.map(({ schedule }) => schedule)).toEqual(['s1', 's2']);
      expect(twice[1]).toEqual(twice[0]);
      expect(await store.storage.due(at(9), 0)).toEqual([]);
    });

    test('are moved and forgotten', async () => {
      const store = await opened(open);
      await wake(store, A, 's1', 1);
      await wake(store, A, 's2', 2);

      await wake(store, A, 's1', 5);
      expect(await store.storage.nextWake()).toBe(at(2));
      await wake(store, A, 's2', undefined);
      expect(await store.storage.due(at(9), 9)).toEqual([{ org: A, schedule: 's1', at: at(5) }]);
      await wake(store, A, 's1', undefined);
      expect(await store.storage.nextWake()).toBeUndefined();
    });

    test('are shown to their organisation alone, soonest first', async () => {
      const store = await opened(open);
      await wake(store, A, 'a', 2);
      await wake(store, A, 'b', 1);
      await wake(store, B, 'c', 0);

      const wakes = await store.storage.read(A, (reads) => reads.wakes());
      const within = await store.storage.transaction(A, async (tx) => {
        await tx.wake('b', undefined);
        await tx.wake('d', at(0));
        return tx.wakes();
      });

      const later = { org: A, schedule: 'a', at: at(2) };
      expect(wakes).toEqual([{ org: A, schedule: 'b', at: at(1) }, later]);
      expect(within).toEqual([{ org: A, schedule: 'd', at: at(0) }, later]);
    });

    test.each(['reopen', 'crash'] as const)('are there after a %s', async (way) => {
      const store = await opened(open);
      await wake(store, A, 's1', 1);
      await wake(store, A, 's2', 2);
      await wake(store, A, 's1', undefined);

      const kept = await again(store, way);

      expect(await kept.storage.due(at(9), 9)).toEqual([{ org: A, schedule: 's2', at: at(2) }]);
    });
  });
}
