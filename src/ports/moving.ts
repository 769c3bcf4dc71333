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

/** What two organisations hold after their workspaces were grouped anew, in the order they were given in. */
export interface Regrouped {
  readonly holdings: readonly [MovedOrganisation, MovedOrganisation];
  /** Who owns which workspace from now on; those not named stay where they are. */
  readonly workspaces: readonly (readonly [WorkspaceId, OrgId])[];
  /** The one of the two that is the other from now on, for whoever still asks for it; absent where each stands alone. */
  readonly absorbed?: OrgId;
}

/** What has to be written and removed for one holding to become another. */
export interface Difference {
  readonly put: readonly MovedRecord[];
  readonly gone: readonly Pick<MovedRecord, 'collection' | 'key'>[];
  readonly wakes: readonly { readonly schedule: string; readonly at: Wake['at'] | undefined }[];
  readonly owed: readonly MovedDelivery[];
  /** Deliveries by key. */
  readonly dropped: readonly string[];
  /** True where a delivery that would leave is being sent at this moment. */
  readonly isSending: boolean;
}

/** Compares two holdings of one organisation; a delivery is told from another by its key alone. */
export function differenceOf(before: MovedOrganisation, after: MovedOrganisation): Difference {
  const [was, is] = [recordsByName(before), recordsByName(after)];
  const [waking, wakes] = [wakesByName(before), wakesByName(after)];
  const owing = new Set(before.deliveries.map(({ receipt }) => receipt.key));
  const kept = new Set(after.deliveries.map(({ receipt }) => receipt.key));
  const leaving = before.deliveries.filter(({ receipt }) => !kept.has(receipt.key));
  return {
    put: after.records.filter((one) => was.get(nameOf(one))?.json !== one.json),
    gone: before.records.filter((one) => !is.has(nameOf(one))),
    wakes: [...new Set([...waking.keys(), ...wakes.keys()])]
      .filter((schedule) => waking.get(schedule) !== wakes.get(schedule))
      .map((schedule) => ({ schedule, at: wakes.get(schedule) })),
    owed: after.deliveries.filter(({ receipt }) => !owing.has(receipt.key)),
    dropped: leaving.map(({ receipt }) => receipt.key),
    isSending: leaving.some(({ receipt }) => receipt.state === 'sending'),
  };
}

const nameOf = ({ collection, key }: Pick<MovedRecord, 'collection' | 'key'>) => `${collection}\0${key}`;
const recordsByName = ({ records }: MovedOrganisation) => new Map(records.map((one) => [nameOf(one), one]));
const wakesByName = ({ wakes }: MovedOrganisation) => new Map(wakes.map(({ schedule, at }) => [schedule, at]));
