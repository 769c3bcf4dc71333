import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Delivery } from '../src/core/delivery.ts';
import { accountId, orgId, personId, workspaceId } from '../src/core/ids.ts';
import { say, text } from '../src/core/message.ts';
import { type LowdbStore, openLowdb } from '../src/drivers/lowdb/index.ts';
import { createSealer } from '../src/drivers/sealing/index.ts';
import { collection } from '../src/ports/collection.ts';
import { instant } from '../src/time/zoned.ts';
import type { Benches, BenchRow } from './run.ts';

const ROUNDS = 50;
const SIZES = [500, 5_000];
const COMMITS = 2_000;
const DELIVERIES = 1_000;
const WORKSPACES = 50;
const PER_WORKSPACE = 4;
const variant = 'lowdb';

const org = orgId('org-bench');
const [start, end] = [instant(0), instant(1e12)];
const people = collection('bench.person', z.object({ name: z.string(), zone: z.string(), team: z.string() }));
const met = collection('bench.met', z.object({ count: z.number(), last: z.string() }));
const programs = collection('bench.program', z.object({ rule: z.string(), step: z.number() }));

/** An organisation of n people after 50 rounds, each pair a row, in a folder that is removed at the end. */
async function* filled(n: number): AsyncGenerator<{ open: () => Promise<LowdbStore> }, undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-bench-'));
  const sealer = createSealer([randomBytes(32)]);
  const open = () => openLowdb({ folder, sealer });
  try {
    const store = await open();
    await fill(store, n);
    await store.close();
    yield { open };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill({ storage }: LowdbStore, n: number): Promise<void> {
  await storage.transaction(org, async (tx) => {
    for (let person = 0; person < n; person++)
      await tx.put(people, `p${person}`, { name: `Person ${person}`, zone: 'Europe/Lisbon', team: `t${person % 40}` });
  });
  for (let round = 0; round < ROUNDS; round++)
    await storage.transaction(org, async (tx) => {
      for (let pair = 0; pair < n / 2; pair++)
        await tx.put(met, `p${pair}/p${(pair * 7 + round) % n}/${round}`, { count: 1, last: '2026-12-01' });
    });
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<{ ms: number; answer: Answer }> {
  const began = performance.now();
  const answer = await work();
  return { ms: performance.now() - began, answer };
}

const percentile = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;

/** What a command does: a record read and written, and a message owed. */
async function commitTimes({ storage }: LowdbStore, prefix: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let step = 0; step < COMMITS; step++) {
    const { ms } = await timed(() =>
      storage.transaction(org, async (tx) => {
        await tx.get(programs, 'c1');
        await tx.put(programs, 'c1', { rule: 'every 2 weeks on tuesday', step });
        await tx.enqueue(delivery(`${prefix}${step}`, 0));
      }),
    );
    times.push(ms);
  }
  return times.sort((a, b) => a - b);
}

function delivery(key: string, workspaceNumber: number): Delivery {
  const workspace = workspaceId(`slack:T${workspaceNumber}`);
  return {
    key,
    workspace,
    place: { kind: 'personal', workspace, account: accountId(workspace, 'U1') },
    kind: 'intro',
    message: say(text`Meet each other, the two of you: it is ${key}`),
    notBefore: start,
    expiresAt: end,
    onUnknown: 'again',
    people: [personId('p1')],
  };
}

/** Opening, committing and listing in an organisation with a history. */
async function* commits(): AsyncIterable<BenchRow> {
  for (const n of SIZES) {
    for await (const { open } of filled(n)) {
      const { ms, answer: store } = await timed(open);
      yield { bench: 'commit-load', variant, n, value: ms, unit: 'ms' };
      const quiet = await commitTimes(store, 'a');
      yield { bench: 'commit-p50', variant, n, value: percentile(quiet, 0.5), unit: 'ms' };
      yield { bench: 'commit-p99', variant, n, value: percentile(quiet, 0.99), unit: 'ms' };
      const rewriting = timed(() => store.storage.erase({ org, person: personId('nobody') }));
      const busy = await commitTimes(store, 'b');
      yield { bench: 'commit-p99-while-rewriting', variant, n, value: percentile(busy, 0.99), unit: 'ms' };
      yield { bench: 'commit-longest-while-rewriting', variant, n, value: busy.at(-1) ?? 0, unit: 'ms' };
      yield { bench: 'rewrite', variant, n, value: (await rewriting).ms, unit: 'ms' };
      const listing = await timed(() => store.storage.read(org, (reads) => reads.list(met, { prefix: 'p77/' })));
      yield { bench: 'list-pairs-of-one', variant, n, value: listing.ms, unit: 'ms' };
      await store.close();
    }
  }
}

/** Deliveries taken at most 4 of a workspace at once, and settled by an instant platform. */
async function* settles(): AsyncIterable<BenchRow> {
  for (const n of [DELIVERIES / 10, DELIVERIES]) {
    yield { bench: 'take-and-settle', variant, n, value: await settleTime(n, WORKSPACES), unit: 'ms' };
    yield { bench: 'take-and-settle-in-one-workspace', variant, n, value: await settleTime(n, 1), unit: 'ms' };
  }
}

async function settleTime(n: number, workspaces: number): Promise<number> {
  let ms = 0;
  for await (const { open } of filled(0)) {
    const store = await open();
    await store.storage.transaction(org, async (tx) => {
      for (let number = 0; number < n; number++) await tx.enqueue(delivery(`d${number}`, number % workspaces));
    });
    ms = (await timed(() => drain(store))).ms;
    await store.close();
  }
  return ms;
}

async function drain({ queue }: LowdbStore): Promise<void> {
  for (;;) {
    const taken = await queue.take(start, DELIVERIES, PER_WORKSPACE);
    if (taken.length === 0) return;
    await Promise.all(taken.map((one) => queue.settle(org, one.delivery.key, { kind: 'posted', ref: {} }, start)));
  }
}

export const benches: Benches = { commits, settles };
