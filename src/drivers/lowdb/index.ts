import type { DeliveryQueue } from '../../ports/delivery-queue.ts';
import type { Installations } from '../../ports/installations.ts';
import type { Log } from '../../ports/log.ts';
import type { MovingSource } from '../../ports/moving.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Storage } from '../../ports/storage.ts';
import { type Files, nodeFiles } from './files.ts';
import { makeFolder, registryIn } from './folders.ts';
import { createInstallations } from './installations.ts';
import { Ledger, type RewritePolicy } from './ledger.ts';
import { lockFolder } from './lock.ts';
import { checkMark, writeMark } from './mark.ts';
import { openMovingSource } from './moving.ts';
import { Organisations, type Shared } from './organisations.ts';
import { createQueue } from './queue.ts';
import { createReadOnlyStorage } from './read-only.ts';
import { createRegroup, finishMoves } from './regroup.ts';
import { silent } from './silent-log.ts';
import { createStorage } from './storage.ts';

export { StoreDamaged, StoreError } from './problems.ts';

/** Where the store is and what seals in it. The rest has defaults that only tests change. */
export interface LowdbOptions {
  readonly folder: string;
  readonly sealer: Sealer;
  readonly log?: Log;
  readonly files?: Files;
  readonly policy?: RewritePolicy;
}

/** An open embedded store; `close` ends all three and frees the folder. */
export interface LowdbStore {
  readonly storage: Storage;
  readonly queue: DeliveryQueue;
  readonly installations: Installations;
  close(): Promise<void>;
}

const POLICY: RewritePolicy = { journalBytes: 2 ** 20, idleMilliseconds: 5_000, idleBytes: 2 ** 14 };

/**
 * Opens the embedded store for this process alone, loading all of it. StoreError, with the cure in its message, where the
 * folder is in use, may not be written, is damaged or newer; the sealer's error where its key is not the store's.
 */
export async function openLowdb(options: LowdbOptions): Promise<LowdbStore> {
  const shared = sharedOf(options);
  const { files, folder } = shared;
  await makeFolder(files, folder);
  const lock = await lockFolder(folder);
  try {
    return await open(shared, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Reads the store beside a server that may be running: takes no lock, writes nothing; each read sees the last commit. */
export async function openLowdbReadOnly(options: LowdbOptions): Promise<Storage> {
  const shared = sharedOf(options);
  await checkMark(shared.files, shared.folder, shared.sealer);
  return createReadOnlyStorage(shared);
}

/** Holds the store that is to be left for another kind, and reads it whole; nothing in it is changed. */
export function openLowdbForMoving(options: LowdbOptions): Promise<MovingSource> {
  return openMovingSource(sharedOf(options));
}

function sharedOf({ folder, sealer, log = silent, files = nodeFiles, policy = POLICY }: LowdbOptions): Shared {
  return { folder, sealer, log, files, policy };
}

async function open(shared: Shared, release: () => void): Promise<LowdbStore> {
  const { files, folder, sealer, log, policy } = shared;
  const age = await checkMark(files, folder, sealer);
  const where = { files, sealer, log, folder: registryIn(folder), org: '' };
  const registry = new Ledger(where, policy, () => undefined);
  const organisations = new Organisations(shared);
  await registry.open();
  await organisations.open();
  await finishMoves({ registry, organisations });
  // Last: until everything is sealed with the current key, the older ones are needed.
  if (age !== 'current') await writeMark(files, folder, sealer);
  const { queue, settled } = createQueue({
    index: organisations.queueIndex,
    ledgerOf: (org) => organisations.ledgerOf(org),
    sealer,
    log,
  });
  organisations.onDelivery = settled;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= Promise.all([organisations.close(), registry.close()]).then(release, (error: unknown) => {
      release();
      throw error;
    });
    return closing;
  };
  return {
    storage: createStorage(organisations, sealer, close),
    queue,
    installations: createInstallations(registry, createRegroup({ registry, organisations, sealer })),
    close,
  };
}
