import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { OrgId } from '../core/ids.ts';
import { openLowdbReadOnly } from '../drivers/lowdb/index.ts';
import { openPostgres } from '../drivers/postgres/index.ts';
import { createSealer, keyBeside } from '../drivers/sealing/index.ts';
import { seededRandom } from '../drivers/seeded-random.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { features } from '../features/index.ts';
import { mainDatabase, mainFolder } from '../main.ts';
import type { ReadContext } from '../ports/context.ts';
import type { Reads, Storage } from '../ports/storage.ts';
import { readContext } from '../runtime/context.ts';
import { createRegistry } from '../runtime/registry.ts';
import { CommandError, exits } from './exits.ts';

/** What commands that only read know of the features. */
export const registry = createRegistry(features, []);

/** The main store as of its last commit, read beside a server that may be running. */
export async function openLastCommit(config: Config): Promise<Storage> {
  const url = mainDatabase(config);
  if (url !== undefined) return (await openPostgres({ url, sealer: createSealer(config.keys) })).storage;
  const folder = mainFolder(config);
  if (!isFounded(folder))
    throw new CommandError(
      exits.noInput,
      `there is no store in ${folder} yet; start Hallway once, or set HALLWAY_DATA to the folder it runs on`,
    );
  if (config.slack === undefined && config.teams === undefined)
    console.error(`No platform is configured, so this is about the sandbox in ${folder}.`);
  return openLowdbReadOnly({ folder, sealer: createSealer(await keysOf(config)) });
}

/** Whether an embedded store was ever opened in a folder. */
export const isFounded = (folder: string): boolean => existsSync(join(folder, 'store.json'));

/** The keys in the environment, else those beside the main store, which are made where there are none. */
export async function keysOf(config: Config): Promise<readonly Uint8Array[]> {
  return config.keys.length > 0 ? config.keys : keyBeside(mainFolder(config));
}

/** Reads one organisation as features see it. */
export function readAs<Answer>(
  storage: Storage,
  org: OrgId,
  work: (ctx: ReadContext) => Promise<Answer>,
): Promise<Answer> {
  return storage.read(org, async (reads) => work(await contextOf(reads)));
}

/** What features may read through these reads, now. Nothing that a command reads depends on a draw. */
export const contextOf = (reads: Reads): Promise<ReadContext> =>
  readContext({ random: seededRandom(''), calendarLinks: { linksFor: () => [] } }, reads, systemClock.now());
