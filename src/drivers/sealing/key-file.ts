import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keyBytes, keysFromText } from './keys.ts';
import { SealingError } from './problems.ts';

const KEY_FILE = 'hallway.key';
/** What an embedded store that has been opened once leaves in its folder. */
const STORE_FILE = 'store.json';

/**
 * The keys in the file beside an embedded store, made on the first start with mode 0600.
 * SealingError where a store is there and its key is not: a new one could not open it.
 */
export async function keyBeside(folder: string): Promise<readonly Buffer[]> {
  const path = join(folder, KEY_FILE);
  const found = await contentOf(path);
  if (found !== undefined) return keysFromText(found, path);
  if ((await contentOf(join(folder, STORE_FILE))) !== undefined) throw new SealingError(lost(path));
  try {
    await create(folder, path);
  } catch (cause) {
    throw new SealingError(`cannot write ${path}; let Hallway write to the folder, or set HALLWAY_KEY`, { cause });
  }
  return keysFromText((await contentOf(path)) ?? '', path);
}

/** Linked into place whole: of two first starts at once one makes the key and both read it. */
async function create(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(keyBytes).toString('base64')}\n`);
    await file.sync();
    await link(draft, path).catch(unlessCode('EEXIST'));
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
  await sync(folder);
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function contentOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(unlessCode('ENOENT'));
}

function unlessCode(code: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === code) return undefined;
    throw error;
  };
}

const lost = (path: string) =>
  `the store is there, but its key ${path} is gone. Put the key back from a backup, or set HALLWAY_KEY to it; without it what was sealed cannot be read. To start anew, move the folder away`;
