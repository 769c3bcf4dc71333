import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import { jsonLog } from '../drivers/json-log.ts';
import { openLowdbForMoving } from '../drivers/lowdb/index.ts';
import { openPostgres, type PostgresStore } from '../drivers/postgres/index.ts';
import { createSealer, keyBeside } from '../drivers/sealing/index.ts';
import type { MovedOrganisation, MovingSource } from '../ports/moving.ts';
import { CommandError, exits } from './exits.ts';
import { progress } from './progress.ts';

/** Rows that are written together; the bar steps once for each. */
const GROUP = 500;

/** `hallway migrate`: moves an embedded installation to PostgreSQL. The folder is left as it is. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('move an embedded installation to the PostgreSQL of DATABASE_URL; may be run again')
    .requiredOption('--from <dir>', 'folder of the embedded store, such as ./data')
    .action(({ from }: { from: string }) => migrate(readConfig(), resolve(from)));
}

async function migrate(config: Config, folder: string): Promise<void> {
  const url = config.storage.databaseUrl;
  if (url === undefined) throw new CommandError(exits.config, 'DATABASE_URL is not set; set it to where this is to go');
  if (!existsSync(join(folder, 'store.json')))
    throw new CommandError(exits.noInput, `there is no store in ${folder}; name the folder that HALLWAY_DATA named`);
  const log = jsonLog(config.logLevel);
  const source = await openLowdbForMoving({ folder, log, sealer: createSealer(await keysOf(config, folder)) });
  try {
    const target = await openPostgres({ url, log, sealer: createSealer(config.keys) });
    await moveAll(source, target).finally(() => target.close());
  } finally {
    await source.close();
  }
}

/** What was sealed beside the store opens with the key there, and is sealed anew with HALLWAY_KEY. */
async function keysOf({ keys }: Config, folder: string): Promise<readonly Uint8Array[]> {
  return existsSync(join(folder, 'hallway.key')) ? [...keys, ...(await keyBeside(folder))] : keys;
}

async function moveAll(source: MovingSource, target: PostgresStore): Promise<void> {
  const counts = new Map<string, number>();
  for (const org of source.orgs) {
    const moved = await source.read(org);
    const bar = progress(`Moving ${org}`, groupsIn(moved));
    const outcome = await target.moveIn(moved, () => bar.step()).finally(() => bar.stop());
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    console.log(`${org}: ${sizeOf(moved)}: ${outcome === 'moved' ? 'moved, read back and compared' : outcome}`);
  }
  // Last: whoever finds a workspace here finds its organisation whole.
  for (const [workspace, org] of source.installations) await target.own(workspace, org);
  const summary = [...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
  console.log(`Organisations: ${summary || 'none'}. Workspaces: ${source.installations.length}.`);
  console.log('The folder was left as it is. Start Hallway with DATABASE_URL and HALLWAY_KEY set.');
}

const groupsIn = ({ records, deliveries }: MovedOrganisation) =>
  Math.ceil(records.length / GROUP) + Math.ceil(deliveries.length / GROUP);

const sizeOf = ({ records, deliveries, wakes }: MovedOrganisation) =>
  `records ${records.length}, deliveries ${deliveries.length}, schedules ${wakes.length}`;
