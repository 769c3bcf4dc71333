/**
 * `npm run soak -- --seconds 60`: three replicas as processes on one PostgreSQL, their platform a faulty process of its
 * own, a round in every organisation, kills and a restart of PostgreSQL meanwhile. Ends when nothing is owed any more.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as waited } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { WorkspaceId } from '../../src/core/ids.ts';
import { instant } from '../../src/time/zoned.ts';
import { type Cluster, controlCluster, removeCluster, startCluster } from '../support/cluster.ts';
import { query } from '../support/postgres.ts';
import { foundAll } from './found.ts';
import { judge, verdictLines } from './judge.ts';
import { type ReplicaOrder, workspaceOf } from './wire.ts';

const REPLICAS = 3;
/** After the last kill nothing may be owed any more by then. */
const END_MS = 60_000;
/** A Tuesday on which nothing is closed. */
const ROUND_AT = instant('2026-12-08T10:00:00Z');
/** Between the start of the replicas and the round. */
const LEAD_MS = 3_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    organisations: { type: 'string', default: '100' },
    most: { type: 'string', default: '500' },
    kills: { type: 'string', default: '10' },
    skew: { type: 'string', default: '0' },
  },
});
const [seconds, organisations, most, kills, skew] = [
  ...[values.seconds, values.organisations, values.most, values.kills, values.skew].map(Number),
] as [number, number, number, number, number];

const started: ChildProcess[] = [];

function start(file: string, argument = ''): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return String(line).trim();
}

/** From 20 people up, more small organisations than large ones. */
const sizes = () =>
  Array.from({ length: organisations }, (_, index) =>
    Math.round(20 * (most / 20) ** (organisations === 1 ? 1 : index / (organisations - 1))),
  );

async function database(): Promise<{ url: string; restart(): Promise<void>; remove(): Promise<void> }> {
  const name = `hallway_soak_${randomUUID().slice(0, 8)}`;
  const given = process.env.DATABASE_URL;
  const cluster: Cluster | undefined = given === undefined ? await startCluster() : undefined;
  const server = new URL(given ?? `${cluster?.url}/postgres`);
  await query(server.href, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const cutAll = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
  return {
    url: url.href,
    restart: async () => void (await (cluster ? controlCluster(cluster, 'restart') : query(server.href, cutAll))),
    remove: async () =>
      void (await (cluster ? removeCluster(cluster) : query(server.href, `drop database ${name} with (force)`))),
  };
}

/** Kills replicas one after another and puts new ones in their place; half way PostgreSQL is restarted. */
async function disturb(replicas: ChildProcess[], orders: readonly ReplicaOrder[], restart: () => Promise<void>) {
  const pauseMs = (seconds * 1_000) / (kills + 1);
  for (let kill = 0; kill < kills; kill++) {
    await waited(pauseMs * (0.5 + Math.random()));
    const which = Math.floor(Math.random() * REPLICAS);
    const [order, victim] = [orders[which], replicas[which]];
    victim?.kill('SIGKILL');
    if (order) replicas[which] = start('replica.ts', JSON.stringify(order));
    if (kill === Math.floor(kills / 2)) await restart();
  }
}

/** What the message budget has moved to another day is not of this soak. */
const horizon = (aheadMs: number) => Date.now() + aheadMs + 600_000;

async function untilNothingIsOwed(url: string, workspaces: readonly WorkspaceId[], aheadMs: number): Promise<number> {
  const begun = Date.now();
  const open = `select count(*)::integer as open, (select count(*)::integer from hallway.records
    where collection = 'coffee.round') as rounds from hallway.deliveries where state in ('pending', 'sending') and not_before < $1`;
  for (;;) {
    const [row] = await query(url, open, [horizon(aheadMs)]).catch(() => []);
    if (row && row.open === 0 && Number(row.rounds) >= workspaces.length) return Date.now() - begun;
    if (Date.now() - begun > END_MS) return Number.POSITIVE_INFINITY;
    await waited(200);
  }
}

async function soak(): Promise<boolean> {
  const workspaces = sizes().map((people, index) => workspaceOf(index, people));
  const base = await database();
  try {
    console.log(`Founding ${organisations} organisations of ${sizes().reduce((sum, size) => sum + size, 0)} people …`);
    await foundAll(base.url, workspaces, ROUND_AT);
    const platform = await firstLine(start('platform.ts'));
    const aheadMs = ROUND_AT - Date.now() - LEAD_MS;
    const orders = Array.from({ length: REPLICAS }, (_, index) => {
      const skewMs = (index - 1) * (skew / 2) * 1_000;
      return { url: base.url, platform, aheadMs, skewMs };
    });
    const replicas = orders.map((order) => start('replica.ts', JSON.stringify(order)));
    await Promise.all(replicas.map(firstLine));
    await disturb(replicas, orders, base.restart);
    const endMs = await untilNothingIsOwed(base.url, workspaces, aheadMs);
    const seen = await (await fetch(platform)).json();
    const verdict = await judge({ url: base.url, seen, workspaces, kills, aheadMs, endMs });
    for (const line of verdictLines(verdict)) console.log(line);
    return verdict.problems.length === 0;
  } finally {
    for (const child of started) child.kill('SIGKILL');
    await base.remove();
  }
}

process.exitCode = (await soak()) ? 0 : 1;
process.exit();
