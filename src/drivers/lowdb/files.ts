import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './problems.ts';

/** A file that is written at its end only. */
export interface AppendFile {
  append(bytes: Uint8Array): Promise<void>;
  size(): Promise<number>;
  truncate(length: number): Promise<void>;
  /** Resolves when everything appended is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What the store asks of a file system; tests put a failing one in its place. */
export interface Files {
  /** With mode 0700, its parents too; durable. */
  makeFolder(path: string): Promise<void>;
  /** Names in a folder; none where it does not exist. */
  names(folder: string): Promise<readonly string[]>;
  read(path: string): Promise<Buffer | undefined>;
  /** Made with mode 0600 where it does not exist. */
  open(path: string): Promise<AppendFile>;
  rename(from: string, to: string): Promise<void>;
  /** A file, or a folder with all that is in it; also where it does not exist. */
  remove(path: string): Promise<void>;
  /** Makes what was created, renamed or removed in a folder durable. */
  syncFolder(path: string): Promise<void>;
}

/** The real file system. */
export const nodeFiles: Files = {
  makeFolder: async (path) => {
    const first = await mkdir(path, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    // Each new folder is an entry in the one above it.
    for (let made = path; made.length >= first.length; made = dirname(made)) await nodeFiles.syncFolder(dirname(made));
  },
  names: async (folder) => (await unlessMissing(readdir(folder))) ?? [],
  read: (path) => unlessMissing(readFile(path)),
  open: openForAppend,
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  syncFolder: async (path) => {
    // Windows opens no folders, and keeps their entries by itself.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  },
};

async function openForAppend(path: string): Promise<AppendFile> {
  const handle = await open(path, 'a', 0o600);
  return {
    // Not `write`, which on a full disk may write a part of the bytes and report no error.
    append: (bytes) => handle.appendFile(bytes),
    size: async () => (await handle.stat()).size,
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

async function unlessMissing<Value>(found: Promise<Value>): Promise<Value | undefined> {
  return found.catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}
