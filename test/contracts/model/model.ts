import { type Delivery, type DeliveryReceipt, rankOf, type Settlement } from '../../../src/core/delivery.ts';
import type { OrgId } from '../../../src/core/ids.ts';
import type { Instant } from '../../../src/time/zoned.ts';
import type { Write } from './steps.ts';

/** A delivery, its receipt, and whether somebody has taken and not settled it. */
export interface ModelDelivery {
  readonly delivery: Delivery;
  readonly receipt: DeliveryReceipt;
  readonly isHeld: boolean;
}

/** One organisation as plainly as it can be put. */
export interface ModelOrg {
  readonly rows: Map<string, number>;
  readonly deliveries: Map<string, ModelDelivery>;
  readonly wakes: Map<string, Instant>;
}

/** All organisations that were founded and not erased. */
export type Model = Map<OrgId, ModelOrg>;

/** An organisation, empty where it is not there. */
export const orgOf = (model: Model, org: OrgId): ModelOrg =>
  model.get(org) ?? { rows: new Map(), deliveries: new Map(), wakes: new Map() };
/** A draft of an organisation. */
export const cloneOf = ({ rows, deliveries, wakes }: ModelOrg): ModelOrg => ({
  rows: new Map(rows),
  deliveries: new Map(deliveries),
  wakes: new Map(wakes),
});
/** Whether it is still to be sent. */
export const isOpen = ({ receipt }: ModelDelivery) => receipt.state === 'pending' || receipt.state === 'sending';

/** Does a write; answers what the store must answer. */
export function writeToModel(org: ModelOrg, write: Write): unknown {
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

/** Hands out; answers what the store must hand out. */
export function takeFromModel(model: Model, now: Instant, limit: number, perWorkspace: number): readonly unknown[] {
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

/** Settles what is held. */
export function settleInModel(model: Model, org: OrgId, key: string, outcome: Settlement, settledAt: Instant): void {
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
export function restartModel(model: Model): void {
  for (const { deliveries } of model.values())
    for (const [key, one] of deliveries) deliveries.set(key, { ...one, isHeld: false });
}
