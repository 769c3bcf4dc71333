import { type Delivery, isBudgeted, type Settlement } from '../core/delivery.ts';
import { nativeId } from '../core/ids.ts';
import type { Message } from '../core/message.ts';
import type { TakenDelivery } from '../ports/delivery-queue.ts';
import type { Reads } from '../ports/storage.ts';
import { type Instant, plus, type Zone } from '../time/zoned.ts';
import { addressed } from './addressed.ts';
import { permit } from './budget.ts';
import { readContext, workContext } from './context.ts';
import { type Kit, platformFor } from './kit.ts';

const batch = 64;
/** contracts.md: posts in flight per workspace, and so the most doubles a crash can make. */
export const inFlightPerWorkspace = 4;
const firstRetrySeconds = 30;
const longestRetrySeconds = 3_600;
/** An intro nobody can confirm goes again, but not for ever. */
const mostUnknownAttempts = 5;

/** Posts everything due at `now`; answers how many deliveries were settled. New work due at `now` is picked up too. */
export async function drain(kit: Kit, now: () => Instant): Promise<number> {
  const inFlight = new Set<Promise<void>>();
  let settled = 0;
  for (;;) {
    for (const taken of await kit.queue.take(now(), batch, inFlightPerWorkspace)) {
      const work = deliver(kit, taken, now).then(() => {
        settled += 1;
        inFlight.delete(work);
      });
      inFlight.add(work);
    }
    if (inFlight.size === 0) return settled;
    await Promise.race(inFlight);
  }
}

async function deliver(kit: Kit, taken: TakenDelivery, now: () => Instant): Promise<void> {
  const { org, delivery } = taken;
  let outcome: Settlement;
  try {
    outcome = await attempt(kit, taken, now());
  } catch (cause) {
    kit.log.error('delivery.failed', { org, key: delivery.key }, cause);
    outcome = { kind: 'later', at: retryAt(taken, now()) };
  }
  if (outcome.kind === 'refused') await noteRefusal(kit, taken, outcome, now());
  await kit.queue.settle(org, delivery.key, outcome, now());
  kit.log.info('delivery.settled', {
    org,
    key: delivery.key,
    kind: delivery.kind,
    outcome: outcome.kind,
    attempt: taken.attempt,
  });
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
  }));
  const { chat } = platformFor(kit, delivery.workspace);
  if (delivery.replaces === undefined)
    return chat.post(delivery.workspace, delivery.place, ready.message, delivery.key);
  return ready.ref ? chat.replace(delivery.workspace, ready.ref, ready.message) : { kind: 'expired' };
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
  plus(now, { seconds: Math.min(longestRetrySeconds, firstRetrySeconds * 2 ** (taken.attempt - 1)) });

async function noteRefusal(
  kit: Kit,
  { org, delivery }: TakenDelivery,
  { reason, cure = cureFor(delivery) }: Refusal,
  now: Instant,
): Promise<void> {
  await kit.storage.transaction(org, async (tx) => {
    const work = await workContext(kit, tx, now);
    const to = await nameOf(work.people, delivery);
    await work.problem(
      `refused/${delivery.workspace}/${to}/${reason}`,
      `I could not write to ${to} (${reason}).`,
      cure,
    );
  });
}

async function nameOf(people: Awaited<ReturnType<typeof workContext>>['people'], delivery: Delivery): Promise<string> {
  const { place } = delivery;
  if (place.kind === 'channel') return `#${(await people.channel(place.channel))?.name ?? nativeId(place.channel)}`;
  const names = await Promise.all(delivery.people.map(async (id) => (await people.get(id))?.name));
  return names.filter((name) => name !== undefined).join(' and ') || 'somebody who has left';
}

const cureFor = (delivery: Delivery): string =>
  delivery.place.kind === 'channel'
    ? 'Invite Hallway to the channel; the next message goes there again.'
    : 'Check that the account is active and may be written to by apps.';
