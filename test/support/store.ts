import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLowdb } from '../../src/drivers/lowdb/index.ts';
import { openPostgres } from '../../src/drivers/postgres/index.ts';
import { createSealer } from '../../src/drivers/sealing/index.ts';
import type { DeliveryQueue } from '../../src/ports/delivery-queue.ts';
import type { Installations } from '../../src/ports/installations.ts';
import type { Storage } from '../../src/ports/storage.ts';
import { giveBack, takeDatabase } from './postgres.ts';

/** An open store of either kind. */
export interface TestStore {
  readonly storage: Storage;
  readonly queue: DeliveryQueue;
  readonly installations: Installations;
  close(): Promise<void>;
}

/** Where one test's store is kept, whatever kind it is; opened as often as the test restarts. */
export interface StorePlace {
  readonly folder: string;
  /** The database, where it is one. */
  readonly url?: string;
  open(): Promise<TestStore>;
  /** Leaves nothing; the store is closed by then. */
  remove(): Promise<void>;
}

/** Which store the scenarios run on: the one switch between both. `npm test` runs them on each. */
export const testedStore = process.env.HALLWAY_TEST_STORE === 'postgres' ? 'postgres' : 'lowdb';

/** The key of every test's store. */
export const testKey = Buffer.alloc(32, 7);

/** An empty place, of the tested kind if none is named. */
export async function emptyStorePlace(kind: 'lowdb' | 'postgres' = testedStore): Promise<StorePlace> {
  const folder = await mkdtemp(join(await scratch(), 'hallway-'));
  const sealer = createSealer([testKey]);
  const remove = () => rm(folder, { recursive: true, force: true });
  if (kind === 'lowdb') return { folder, open: () => openLowdb({ folder, sealer }), remove };
  const url = await takeDatabase();
  let isOurs = true;
  return {
    folder,
    url,
    open: () => openPostgres({ url, sealer }),
    remove: () => {
      // Whoever closes twice must not give away what is another's by then.
      if (isOurs) giveBack(url);
      isOurs = false;
      return remove();
    },
  };
}

const enoughBytes = 512 * 1024 * 1024;

/** Memory where the machine lends some: scenarios are about what is kept, not about how fast a disk is. */
async function scratch(): Promise<string> {
  const shared = await statfs('/dev/shm').catch(() => undefined);
  return shared && shared.bavail * shared.bsize > enoughBytes ? '/dev/shm' : tmpdir();
}
