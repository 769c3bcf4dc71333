import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as waited } from 'node:timers/promises';
import { Pool } from 'pg';
import { type Cluster, startCluster } from './cluster.ts';

/** Where the run's one cluster is, for every worker: a folder that holds `clusterFile` once it has been started. */
export const clusterVariable = 'HALLWAY_TEST_CLUSTER';
export const clusterFile = 'cluster.json';

const START_MS = 60_000;

/** The address of an empty database of its own. Give it back when the store on it is closed: the next one is faster. */
export async function takeDatabase(): Promise<string> {
  const free = freeDatabases.pop();
  if (free !== undefined) {
    await query(free, EMPTY);
    return free;
  }
  const server = process.env.DATABASE_URL ?? (await overSocket());
  const name = `hallway_test_${randomUUID().replaceAll('-', '')}`;
  await query(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The run's own server by its socket, which takes half of what a connection over TCP to oneself does. */
async function overSocket(): Promise<string> {
  const { url, folder } = await runCluster();
  return `${url}/postgres?host=${encodeURIComponent(folder)}`;
}

/** Lets another test of this file have the database. */
export function giveBack(url: string): void {
  freeDatabases.push(url);
}

/** Rows of a statement of a test's own. */
export async function query(
  url: string,
  text: string,
  values?: readonly unknown[],
): Promise<Record<string, unknown>[]> {
  const pool =
    pools.get(url) ?? new Pool({ connectionString: url, max: 1, idleTimeoutMillis: 1_000, allowExitOnIdle: true });
  // A test may well restart the server.
  if (!pools.has(url)) pool.on('error', () => undefined);
  pools.set(url, pool);
  const { rows } = values ? await pool.query(text, [...values]) : await pool.query(text);
  return rows ?? [];
}

const pools = new Map<string, Pool>();
const freeDatabases: string[] = [];

/** Every table but the one that tells the version; a database that no store has opened yet has none. */
const EMPTY = `do $$ declare one text; begin
  for one in select tablename from pg_tables where schemaname = 'hallway' and tablename <> 'migrations'
  loop execute 'delete from hallway.' || one; end loop; end $$`;

/** The server of this run: the first worker that asks starts it, the others wait. */
async function runCluster(): Promise<Cluster> {
  const folder = process.env[clusterVariable];
  if (folder === undefined) throw new Error('run the tests through vitest, or set DATABASE_URL');
  const file = join(folder, clusterFile);
  if (tookStart(join(folder, 'starting'))) {
    const cluster = await startCluster();
    writeFileSync(`${file}.new`, JSON.stringify(cluster));
    renameSync(`${file}.new`, file);
  }
  for (let ms = 0; !existsSync(file); ms += 50) {
    if (ms > START_MS) throw new Error('PostgreSQL for the tests has not started; see the first failure of this run');
    await waited(50);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Cluster;
}

function tookStart(mark: string): boolean {
  try {
    mkdirSync(mark);
    return true;
  } catch {
    return false;
  }
}
