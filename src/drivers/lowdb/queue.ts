import type { OrgId } from '../../core/ids.ts';
import type { DeliveryQueue, TakenDelivery } from '../../ports/delivery-queue.ts';
import type { Log } from '../../ports/log.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Instant } from '../../time/zoned.ts';
import { expire, handOut, leave } from './deliveries.ts';
import type { Ledger } from './ledger.ts';
import { compareWaiting, type QueueIndex, type Waiting } from './queue-index.ts';

interface Parts {
  readonly index: QueueIndex;
  readonly ledgerOf: (org: OrgId) => Ledger;
  readonly sealer: Sealer;
  readonly log: Log;
}

/** The queue over all ledgers, and a bell that the store rings when something has been settled. */
export function createQueue(parts: Parts): { readonly queue: DeliveryQueue; settled(): void } {
  const { index, ledgerOf } = parts;
  const drained = Promise.withResolvers<void>();
  let isStopping = false;
  let taking: Promise<unknown> = Promise.resolve();
  const settled = () => {
    if (isStopping && index.inFlight === 0) drained.resolve();
  };
  const queue: DeliveryQueue = {
    take: (now, limit, perWorkspace) => {
      // One at a time: the next one sees in the index what this one has taken.
      const taken = taking.then(() => (isStopping ? [] : take(parts, now, limit, perWorkspace)));
      taking = taken.catch(() => undefined);
      return taken;
    },
    settle: (org, key, outcome, at) =>
      ledgerOf(org).run((draft) => {
        if (index.isHeld(org, key)) leave(draft, key, outcome, at);
      }),
    next: async () => index.soonest(),
    backlog: async (now, lateBefore) => index.backlog(now, lateBefore),
    stop: async () => {
      isStopping = true;
      await taking;
      settled();
      await drained.promise;
    },
  };
  return { queue, settled };
}

async function take(
  parts: Parts,
  now: Instant,
  limit: number,
  perWorkspace: number,
): Promise<readonly TakenDelivery[]> {
  const { due, late } = parts.index.due(now, limit, perWorkspace);
  const dueIn = Map.groupBy(due, (one) => one.org);
  const lateIn = Map.groupBy(late, (one) => one.org);
  const orgs = [...new Set([...dueIn.keys(), ...lateIn.keys()])];
  const outcomes = await Promise.allSettled(
    orgs.map((org) => takeFrom(parts, org, dueIn.get(org) ?? [], lateIn.get(org) ?? [], now)),
  );
  const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
  const taken = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const [failure] = failed;
  // What other organisations have handed out must reach the worker: it is marked as being sent.
  if (failure && taken.length === 0) throw failure.reason;
  if (failure) parts.log.error('store.take_failed', { organisations: failed.length }, failure.reason);
  return taken.sort((a, b) => compareWaiting(a.waiting, b.waiting)).map((one) => one.taken);
}

async function takeFrom(
  { ledgerOf, sealer }: Parts,
  org: OrgId,
  due: readonly Waiting[],
  late: readonly Waiting[],
  now: Instant,
) {
  return ledgerOf(org).run((draft) => {
    const desk = { org, draft, sealer };
    for (const { key } of late) expire(desk, key, now);
    return due.flatMap((waiting) => {
      const handed = handOut(desk, waiting.key, now);
      return handed ? [{ waiting, taken: { org, ...handed, wasLost: waiting.isLost } }] : [];
    });
  });
}
