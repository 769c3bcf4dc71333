import { describe } from 'vitest';
import { crashContract } from './delivery-queue/crashes.ts';
import { settleContract } from './delivery-queue/settling.ts';
import { takeContract } from './delivery-queue/taking.ts';
import type { OpenStore } from './store-under-test.ts';

/** Every promise of the delivery queue's port; each store runs it unchanged. */
export function deliveryQueueContract(name: string, open: OpenStore): void {
  describe(`${name} as delivery queue`, () => {
    takeContract(open);
    settleContract(open);
    crashContract(open);
  });
}
