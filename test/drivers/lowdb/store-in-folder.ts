import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LowdbOptions, openLowdb } from '../../../src/drivers/lowdb/index.ts';
import { createSealer } from '../../../src/drivers/sealing/index.ts';
import type { StoreUnderTest } from '../../contracts/store-under-test.ts';

/** A sealer of the same key throughout a run. */
export const sealer = createSealer([randomBytes(32)]);

/** An empty folder that is removed at the end of the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of a folder as it stands, which is what a process that is killed now leaves behind. */
export async function copyOf(folder: string): Promise<string> {
  const copy = await emptyFolder();
  await cp(folder, copy, { recursive: true });
  return copy;
}

/** Opens the store in a folder, an empty one if none is named. */
export async function openStore(options: Partial<LowdbOptions> = {}): Promise<StoreUnderTest & { folder: string }> {
  const folder = options.folder ?? (await emptyFolder());
  const store = await openLowdb({ sealer, ...options, folder });
  return {
    ...store,
    folder,
    reopen: async () => {
      await store.close();
      return openStore({ ...options, folder });
    },
    crash: async () => openStore({ ...options, folder: await copyOf(folder) }),
    holds: async (words) =>
      (await filesIn(folder)).some(({ bytes, path }) => bytes.includes(words) || path.includes(words)),
  };
}

/** Every file under a folder with its bytes. */
export async function filesIn(folder: string): Promise<readonly { path: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.sort().map(async (path) => ({ path, bytes: await readFile(path) })));
}
