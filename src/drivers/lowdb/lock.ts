import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError, storeError } from './problems.ts';

const LOCK_FILE = 'lock';
const SQLITE_BUSY = 5;

/** Holds a folder for this process alone; the system frees it when the process ends, however it ends. */
export async function lockFolder(folder: string): Promise<{ release(): void }> {
  const path = join(folder, LOCK_FILE);
  try {
    // Made here and not by SQLite, which would let others read it.
    await (await open(path, 'a', 0o600)).close();
    const database = new DatabaseSync(path);
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw error;
    }
    return { release: () => database.close() };
  } catch (error) {
    throw isBusy(error) ? new StoreError('in use', inUse(folder), error) : storeError(error, 'while locking', path);
  }
}

const isBusy = (error: unknown) => error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

const inUse = (folder: string) =>
  `another Hallway is running on ${folder}. Stop it first, or set HALLWAY_DATA to another folder`;
