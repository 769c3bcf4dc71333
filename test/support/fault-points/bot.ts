// A bot in a process of its own, told over its standard input what to do, and killed in the middle of it.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type App, createApp } from '../../../src/app.ts';
import type { Interaction } from '../../../src/core/interaction.ts';
import { calendarLinks } from '../../../src/drivers/calendar-links.ts';
import { nodeFiles } from '../../../src/drivers/lowdb/files.ts';
import { type LowdbStore, openLowdb } from '../../../src/drivers/lowdb/index.ts';
import { openPostgres } from '../../../src/drivers/postgres/index.ts';
import { createSealer } from '../../../src/drivers/sealing/index.ts';
import { seededRandom } from '../../../src/drivers/seeded-random.ts';
import { features } from '../../../src/features/index.ts';
import type { Log } from '../../../src/ports/log.ts';
import { type Instant, plus } from '../../../src/time/zoned.ts';
import { checkInStory } from './check-in-story.ts';
import { stateOf } from './state.ts';
import { Steps, steppedChat, steppedFiles, steppedQueue, steppedStorage, steppedStore } from './steps.ts';
import { envelope, roundStory, type Stage } from './story.ts';
import { directoryOf, readTraces, tracesIn, workspace, workspaceIn } from './workspace-file.ts';

const stories = { round: roundStory, 'check-in': checkInStory } as const;

/** What the parent asks for: plays the story from where it stands, as far as `until` says, and dies at a step. */
export interface Order {
  readonly folder: string;
  /** The database, where the store is one; whoever was killed before holds nothing in it any more. */
  readonly url?: string;
  readonly people: number;
  readonly story: keyof typeof stories;
  readonly until: 'installed' | 'eve' | 'end';
  readonly halfEvery: number;
  readonly killAt?: number;
}

const secondsToRestart = 20;

const failures: string[] = [];
const log: Log = {
  child: () => log,
  debug() {},
  info() {},
  warn() {},
  error: (event, _fields, cause) => void failures.push(`${event}: ${cause instanceof Error ? cause.stack : cause}`),
};

/** A clock that goes on where the process before it stopped. */
class StoryClock {
  #now: Instant;
  readonly #trace: (now: Instant) => void;

  constructor(now: Instant, trace: (now: Instant) => void) {
    this.#now = now;
    this.#trace = trace;
  }

  now(): Instant {
    return this.#now;
  }

  set(to: Instant): void {
    if (to <= this.#now) return;
    this.#now = to;
    this.#trace(to);
  }
}

async function carryOut(order: Order): Promise<object> {
  const path = join(order.folder, 'workspace.jsonl');
  const trace = tracesIn(path);
  const before = readTraces(path);
  const steps = new Steps(order.killAt, order.halfEvery);
  const lastNow = before.findLast((one) => one.kind === 'now')?.now as Instant | undefined;
  const started =
    lastNow === undefined ? stories[order.story].acts[0]?.at : plus(lastNow, { seconds: secondsToRestart });
  if (started === undefined) throw new Error('the story has no acts');
  const clock = new StoryClock(started, (now) => trace({ kind: 'now', now }));
  const store = await openStore(order, steps);
  const storage = steppedStorage(store.storage, steps);
  const chat = steppedChat(
    workspaceIn(path, (what) => {
      steps.left();
      steps.reach(what);
    }),
    steps,
  );
  const platforms = new Map([['test', { chat, directory: directoryOf(order.people) }]]);
  const { installations } = store;
  const random = seededRandom('fault points');
  const queue = steppedQueue(store.queue, steps);
  const links = calendarLinks({ secret: Buffer.alloc(32, 7) });
  const ports = { storage, queue, installations, platforms, clock, random, calendarLinks: links, log };
  const app = createApp(ports, features);
  const found = await stateOf(store, workspace);
  await play(order, app, clock, path);
  const state = await stateOf(store, workspace);
  await store.close();
  return { kind: 'done', steps: steps.count, found, state, failures: failures.splice(0) };
}

async function openStore({ folder, url }: Order, steps: Steps): Promise<LowdbStore> {
  const sealer = createSealer([Buffer.alloc(32, 7)]);
  if (url !== undefined) return steppedStore(await openPostgres({ url, sealer }), steps);
  return openLowdb({
    folder: join(folder, 'data'),
    sealer,
    files: steppedFiles(nodeFiles, steps),
    policy: { journalBytes: 2 ** 15, idleMilliseconds: 60_000, idleBytes: 2 ** 20 },
  });
}

async function play(order: Order, app: App, clock: StoryClock, path: string): Promise<void> {
  const trace = tracesIn(path);
  const { acts, eve } = stories[order.story];
  if (readTraces(path).length === 0) {
    await app.observe({ kind: 'installed', id: 'install', workspace, at: clock.now() });
    await app.sync(workspace);
    trace({ kind: 'now', now: clock.now() });
  }
  if (order.until === 'installed') return;
  const handle = (interaction: Interaction) => app.handle(interaction);
  const stage: Stage = {
    traces: () => readTraces(path),
    types: (event, who, text) => handle({ ...envelope(event, who, clock.now()), kind: 'command', text }),
    presses: (event, who, verb, args) => handle({ ...envelope(event, who, clock.now()), kind: 'press', verb, args }),
    submits: (event, who, verb, args, values) =>
      handle({ ...envelope(event, who, clock.now()), kind: 'submit', verb, args, values }),
  };
  const answered = new Set(readTraces(path).flatMap((one) => (one.kind === 'answered' ? [one.act] : [])));
  for (const [act, { at, play: playAct }] of acts.entries()) {
    if (order.until === 'eve' && at > eve) break;
    if (answered.has(act)) continue;
    await passTime(app, clock, at);
    await playAct(stage);
    trace({ kind: 'answered', act });
    await app.settle();
  }
  await passTime(app, clock, order.until === 'eve' ? eve : plus(clock.now(), { hours: 1 }));
}

async function passTime(app: App, clock: StoryClock, to: Instant): Promise<void> {
  await app.settle();
  for (let next = await app.nextInstant(); next !== undefined && next <= to; next = await app.nextInstant()) {
    clock.set(next);
    await app.settle();
  }
  clock.set(to);
  await app.settle();
}

for await (const line of createInterface(process.stdin)) {
  const answer = await carryOut(JSON.parse(line) as Order);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
