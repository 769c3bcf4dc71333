import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delivery, DeliveryReceipt, Settlement } from '../../src/core/delivery.ts';
import { rankOf } from '../../src/core/delivery.ts';
import { type OrgId, workspaceId } from '../../src/core/ids.ts';
import type { Tx } from '../../src/ports/storage.ts';
import type { Instant } from '../../src/time/zoned.ts';
import { size } from '../support/size.ts';
import { A, at, B, counts, type OpenStore, owed, type StoreUnderTest, secrets } from './store-under-test.ts';

/** What a transaction may do, as data, so that store and model are told the same. */
type Write =
  | { readonly kind: 'insert' | 'put'; readonly key: string; readonly value: number }
  | { readonly kind: 'remove'; readonly key: string }
  | { readonly kind: 'enqueue'; readonly delivery: Delivery }
  | { readonly kind: 'cancel'; readonly prefix: string }
  | { readonly kind: 'prune'; readonly before: Instant }
  | { readonly kind: 'wake'; readonly schedule: string; readonly at: Instant | undefined };

type Step =
  | { readonly kind: 'transaction'; readonly org: OrgId; readonly writes: readonly Write[]; readonly throws: boolean }
  | { readonly kind: 'take'; readonly now: Instant; readonly limit: number; readonly perWorkspace: number }
  | {
      readonly kind: 'settle';
      readonly org: OrgId;
      readonly key: string;
      readonly outcome: Settlement;
      readonly at: Instant;
    }
  | { readonly kind: 'reopen' | 'crash' }
  | { readonly kind: 'erase'; readonly org: OrgId };

interface ModelDelivery {
  readonly delivery: Delivery;
  readonly receipt: DeliveryReceipt;
  readonly isHeld: boolean;
}

/** One organisation as plainly as it can be put. */
interface ModelOrg {
  readonly rows: Map<string, number>;
  readonly deliveries: Map<string, ModelDelivery>;
  readonly wakes: Map<string, Instant>;
}

type Model = Map<OrgId, ModelOrg>;

const orgs = [A, B] as const;
const orgOf = (model: Model, org: OrgId): ModelOrg =>
  model.get(org) ?? { rows: new Map(), deliveries: new Map(), wakes: new Map() };
const cloneOf = ({ rows, deliveries, wakes }: ModelOrg): ModelOrg => ({
  rows: new Map(rows),
  deliveries: new Map(deliveries),
  wakes: new Map(wakes),
});
const isOpen = ({ receipt }: ModelDelivery) => receipt.state === 'pending' || receipt.state === 'sending';

function writeToModel(org: ModelOrg, write: Write): unknown {
  switch (write.kind) {
    case 'insert':
      if (org.rows.has(write.key)) return false;
      org.rows.set(write.key, write.value);
      return true;
    case 'put':
      return void org.rows.set(write.key, write.value);
    case 'remove':
      return void org.rows.delete(write.key);
    case 'enqueue':
      return enqueueInModel(org, write.delivery);
    case 'cancel':
      return dropFrom(org, (one) => one.receipt.state === 'pending' && one.receipt.key.startsWith(write.prefix));
    case 'prune':
      return dropFrom(org, ({ receipt }) => receipt.settledAt !== undefined && receipt.settledAt < write.before);
    case 'wake':
      if (write.at === undefined) org.wakes.delete(write.schedule);
      else org.wakes.set(write.schedule, write.at);
      return undefined;
  }
}

function enqueueInModel(org: ModelOrg, delivery: Delivery): boolean {
  const { key, workspace, place, kind, people, notBefore } = delivery;
  if (org.deliveries.has(key)) return false;
  const receipt = { key, workspace, place, kind, people, notBefore, state: 'pending', attempts: 0 } as const;
  org.deliveries.set(key, { delivery, receipt, isHeld: false });
  return true;
}

function dropFrom(org: ModelOrg, isMeant: (one: ModelDelivery) => boolean): number {
  const meant = [...org.deliveries].filter(([, one]) => isMeant(one));
  for (const [key] of meant) org.deliveries.delete(key);
  return meant.length;
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

function takeFromModel(model: Model, now: Instant, limit: number, perWorkspace: number): readonly unknown[] {
  const all = [...model].flatMap(([org, { deliveries }]) => [...deliveries.values()].map((one) => ({ org, ...one })));
  const room = new Map<string, number>();
  for (const { receipt, isHeld } of all)
    if (isHeld) room.set(receipt.workspace, (room.get(receipt.workspace) ?? perWorkspace) - 1);
  const waiting = all.filter((one) => isOpen(one) && !one.isHeld && one.receipt.notBefore <= now).sort(inOrder);
  const chosen = waiting
    .filter(({ receipt, delivery }) => {
      const left = room.get(receipt.workspace) ?? perWorkspace;
      if (left <= 0 || delivery.expiresAt <= now) return false;
      room.set(receipt.workspace, left - 1);
      return true;
    })
    .slice(0, limit);
  return chosen.map(({ org, delivery, receipt }) => {
    const wasLost = receipt.state === 'sending';
    const attempt = receipt.attempts + 1;
    setReceipt(model, org, { ...receipt, state: 'sending', attempts: attempt }, true);
    return { org, delivery: { ...delivery, notBefore: receipt.notBefore }, attempt, wasLost };
  });
}

function inOrder(a: { org: OrgId } & ModelDelivery, b: { org: OrgId } & ModelDelivery): number {
  return (
    a.receipt.notBefore - b.receipt.notBefore ||
    rankOf(a.receipt.kind) - rankOf(b.receipt.kind) ||
    (a.receipt.key < b.receipt.key ? -1 : a.receipt.key > b.receipt.key ? 1 : a.org < b.org ? -1 : 1)
  );
}

function setReceipt(model: Model, org: OrgId, receipt: DeliveryReceipt, isHeld: boolean): void {
  const before = orgOf(model, org).deliveries.get(receipt.key);
  if (before) orgOf(model, org).deliveries.set(receipt.key, { ...before, receipt, isHeld });
}

function settleInModel(model: Model, org: OrgId, key: string, outcome: Settlement, settledAt: Instant): void {
  const one = orgOf(model, org).deliveries.get(key);
  if (!one?.isHeld) return;
  const { receipt } = one;
  const attempts = receipt.attempts - (outcome.kind === 'postponed' ? 1 : 0);
  if (outcome.kind === 'later' || outcome.kind === 'postponed')
    setReceipt(model, org, { ...receipt, attempts, state: 'pending', notBefore: outcome.at }, false);
  else if (outcome.kind === 'posted')
    setReceipt(model, org, { ...receipt, state: 'sent', settledAt, ref: outcome.ref }, false);
  else if (outcome.kind === 'refused')
    setReceipt(model, org, { ...receipt, state: 'refused', settledAt, reason: outcome.reason }, false);
  else setReceipt(model, org, { ...receipt, state: outcome.kind, settledAt }, false);
}

/** Nobody holds anything after a restart; what was being sent is lost. */
function restartModel(model: Model): void {
  for (const { deliveries } of model.values())
    for (const [key, one] of deliveries) deliveries.set(key, { ...one, isHeld: false });
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

const instants = fc.integer({ min: 0, max: 20 }).map(at);
const keys = fc.constantFrom('', 'a', 'a/1', 'a/2', 'b', 'ä');
const deliveries = fc.record({
  key: keys,
  workspace: fc.constantFrom('slack:T1', 'slack:T2').map(workspaceId),
  kind: fc.constantFrom('intro', 'prompt', 'nudge', 'tip'),
  notBefore: instants,
}) satisfies fc.Arbitrary<Partial<Delivery>>;
const writes: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constantFrom('insert', 'put'), key: keys, value: fc.nat(9) }),
  fc.record({ kind: fc.constant('remove'), key: keys }),
  {
    weight: 3,
    arbitrary: deliveries.map(({ key, ...rest }) => ({ kind: 'enqueue' as const, delivery: owed(key, rest) })),
  },
  fc.record({ kind: fc.constant('cancel'), prefix: keys }),
  fc.record({ kind: fc.constant('prune'), before: instants }),
  fc.record({ kind: fc.constant('wake'), schedule: keys, at: fc.option(instants, { nil: undefined }) }),
);
const outcomes: fc.Arbitrary<Settlement> = fc.oneof(
  fc.constant<Settlement>({ kind: 'posted', ref: { ts: '1' } }),
  fc.constant<Settlement>({ kind: 'refused', reason: 'no' }),
  fc.constantFrom<Settlement>({ kind: 'unknown' }, { kind: 'expired' }),
  fc.record({ kind: fc.constantFrom('later', 'postponed'), at: instants }),
);
const org = fc.constantFrom(...orgs);
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('transaction'),
      org,
      writes: fc.array(writes, { maxLength: 8 }),
      throws: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('take'), now: instants, limit: fc.nat(5), perWorkspace: fc.constant(2) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('settle'), org, key: keys, outcome: outcomes, at: instants }) },
  fc.record({ kind: fc.constantFrom('reopen', 'crash') }),
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase'), org }) },
);

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
