import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { Config } from '../config.ts';
import { startHttp } from '../drivers/http-server.ts';
import { jsonLog } from '../drivers/json-log.ts';
import { openLowdbReadOnly } from '../drivers/lowdb/index.ts';
import { createSealer } from '../drivers/sealing/index.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { mainDatabase, mainFolder } from '../main.ts';
import { personRows } from '../runtime/person-record.ts';
import { instantAt, localDate, localDateOf, utcOffsetMinutes, wallTime, zone, zoneNames } from '../time/zoned.ts';
import { isFounded, keysOf, openLastCommit } from './last-commit.ts';
import { organisationsIn } from './organisations.ts';
import { progress } from './progress.ts';

const PAGE = fileURLToPath(new URL('../../dist/ui/index.html', import.meta.url));
const KEY_FILE = 'hallway.key';
const FEWEST_ZONES = 300;

/** Whether what seals the store is there, fits it, and is nobody else's to read. Answers what it found; throws the cure. */
export async function checkKey(config: Config): Promise<string> {
  const folder = mainFolder(config);
  if (isFounded(folder)) await openLowdbReadOnly({ folder, sealer: createSealer(await keysOf(config)) });
  if (config.keys.length > 0) return `${config.keys.length} in HALLWAY_KEY`;
  const path = join(folder, KEY_FILE);
  if (!existsSync(path)) return `none yet; the first start makes ${path}`;
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) throw new Error(`others on this machine can read ${path}; run: chmod 600 ${path}`);
  return path;
}

/** Whether the store may be written and reads whole, to its last commit. Answers what it found; throws the cure. */
export async function checkStorage(config: Config): Promise<string> {
  const url = mainDatabase(config);
  const where = url === undefined ? mainFolder(config) : 'the database';
  if (url === undefined) await checkWritable(where);
  if (url === undefined && !isFounded(where)) return `nothing in ${where} yet; the first start founds the store`;
  const storage = await openLastCommit(config);
  const orgs = await organisationsIn(storage);
  const bar = progress('Reading organisations', orgs.length);
  let people = 0;
  for (const org of orgs) {
    people += (await storage.read(org, (reads) => reads.list(personRows))).length;
    bar.step();
  }
  bar.stop();
  return `${where} reads whole: organisations ${orgs.length}, people ${people}`;
}

async function checkWritable(folder: string): Promise<void> {
  const nearest = existsSync(folder) ? folder : nearestAbove(folder);
  try {
    await access(nearest, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(`${nearest} may not be written; give it to the user that runs Hallway, or set HALLWAY_DATA`, {
      cause,
    });
  }
}

const nearestAbove = (path: string): string =>
  existsSync(dirname(path)) ? dirname(path) : nearestAbove(dirname(path));

/** Whether the machine knows what time it is, and how clocks change elsewhere. Answers what it found; throws the cure. */
export async function checkClock(config: Config): Promise<string> {
  const now = systemClock.now();
  const store = join(mainFolder(config), 'store.json');
  const newest = existsSync(store) ? (await stat(store)).mtimeMs : Date.UTC(2025, 0);
  const today = localDateOf(now, zone('UTC'));
  if (now < newest) throw new Error(`the clock says ${today}, and the store is younger; set the clock (timedatectl)`);
  const lisbon = zone('Europe/Lisbon');
  const year = today.slice(0, 4);
  const offsets = ['01-15', '07-15'].map((day) =>
    utcOffsetMinutes(lisbon, instantAt(localDate(`${year}-${day}`), wallTime('12:00'), lisbon)),
  );
  if (zoneNames().length < FEWEST_ZONES || offsets.join() !== '0,60')
    throw new Error('this Node does not know the time zones; install one with full ICU, or run npm ci for ours');
  return `${today}, time zone data ${process.versions.tz ?? 'of the system'}`;
}

/** Whether the port can be had, or Hallway has it already. Answers what it found; throws the cure. */
export async function checkPort({ http: { host, port } }: Config): Promise<string> {
  if (port === 0) return 'a free one is taken at each start';
  try {
    const { stop } = await startHttp({ host, port, app: new Hono(), log: jsonLog('error') });
    await stop();
    return `${port} on ${host} is free`;
  } catch (error) {
    if (await isHallway(host === '0.0.0.0' ? '127.0.0.1' : host, port)) return `Hallway answers on ${port}`;
    throw error;
  }
}

async function isHallway(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/healthz`, {
      signal: AbortSignal.timeout(2_000),
    });
    return answer.ok && (await answer.text()) === '{"status":"ok"}';
  } catch {
    return false;
  }
}

/** Whether the sandbox's page can be served. Answers what it found; throws the cure. */
export async function checkPage(): Promise<string> {
  if (existsSync(PAGE)) return 'built';
  throw new Error('the sandbox page is not built; run: npm run build');
}
