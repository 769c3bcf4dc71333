import { describe } from 'vitest';
import { erasureContract } from './storage/erasure.ts';
import { listContract } from './storage/lists.ts';
import { owingContract } from './storage/owing.ts';
import { recordContract } from './storage/records.ts';
import { transactionContract } from './storage/transactions.ts';
import { wakeContract } from './storage/wakes.ts';
import type { OpenStore } from './store-under-test.ts';

/** Every promise of the storage port; each store runs it unchanged. */
export function storageContract(name: string, open: OpenStore): void {
  describe(`${name} as storage`, () => {
    recordContract(open);
    listContract(open);
    transactionContract(open);
    owingContract(open);
    wakeContract(open);
    erasureContract(open);
  });
}
