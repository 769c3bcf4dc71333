import type { Delivery, DeliveryReceipt, Settlement } from '../../core/delivery.ts';
import type { Message } from '../../core/message.ts';
import type { MovedDelivery } from '../../ports/moving.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Instant } from '../../time/zoned.ts';
import { jsonCopy } from './json-copy.ts';
import { type Layer, Sealed } from './layer.ts';

/** Owed and settled deliveries, without their words. */
export const deliveryTable = '$deliveries';
/** The words of what is not settled yet, sealed. */
const messageTable = '$messages';

/** A delivery as it is kept: a receipt, and until it is settled what is needed to send it. */
export type DeliveryRow = Omit<DeliveryReceipt, 'key'> & {
  readonly expiresAt?: Instant;
  readonly onUnknown?: Delivery['onUnknown'];
  readonly replaces?: string;
};

/** A draft of one organisation, and what seals in it. */
export interface Desk {
  readonly org: string;
  readonly draft: Layer;
  readonly sealer: Sealer;
}

/** The row of a delivery. */
export function rowOf(layer: Layer, key: string): DeliveryRow | undefined {
  return asRow(layer.get(deliveryTable, key));
}

/** What is kept under a key of the delivery table; only this module writes there. */
export function asRow(stored: unknown): DeliveryRow | undefined {
  return stored as DeliveryRow | undefined;
}

const texts = new WeakMap<Message, string>();

/** A message as it is sealed; one that goes to thousands is written out once. */
function textOf(message: Message): string {
  const text = texts.get(message) ?? JSON.stringify(jsonCopy(message));
  texts.set(message, text);
  return text;
}

/** Owes a message; false where the key was owed before. */
export function owe(desk: Desk, delivery: Delivery): boolean {
  const { key, message, ...rest } = delivery;
  if (rowOf(desk.draft, key)) return false;
  write(desk.draft, key, { ...rest, state: 'pending', attempts: 0 });
  seal(desk, key, message);
  return true;
}

/** Marks one as being sent and gives it whole; undefined where it is owed no longer, or not yet. */
export function handOut(desk: Desk, key: string, now: Instant): { delivery: Delivery; attempt: number } | undefined {
  const row = rowOf(desk.draft, key);
  const { expiresAt, onUnknown, replaces } = row ?? {};
  if (!row || !isOpen(row) || row.notBefore > now || onUnknown === undefined) return;
  if (expiresAt === undefined || expiresAt <= now) return;
  const attempt = row.attempts + 1;
  write(desk.draft, key, { ...row, state: 'sending', attempts: attempt });
  const { workspace, place, kind, notBefore, people } = asRow(jsonCopy(row)) ?? row;
  const message = messageOf(desk, key);
  const delivery = { key, workspace, place, kind, message, notBefore, expiresAt, onUnknown, people };
  return { delivery: replaces === undefined ? delivery : { ...delivery, replaces }, attempt };
}

/** What expired before it was handed out; of one that was lost in sending nobody knows whether it was posted. */
export function expire({ draft }: Desk, key: string, now: Instant): void {
  const row = rowOf(draft, key);
  if (row && isOpen(row) && (row.expiresAt ?? now) <= now)
    close(draft, key, row, row.state === 'sending' ? 'unknown' : 'expired', now);
}

/** Leaves a delivery that is being sent as its outcome says; one in any other state stays as it is. */
export function leave(draft: Layer, key: string, outcome: Settlement, at: Instant): void {
  const row = rowOf(draft, key);
  if (row?.state !== 'sending') return;
  if (outcome.kind === 'later') write(draft, key, { ...row, state: 'pending', notBefore: outcome.at });
  else if (outcome.kind === 'postponed')
    write(draft, key, { ...row, state: 'pending', notBefore: outcome.at, attempts: row.attempts - 1 });
  else if (outcome.kind === 'posted') close(draft, key, row, 'sent', at, { ref: outcome.ref });
  else if (outcome.kind === 'refused') close(draft, key, row, 'refused', at, { reason: outcome.reason });
  else close(draft, key, row, outcome.kind, at);
}

/** Takes back what is pending under a prefix; answers how many. */
export function cancelPending(draft: Layer, prefix: string): number {
  return forgetWhere(draft, prefix, (row) => row.state === 'pending');
}

/** Drops deliveries under a prefix, words and all; answers how many. */
export function forgetWhere(draft: Layer, prefix: string, isMeant: (row: DeliveryRow) => boolean): number {
  const meant = [...deliveriesUnder(draft, prefix)].filter(([, row]) => isMeant(row));
  for (const [key] of meant) dropDelivery(draft, key);
  return meant.length;
}

/** Receipts under a prefix in the order of their keys; copies. */
export function receiptsUnder(layer: Layer, prefix: string): readonly DeliveryReceipt[] {
  return Array.from(deliveriesUnder(layer, prefix), ([key, row]) => ({
    key,
    ...receiptOf(asRow(jsonCopy(row)) ?? row),
  }));
}

/** A delivery on its way to another store, its words out of their seal. */
export function movedDelivery(desk: Desk, receipt: DeliveryReceipt): MovedDelivery {
  const { expiresAt, onUnknown, replaces } = rowOf(desk.draft, receipt.key) ?? {};
  if (expiresAt === undefined || onUnknown === undefined) return { receipt };
  const unsettled = { expiresAt, onUnknown, message: messageOf(desk, receipt.key) };
  return { receipt, unsettled: { ...unsettled, ...(replaces !== undefined && { replaces }) } };
}

/** Puts a delivery of another organisation here, its words under this one's seal. */
export function putDelivery(desk: Desk, { receipt, unsettled }: MovedDelivery): void {
  const { key, ...row } = receipt;
  const { message, ...more } = unsettled ?? {};
  write(desk.draft, key, { ...row, ...more });
  if (message) seal(desk, key, message);
}

/** Takes a delivery away, words and all. */
export function dropDelivery(draft: Layer, key: string): void {
  draft.set(deliveryTable, key, undefined);
  draft.set(messageTable, key, undefined);
}

function seal({ org, draft, sealer }: Desk, key: string, message: Message): void {
  const text = textOf(message);
  draft.set(messageTable, key, new Sealed(sealer.seal(text, { org, collection: messageTable, key })));
}

function* deliveriesUnder(layer: Layer, prefix: string): Generator<readonly [string, DeliveryRow], undefined> {
  for (const key of layer.keys(deliveryTable, prefix)) {
    if (!key.startsWith(prefix)) return;
    const row = rowOf(layer, key);
    if (row) yield [key, row];
  }
}

const isOpen = (row: DeliveryRow) => row.state === 'pending' || row.state === 'sending';

function close(
  draft: Layer,
  key: string,
  row: DeliveryRow,
  state: DeliveryReceipt['state'],
  settledAt: Instant,
  more: Pick<DeliveryReceipt, 'ref' | 'reason'> = {},
): void {
  write(draft, key, { ...receiptOf(row), state, settledAt, ...more });
  draft.set(messageTable, key, undefined);
}

function receiptOf({
  expiresAt: _,
  onUnknown: __,
  replaces: ___,
  ...receipt
}: DeliveryRow): Omit<DeliveryReceipt, 'key'> {
  return receipt;
}

function write(draft: Layer, key: string, row: DeliveryRow): void {
  draft.set(deliveryTable, key, jsonCopy(row));
}

function messageOf({ org, draft, sealer }: Desk, key: string): Message {
  const sealed = draft.get(messageTable, key);
  if (!(sealed instanceof Sealed)) throw new Error(`the words of delivery "${key}" are missing`);
  return JSON.parse(sealer.open(sealed.text, { org, collection: messageTable, key })) as Message;
}
