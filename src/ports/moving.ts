import type { Delivery, DeliveryReceipt } from '../core/delivery.ts';
import type { OrgId, WorkspaceId } from '../core/ids.ts';
import type { Wake } from './storage.ts';

/** A record as text, out of its seal. */
export interface MovedRecord {
  readonly collection: string;
  readonly key: string;
  readonly json: string;
  readonly isSealed: boolean;
}

/** A delivery: its receipt, and while it is not settled what is needed to send it. */
export interface MovedDelivery {
  readonly receipt: DeliveryReceipt;
  readonly unsettled?: Pick<Delivery, 'expiresAt' | 'onUnknown' | 'replaces' | 'message'>;
}

/** All that a store keeps of one organisation, on its way to another store. */
export interface MovedOrganisation {
  readonly org: OrgId;
  readonly records: readonly MovedRecord[];
  readonly wakes: readonly Wake[];
  readonly deliveries: readonly MovedDelivery[];
}

/** A store that is left, held so that nobody writes to it meanwhile. */
export interface MovingSource {
  readonly orgs: readonly OrgId[];
  readonly installations: readonly (readonly [WorkspaceId, OrgId])[];
  read(org: OrgId): Promise<MovedOrganisation>;
  close(): Promise<void>;
}

/** How a moved organisation was found: put there now and read back equal, or there before. */
export type MoveOutcome = 'moved' | 'there already' | 'there already and changed since';
