import { type Delivery, isBudgeted, type PostOutcome, type Settlement } from '../core/delivery.ts';
import { nativeId } from '../core/ids.ts';
import type { Message } from '../core/message.ts';
import type { Place } from '../core/place.ts';
import type { TakenDelivery } from '../ports/delivery-queue.ts';
import type { Reads } from '../ports/storage.ts';
import { type Instant, plus, type Zone } from '../time/zoned.ts';
import { addressed } from './addressed.ts';
import { permit } from './budget.ts';
import { readContext, workContext } from './context.ts';
import { type Kit, platformFor } from './kit.ts';

/** So many at most are taken at once, over all workspaces. */
export const mostTaken = 128;
/** contracts.md: posts in flight per workspace, and so the most doubles a crash can make. */
export const inFlightPerWorkspace = 4;
const firstRetrySeconds = 10;
const retryGrowth = 3;
const longestRetrySeconds = 3_600;
const threadWaitSeconds = 10;
/** How soon a delivery is tried again that the store was away for: it was not posted, so it costs nobody anything. */
const storeRetrySeconds = 5;
/** An intro nobody can confirm goes again, but not for ever. */
const mostUnknownAttempts = 5;

/** What is owed, on its way out. A post that hangs holds up no more than its own place among those in flight. */
export interface Outbox {
  /** Starts what is due and may be in flight, without waiting for it; what ends makes room and starts more. */
  start(): Promise<void>;
  /** Starts and waits until nothing due is left and nothing is in flight; answers how many were settled. */
  drain(): Promise<number>;
}

/** The outbox of one process. */
export function createOutbox(kit: Kit): Outbox {
  const inFlight = new Set<Promise<void>>();
  const unsettled = new Set<() => Promise<void>>();
  const now = () => kit.clock.now();
  let settled = 0;
  let line: Promise<void> = Promise.resolve();

  const settle = async (taken: TakenDelivery, outcome: Settlement): Promise<void> => {
    const once = () => kit.queue.settle(taken.org, taken.delivery.key, outcome, now());
    await once().catch((cause) => {
      kit.log.error('settle.failed', { org: taken.org, key: taken.delivery.key }, cause);
      unsettled.add(once);
    });
    settled += 1;
  };
  /** A full disk or a store that is away: what became of a post is told again until it is kept. */
  const settleAgain = async () => {
    for (const once of [...unsettled]) {
      if (
        await once().then(
          () => true,
          () => false,
        )
      )
        unsettled.delete(once);
    }
  };
  const launch = (taken: TakenDelivery) => {
    const work = deliver(kit, taken, now)
      .then((outcome) => settle(taken, outcome))
      .finally(() => inFlight.delete(work));
    inFlight.add(work);
    void work.then(start).catch((cause) => kit.log.error('outbox.failed', {}, cause));
  };
  const takeAll = async () => {
    await settleAgain();
    for (;;) {
      const batch = await kit.queue.take(now(), mostTaken, inFlightPerWorkspace);
      if (batch.length === 0) return;
      for (const taken of batch) launch(taken);
    }
  };
  const start = (): Promise<void> => {
    const mine = line.then(takeAll);
    line = mine.catch(() => undefined);
    return mine;
  };
  return {
    start,
    async drain() {
      const before = settled;
      for (;;) {
        await start();
        if (inFlight.size === 0) return settled - before;
        await Promise.race(inFlight);
      }
    },
  };
}

/** One attempt, from permission to what became of it; never throws. */
async function deliver(kit: Kit, taken: TakenDelivery, now: () => Instant): Promise<Settlement> {
  const { org, delivery, attempt: number } = taken;
  let outcome: Settlement;
  try {
    outcome = await attempt(kit, taken, now());
    if (outcome.kind === 'refused') await noteRefusal(kit, taken, outcome, now());
  } catch (cause) {
    kit.log.error('delivery.failed', { org, key: delivery.key }, cause);
    outcome = { kind: 'postponed', at: plus(now(), { seconds: storeRetrySeconds }) };
  }
  kit.log.info('delivery.done', {
    org,
    key: delivery.key,
    kind: delivery.kind,
    outcome: outcome.kind,
    attempt: number,
  });
  return outcome;
}

async function attempt(kit: Kit, taken: TakenDelivery, now: Instant): Promise<Settlement> {
  const { delivery } = taken;
  if (taken.wasLost && delivery.onUnknown === 'rest') return { kind: 'unknown' };
  const permission = isBudgeted(delivery.kind) ? await spendBudget(kit, taken, now) : ({ kind: 'go' } as const);
  if (permission.kind === 'drop') return { kind: 'expired' };
  if (permission.kind === 'wait') return { kind: 'postponed', at: permission.until };
  const outcome = await post(kit, taken, now);
  // Certainly not posted, and at the platform's own word: no try of those that an uncertain one is given.
  if (outcome.kind === 'later') return { kind: 'postponed', at: outcome.at };
  if (outcome.kind !== 'unknown' || delivery.onUnknown === 'rest') return outcome;
  return taken.attempt < mostUnknownAttempts ? { kind: 'later', at: retryAt(taken, now) } : outcome;
}

const spendBudget = (kit: Kit, { org, delivery }: TakenDelivery, now: Instant) =>
  kit.storage.transaction(org, async (tx) => permit(tx, (await readContext(kit, tx, now)).people, delivery, now));

async function post(kit: Kit, { org, delivery }: TakenDelivery, now: Instant): Promise<Settlement> {
  const ready = await kit.storage.read(org, async (reads) => ({
    message: await draw(kit, reads, delivery, now),
    ref: delivery.replaces === undefined ? undefined : await refOf(reads, delivery.replaces),
    place: await threaded(reads, delivery),
  }));
  const { workspace, key } = delivery;
  const { place } = ready;
  if (place === 'not yet') return { kind: 'postponed', at: plus(now, { seconds: threadWaitSeconds }) };
  const { chat } = platformFor(kit, workspace);
  if (delivery.replaces === undefined) return surely(kit, () => chat.post(workspace, place, ready.message, key));
  const { ref } = ready;
  return ref ? surely(kit, () => chat.replace(workspace, ref, ready.message)) : { kind: 'expired' };
}

/** An adapter promises not to throw; where it does, nobody knows what was posted. */
async function surely(kit: Kit, post: () => Promise<PostOutcome>): Promise<PostOutcome> {
  try {
    return await post();
  } catch (cause) {
    kit.log.error('platform.threw', {}, cause);
    return { kind: 'unknown' };
  }
}

/** The place, in the thread of an earlier message where it belongs there; one that could not be posted has no thread. */
async function threaded(reads: Reads, { place, message: { thread } }: Delivery): Promise<Place | 'not yet'> {
  if (thread === undefined || place.kind !== 'channel') return place;
  const first = (await reads.deliveries(thread)).find((receipt) => receipt.key === thread);
  if (first?.state === 'pending' || first?.state === 'sending') return 'not yet';
  return first?.ref === undefined ? place : { ...place, under: first.ref };
}

async function refOf(reads: Reads, key: string) {
  return (await reads.deliveries(key)).find((receipt) => receipt.key === key)?.ref;
}

async function draw(kit: Kit, reads: Reads, delivery: Delivery, now: Instant): Promise<Message> {
  const { people, settings } = await readContext(kit, reads, now);
  const [reader] = delivery.place.kind === 'personal' ? delivery.people : [];
  const zone: Zone = (reader && (await people.get(reader))?.calendar.zone) ?? settings.calendar.zone;
  return addressed(delivery.message, { workspace: delivery.workspace, readerZone: zone }, people);
}

type Refusal = Extract<Settlement, { kind: 'refused' }>;

const retryAt = (taken: TakenDelivery, now: Instant): Instant =>
  plus(now, { seconds: Math.min(longestRetrySeconds, firstRetrySeconds * retryGrowth ** (taken.attempt - 1)) });

async function noteRefusal(
  kit: Kit,
  { org, delivery }: TakenDelivery,
  { reason, cure = cures[delivery.place.kind], isForAll }: Refusal,
  now: Instant,
): Promise<void> {
  const { workspace } = delivery;
  // Those who read the log cannot be reached through the workspace that refuses.
  if (isForAll) kit.log.warn('workspace.refused', { workspace, reason });
  await kit.storage.transaction(org, async (tx) => {
    const work = await workContext(kit, tx, now);
    const to = isForAll ? 'anybody there' : await nameOf(work.people, delivery);
    const key = isForAll ? reason : `${to}/${reason}`;
    await work.problem(`refused/${workspace}/${key}`, `I could not write to ${to} (${reason}).`, cure);
    if (isForAll) return;
    for (const feature of kit.registry.features)
      if (delivery.key.startsWith(`${feature.name}/`)) await feature.refused?.(work, delivery);
  });
}

async function nameOf(people: Awaited<ReturnType<typeof workContext>>['people'], delivery: Delivery): Promise<string> {
  const { place } = delivery;
  if (place.kind === 'channel') return `#${(await people.channel(place.channel))?.name ?? nativeId(place.channel)}`;
  const names = await Promise.all(delivery.people.map(async (id) => (await people.get(id))?.name));
  return names.filter((name) => name !== undefined).join(' and ') || 'somebody who has left';
}

const cures: Readonly<Record<Delivery['place']['kind'], string>> = {
  channel: 'Invite Hallway to the channel; the next message goes there again.',
  group: 'Check that these accounts are active and that the app may open chats of several people.',
  personal: 'Check that the account is active and may be written to by apps.',
};
