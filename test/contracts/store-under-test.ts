import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Delivery } from '../../src/core/delivery.ts';
import { accountId, type OrgId, orgId, type PersonId, personId, workspaceId } from '../../src/core/ids.ts';
import { say, text } from '../../src/core/message.ts';
import { collection } from '../../src/ports/collection.ts';
import type { DeliveryQueue } from '../../src/ports/delivery-queue.ts';
import type { Installations } from '../../src/ports/installations.ts';
import type { Storage, Tx } from '../../src/ports/storage.ts';
import { type Instant, instant } from '../../src/time/zoned.ts';

/** An open store. After `reopen` and `crash` only what they answer is to be used. */
export interface StoreUnderTest {
  readonly storage: Storage;
  readonly queue: DeliveryQueue;
  readonly installations: Installations;
  /** Closed in order, and opened again. */
  reopen(): Promise<StoreUnderTest>;
  /** As a new process finds it when the old one was killed just now and its leases have run out. */
  crash(): Promise<StoreUnderTest>;
  /** Whether the text can be read anywhere in what the store keeps on its disk. */
  holds(words: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens an empty store of its own for one test. */
export type OpenStore = () => Promise<StoreUnderTest>;

/** An empty store that is closed at the end of the test. */
export async function opened(open: OpenStore): Promise<StoreUnderTest> {
  return closing(await open());
}

/** The same store opened again by `way`, closed at the end of the test. */
export async function again(store: StoreUnderTest, way: 'reopen' | 'crash'): Promise<StoreUnderTest> {
  return closing(await store[way]());
}

function closing(store: StoreUnderTest): StoreUnderTest {
  onTestFinished(() => store.close());
  return store;
}

export const A: OrgId = orgId('org-a');
export const B: OrgId = orgId('org-b');
export const ana: PersonId = personId('ana');
export const ben: PersonId = personId('ben');

/** Minutes after 2026-12-01 09:00 UTC. */
export const at = (minutes: number): Instant => instant(Date.UTC(2026, 11, 1, 9) + minutes * 60_000);

export const notes = collection('test.note', z.object({ text: z.string(), tags: z.array(z.string()).optional() }));
export const secrets = collection('test.secret', z.object({ text: z.string() }), { sealed: true });
export const counts = collection('test.count', z.number());

/** One coffee intro, due at minute 0 and good for a day, in workspace `slack:T1`. */
export function owed(key: string, changes: Partial<Omit<Delivery, 'key'>> = {}): Delivery {
  const workspace = changes.workspace ?? workspaceId('slack:T1');
  return {
    key,
    workspace,
    place: { kind: 'personal', workspace, account: accountId(workspace, 'U1') },
    kind: 'intro',
    message: say(text`Meet each other: ${key}`),
    notBefore: at(0),
    expiresAt: at(24 * 60),
    onUnknown: 'again',
    people: [ana],
    ...changes,
  };
}

/** Owes deliveries in one transaction. */
export function owe(
  store: StoreUnderTest,
  org: OrgId,
  ...deliveries: readonly Delivery[]
): Promise<readonly boolean[]> {
  return store.storage.transaction(org, async (tx) => {
    const answers: boolean[] = [];
    for (const delivery of deliveries) answers.push(await tx.enqueue(delivery));
    return answers;
  });
}

/** Puts notes of the same words as their keys. */
export async function putNotes(tx: Tx, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await tx.put(notes, key, { text: key });
}

/** The keys under a prefix, as the last commit has them. */
export async function keysIn(store: StoreUnderTest, org: OrgId, prefix = ''): Promise<readonly string[]> {
  const entries = await store.storage.read(org, (reads) => reads.list(notes, { prefix }));
  return entries.map(({ key }) => key);
}

/** Key and state of every delivery. */
export async function statesIn(store: StoreUnderTest, org: OrgId): Promise<Readonly<Record<string, string>>> {
  const receipts = await store.storage.read(org, (reads) => reads.deliveries(''));
  return Object.fromEntries(receipts.map(({ key, state }) => [key, state]));
}
