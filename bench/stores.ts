import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLowdb } from '../src/drivers/lowdb/index.ts';
import { openPostgres } from '../src/drivers/postgres/index.ts';
import { createSealer } from '../src/drivers/sealing/index.ts';
import { inFlightPerWorkspace, mostTaken } from '../src/runtime/outbox.ts';
import { removeCluster, startCluster } from '../test/support/cluster.ts';
import type { TestStore } from '../test/support/store.ts';
import type { Benches, BenchRow } from './run.ts';
import { appOn, benchNow, oweMany, programsIn } from './stores-app.ts';

const sealer = createSealer([Buffer.alloc(32, 3)]);
const TICKS = 20;

type Variant = 'lowdb' | 'postgres';
const variants: readonly Variant[] = ['lowdb', 'postgres'];

/** Where a store is: a folder, or the address of a database on a server that syncs its disk as in production. */
async function withPlace<Answer>(variant: Variant, work: (place: string) => Promise<Answer>): Promise<Answer> {
  if (variant === 'lowdb') {
    const folder = await mkdtemp(join(tmpdir(), 'hallway-bench-'));
    return work(folder).finally(() => rm(folder, { recursive: true, force: true }));
  }
  const cluster = await startCluster({ isDurable: true });
  return work(`${cluster.url}/postgres`).finally(() => removeCluster(cluster));
}

/** Opens the store at a place. */
export const openAt = (place: string): Promise<TestStore> =>
  place.startsWith('postgres') ? openPostgres({ url: place, sealer }) : openLowdb({ folder: place, sealer });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The median of a tick with nothing due. */
const tickIdle = (variant: Variant, programs: number) =>
  withPlace(variant, async (place) => {
    const store = await openAt(place);
    await programsIn(store, programs, place);
    const app = appOn(store);
    const times: number[] = [];
    for (let tick = 0; tick < TICKS; tick++) times.push(await timed(() => app.beat()));
    await store.close();
    return times.sort((a, b) => a - b)[TICKS / 2] ?? 0;
  });

/** Milliseconds for each thousand of so many deliveries, in a hundred workspaces, from pending to settled. */
const deliver = (variant: Variant, count: number) =>
  withPlace(variant, async (place) => {
    const store = await openAt(place);
    await oweMany(store, count);
    const ms = await timed(() => deliverAll(store));
    await store.close();
    return (ms / count) * 1_000;
  });

/** The store's own part: an instant platform, and no bot that looks at settings and people before each post. */
async function deliverAll({ queue }: TestStore): Promise<void> {
  for (;;) {
    const taken = await queue.take(benchNow, mostTaken, inFlightPerWorkspace);
    if (taken.length === 0) return;
    await Promise.all(
      taken.map(({ org, delivery }) => queue.settle(org, delivery.key, { kind: 'posted', ref: {} }, benchNow)),
    );
  }
}

/** The same through the whole bot. */
const deliverWhole = (variant: Variant, count: number) =>
  withPlace(variant, async (place) => {
    const store = await openAt(place);
    await oweMany(store, count);
    const app = appOn(store);
    const ms = await timed(() => app.settle());
    await store.close();
    return (ms / count) * 1_000;
  });

/** Peak memory in MB of a process that holds one round of so many people. */
const rss = (variant: Variant, people: number) =>
  withPlace(variant, async (place) => {
    await child('found', place, people);
    return Number(await child('round', place, people));
  });

async function child(...words: readonly (string | number)[]): Promise<string> {
  const program = fileURLToPath(new URL('stores-child.ts', import.meta.url));
  const one = spawn(process.execPath, [program, ...words.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  one.stdout.on('data', (bytes) => {
    said += bytes;
  });
  const [code] = await once(one, 'close');
  if (code !== 0) throw new Error(`${words[0]} of ${words[2]} people ended with ${code}`);
  return said.trim();
}

/** From the start of the process to the first ready answer, with an organisation of so many people in the store. */
async function coldStart(people: number): Promise<number> {
  return withPlace('lowdb', async (folder) => {
    await child('found', join(folder, 'sandbox'), people);
    const bin = fileURLToPath(new URL('../bin/hallway.js', import.meta.url));
    const key = Buffer.alloc(32, 3).toString('base64');
    const env = { ...process.env, HALLWAY_DATA: folder, HALLWAY_KEY: key, PORT: '39871', LOG_LEVEL: 'error' };
    const begun = performance.now();
    const server = spawn(process.execPath, [bin, 'sandbox'], { env, stdio: 'ignore' });
    const isReady = () =>
      fetch('http://127.0.0.1:39871/readyz').then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 10));
    const ms = performance.now() - begun;
    server.kill('SIGKILL');
    await once(server, 'close');
    return ms;
  });
}

type Measure = (variant: Variant, n: number) => Promise<number>;

async function* measured(
  bench: string,
  unit: string,
  amounts: readonly number[],
  measure: Measure,
): AsyncIterable<BenchRow> {
  for (const variant of variants)
    for (const n of amounts)
      yield { bench, variant, n, value: Math.round((await measure(variant, n)) * 10) / 10, unit };
}

/** What must hold of both stores, each also at a tenth of the data. */
export const benches: Benches = {
  'tick-idle': () => measured('tick-idle', 'ms', [1_000, 10_000, 100_000], tickIdle),
  deliver: () => measured('deliver', 'ms', [1_000, 10_000], deliver),
  'deliver-whole': () => measured('deliver-whole', 'ms', [1_000], deliverWhole),
  'rss-20k': () => measured('rss-20k', 'MB', [2_000, 20_000], rss),
  'cold-start': async function* () {
    for (const n of [500, 5_000])
      yield { bench: 'cold-start', variant: 'lowdb', n, value: Math.round(await coldStart(n)), unit: 'ms' };
  },
};
