import type { Delivery, Settlement } from '../core/delivery.ts';
import type { OrgId } from '../core/ids.ts';
import type { Instant } from '../time/zoned.ts';

/** A delivery handed to one worker under a lease. */
export interface TakenDelivery {
  readonly org: OrgId;
  readonly delivery: Delivery;
  /** 1 on the first try. */
  readonly attempt: number;
  /** An earlier worker took it and never settled it: nobody knows whether it was posted. */
  readonly wasLost: boolean;
}

/** How much waits, for whoever watches the bot. */
export interface Backlog {
  /** Pending, and their time has come. */
  readonly due: number;
  /** Of these, the ones whose time came before `lateBefore`. */
  readonly late: number;
  /** Being sent, by whatever replica. */
  readonly inFlight: number;
  /** The soonest `notBefore` of those that are due. */
  readonly oldest?: Instant;
}

/** What is owed, pulled. Hand-over is at least once, so settling goes by key. */
export interface DeliveryQueue {
  /**
   * Due deliveries in order of `notBefore`, then `rankOf` the kind, then key, at most `limit`, and never more than `perWorkspace` of one
   * workspace in flight at once. The mark that they are being sent is durable before they are returned.
   */
  take(now: Instant, limit: number, perWorkspace: number): Promise<readonly TakenDelivery[]>;
  /** Leaves a delivery: settled for good, or pending again at an instant. Settling one that is not held changes nothing. */
  settle(org: OrgId, key: string, outcome: Settlement, at: Instant): Promise<void>;
  /** The soonest `notBefore` among what is pending, or undefined. */
  next(): Promise<Instant | undefined>;
  /** Counts what waits. */
  backlog(now: Instant, lateBefore: Instant): Promise<Backlog>;
  /** Stops handing out; resolves when what was handed out has been settled. */
  stop(): Promise<void>;
}
