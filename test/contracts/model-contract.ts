import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tx } from '../../src/ports/storage.ts';
import { size } from '../support/size.ts';
import {
  cloneOf,
  isOpen,
  type Model,
  orgOf,
  restartModel,
  settleInModel,
  takeFromModel,
  writeToModel,
} from './model/model.ts';
import { orgs, type Step, steps, type Write } from './model/steps.ts';
import { at, counts, type OpenStore, type StoreUnderTest, secrets } from './store-under-test.ts';

/** Random histories on the store and on a model of plain maps; both must tell the same after each step. */
export function modelContract(name: string, open: OpenStore): void {
  describe(`${name} beside a model`, () => {
    test('tells the same after every step of any history', async () => {
      const numRuns = size(`histories on ${name}`, { small: 20, full: 500 });
      const history = fc.array(steps, { minLength: 5, maxLength: 40, size: 'max' });
      await fc.assert(
        fc.asyncProperty(history, async (list) => {
          const model: Model = new Map();
          let store = await open();
          try {
            for (const step of list) {
              store = await play(store, model, step);
              await compare(store, model);
            }
          } finally {
            await store.close();
          }
        }),
        { numRuns },
      );
    }, 300_000);
  });
}

async function play(store: StoreUnderTest, model: Model, step: Step): Promise<StoreUnderTest> {
  switch (step.kind) {
    case 'transaction':
      await playTransaction(store, model, step);
      return store;
    case 'take': {
      const taken = await store.queue.take(step.now, step.limit, step.perWorkspace);
      expect(taken).toEqual(takeFromModel(model, step.now, step.limit, step.perWorkspace));
      return store;
    }
    case 'settle':
      await store.queue.settle(step.org, step.key, step.outcome, step.at);
      settleInModel(model, step.org, step.key, step.outcome, step.at);
      return store;
    case 'erase':
      await store.storage.erase({ org: step.org });
      model.delete(step.org);
      return store;
    case 'reopen':
    case 'crash':
      restartModel(model);
      return restart(store, step.kind);
  }
}

async function restart(store: StoreUnderTest, way: 'reopen' | 'crash'): Promise<StoreUnderTest> {
  const next = await store[way]();
  if (way === 'crash') await store.close();
  return next;
}

async function playTransaction(store: StoreUnderTest, model: Model, step: Extract<Step, { kind: 'transaction' }>) {
  const draft = cloneOf(orgOf(model, step.org));
  const wanted = step.writes.map((write) => writeToModel(draft, write));
  const work = async (tx: Tx) => {
    const answers: unknown[] = [];
    for (const write of step.writes) answers.push(await writeToStore(tx, write));
    expect(answers).toEqual(wanted);
    expect(Object.fromEntries((await tx.list(counts)).map(({ key, value }) => [key, value]))).toEqual(
      sorted(draft.rows),
    );
    if (step.throws) throw new RangeError('thrown on purpose');
  };
  if (step.throws) return expect(store.storage.transaction(step.org, work)).rejects.toThrow(RangeError);
  await store.storage.transaction(step.org, work);
  model.set(step.org, draft);
}

const sorted = <Value>(map: ReadonlyMap<string, Value>) =>
  Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

async function compare(store: StoreUnderTest, model: Model): Promise<void> {
  expect((await store.storage.organisations()).orgs).toEqual([...model.keys()].sort());
  for (const org of orgs) {
    const { rows, deliveries } = orgOf(model, org);
    const found = await store.storage.read(org, async (reads) => ({
      rows: (await reads.list(counts)).map(({ key, value }) => [key, value]),
      receipts: await reads.deliveries(''),
    }));
    expect(found.rows).toEqual(Object.entries(sorted(rows)));
    expect(found.receipts).toEqual(Object.values(sorted(deliveries)).map(({ receipt }) => receipt));
  }
  const wakes = [...model].flatMap(([org, one]) =>
    [...one.wakes].map(([schedule, due]) => ({ org, schedule, at: due })),
  );
  const inTime = wakes.sort((a, b) => a.at - b.at || (a.org + a.schedule < b.org + b.schedule ? -1 : 1));
  expect(await store.storage.due(at(60), 99)).toEqual(inTime);
  expect(await store.storage.nextWake()).toBe(inTime[0]?.at);
  const waiting = [...model.values()].flatMap((one) =>
    [...one.deliveries.values()].filter((d) => isOpen(d) && !d.isHeld),
  );
  const soonest = Math.min(...waiting.map(({ receipt }) => receipt.notBefore));
  expect(await store.queue.next()).toBe(Number.isFinite(soonest) ? soonest : undefined);
}

async function writeToStore(tx: Tx, write: Write): Promise<unknown> {
  switch (write.kind) {
    case 'insert':
      return tx.insert(counts, write.key, write.value);
    case 'put':
      await tx.put(secrets, write.key, { text: `${write.value}` });
      return tx.put(counts, write.key, write.value);
    case 'remove':
      await tx.remove(secrets, write.key);
      return tx.remove(counts, write.key);
    case 'enqueue':
      return tx.enqueue(write.delivery);
    case 'cancel':
      return tx.cancel(write.prefix);
    case 'prune':
      return tx.prune(write.before);
    case 'wake':
      return tx.wake(write.schedule, write.at);
  }
}
