import { writeSync } from 'node:fs';
import type { Files } from '../../../src/drivers/lowdb/files.ts';
import type { ChatPlatform } from '../../../src/ports/chat-platform.ts';
import type { DeliveryQueue } from '../../../src/ports/delivery-queue.ts';
import type { Storage } from '../../../src/ports/storage.ts';

/**
 * Counts the steps of a run at which the disk or the workspace differs from the step before, since a killed process
 * leaves nothing else behind, and ends the process at one of them as a power cut would.
 */
export class Steps {
  #count = 0;
  #halves = 0;
  #isChanged = true;
  readonly #killAt: number | undefined;
  readonly #halfEvery: number;

  /** Half-written lines look much alike: one in `halfEvery` is a step. */
  constructor(killAt: number | undefined, halfEvery: number) {
    this.#killAt = killAt;
    this.#halfEvery = halfEvery;
  }

  get count(): number {
    return this.#count;
  }

  /** Something has been done that outlives the process. */
  left(): void {
    this.#isChanged = true;
  }

  reach(name: string): void {
    if (!this.#isChanged) return;
    this.#isChanged = false;
    this.#count += 1;
    if (this.#count === this.#killAt) this.#die(name);
  }

  /** A step in the middle of writing: `writeHalf` leaves what a power cut would. */
  async reachHalf(name: string, writeHalf: () => Promise<void>): Promise<void> {
    this.#halves += 1;
    if (this.#halves % this.#halfEvery !== 0) return;
    this.#count += 1;
    if (this.#count !== this.#killAt) return;
    await writeHalf();
    this.#die(name);
  }

  async around<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
    this.reach(`before ${name}`);
    const answer = await work();
    this.reach(`after ${name}`);
    return answer;
  }

  #die(step: string): void {
    writeSync(1, `${JSON.stringify({ kind: 'dying', step })}\n`);
    process.kill(process.pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

/** A store whose transactions have a step on either side. */
export const steppedStorage = (storage: Storage, steps: Steps): Storage => ({
  ...storage,
  transaction: (org, work) => steps.around('a transaction', () => storage.transaction(org, work)),
});

/** A queue with a step on either side of taking and settling. */
export const steppedQueue = (queue: DeliveryQueue, steps: Steps): DeliveryQueue => ({
  ...queue,
  take: (now, limit, perWorkspace) => steps.around('a take', () => queue.take(now, limit, perWorkspace)),
  settle: (org, key, outcome, at) => steps.around('a settle', () => queue.settle(org, key, outcome, at)),
});

/** A platform with a step on either side of what others see. */
export const steppedChat = (chat: ChatPlatform, steps: Steps): ChatPlatform => ({
  placesFor: (workspace, accounts) => chat.placesFor(workspace, accounts),
  showHome: (workspace, account, home) => chat.showHome(workspace, account, home),
  post: (workspace, place, message, key) => steps.around('a post', () => chat.post(workspace, place, message, key)),
  replace: (workspace, ref, message) => steps.around('a redraw', () => chat.replace(workspace, ref, message)),
});

/** A store whose commits another process keeps: each transaction, take and settle outlives this one when it answers. */
export function steppedStore<Store extends { storage: Storage; queue: DeliveryQueue }>(
  store: Store,
  steps: Steps,
): Store {
  const leaves = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
    const answer = await work;
    steps.left();
    return answer;
  };
  const storage: Storage = {
    ...store.storage,
    transaction: (org, work) => leaves(store.storage.transaction(org, work)),
  };
  const queue: DeliveryQueue = {
    ...store.queue,
    take: async (...asked) => {
      const taken = await store.queue.take(...asked);
      if (taken.length > 0) steps.left();
      return taken;
    },
    settle: (org, key, outcome, at) => leaves(store.queue.settle(org, key, outcome, at)),
  };
  return { ...store, storage, queue };
}

/** A disk with a step in the middle of every line that is written, before it is safe there, and around a new snapshot. */
export const steppedFiles = (files: Files, steps: Steps): Files => ({
  ...files,
  rename: (from, to) =>
    steps.around('a new snapshot', async () => {
      steps.left();
      await files.rename(from, to);
      steps.left();
    }),
  open: async (path) => {
    const file = await files.open(path);
    return {
      append: async (bytes) => {
        await steps.reachHalf('half a line', () => file.append(bytes.subarray(0, Math.ceil(bytes.length / 2))));
        await file.append(bytes);
        steps.left();
      },
      size: () => file.size(),
      truncate: (length) => file.truncate(length),
      sync: async () => {
        steps.reach('a line not yet safe');
        await file.sync();
      },
      close: () => file.close(),
    };
  },
});
