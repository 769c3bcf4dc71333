import { sql } from 'kysely';
import { type Delivery, type DeliveryReceipt, rankOf } from '../../core/delivery.ts';
import type { OrgId, PersonId } from '../../core/ids.ts';
import type { Message } from '../../core/message.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Instant } from '../../time/zoned.ts';
import { build, type DeliveryRow, endOf, type Run, raw } from './schema.ts';

/** What the words of a delivery are sealed under; the embedded store calls it the same. */
export const messageCollection = '$messages';

const receiptColumns = [
  ...(['key', 'workspace', 'place', 'kind', 'people', 'state', 'not_before', 'attempts'] as const),
  ...(['settled_at', 'ref', 'reason'] as const),
];

/** Owes a message; false where the key was owed before. */
export async function owe(run: Run, sealer: Sealer, org: OrgId, delivery: Delivery): Promise<boolean> {
  const query = build
    .insertInto('deliveries')
    .values(rowOf(sealer, org, delivery))
    .onConflict((conflict) => conflict.doNothing())
    .returning('key');
  return (await run(query.compile())).length > 0;
}

/** Receipts under a prefix in the order of their keys. */
export async function receiptsUnder(run: Run, org: OrgId, prefix: string): Promise<readonly DeliveryReceipt[]> {
  let query = build.selectFrom('deliveries').select(receiptColumns).where('org', '=', org).orderBy('key');
  if (prefix !== '') query = query.where('key', '>=', prefix).where('key', '<', endOf(prefix));
  return (await run(query.compile())).map(receiptOf);
}

/** Takes back what is pending under a prefix; answers how many. */
export async function cancelPending(run: Run, org: OrgId, prefix: string): Promise<number> {
  let query = build.deleteFrom('deliveries').where('org', '=', org).where('state', '=', 'pending').returning('key');
  if (prefix !== '') query = query.where('key', '>=', prefix).where('key', '<', endOf(prefix));
  return (await run(query.compile())).length;
}

/** Drops the receipts of what was settled before an instant; answers how many. */
export async function pruneSettled(run: Run, org: OrgId, before: Instant): Promise<number> {
  const query = build.deleteFrom('deliveries').where('org', '=', org).where('settled_at', '<', before).returning('key');
  return (await run(query.compile())).length;
}

/** Drops all that was owed to one person, settled or not. */
export async function forgetPerson(run: Run, org: OrgId, person: PersonId): Promise<void> {
  await run(raw(sql`delete from hallway.deliveries where org = ${org} and people @> array[${person}]::text[]`));
}

/** What is read of a delivery that has just been claimed. */
export type ClaimedRow = Omit<DeliveryRow, 'holder' | 'state' | 'settled_at' | 'ref' | 'reason'>;

/** A delivery as it was owed. */
export function deliveryOf(sealer: Sealer, row: ClaimedRow): Delivery {
  const { org, key, workspace, kind, people, message, expires_at, on_unknown, replaces } = row;
  if (message === null || expires_at === null || on_unknown === null)
    throw new Error(`the words of delivery "${key}" are missing`);
  const words = sealer.open(message, { org, collection: messageCollection, key });
  const delivery = {
    ...{ key, workspace, kind, people },
    place: JSON.parse(row.place) as Delivery['place'],
    message: JSON.parse(words) as Message,
    notBefore: row.not_before,
    expiresAt: expires_at,
    onUnknown: on_unknown,
  };
  return replaces === null ? delivery : { ...delivery, replaces };
}

function rowOf(sealer: Sealer, org: OrgId, delivery: Delivery) {
  const { key, workspace, place, kind, people, notBefore, expiresAt, onUnknown, replaces, message } = delivery;
  return {
    ...{ org, key, workspace, kind, people: [...people], attempts: 0, was_lost: false },
    place: JSON.stringify(place),
    rank: rankOf(kind),
    state: 'pending' as const,
    not_before: notBefore,
    expires_at: expiresAt,
    on_unknown: onUnknown,
    replaces: replaces ?? null,
    message: sealer.seal(JSON.stringify(message), { org, collection: messageCollection, key }),
  };
}

function receiptOf(row: Pick<DeliveryRow, (typeof receiptColumns)[number]>): DeliveryReceipt {
  const { key, workspace, kind, people, state, attempts, settled_at, ref, reason } = row;
  return {
    ...{ key, workspace, kind, people, state, attempts },
    place: JSON.parse(row.place) as DeliveryReceipt['place'],
    notBefore: row.not_before,
    ...(settled_at === null ? {} : { settledAt: settled_at }),
    ...(ref === null ? {} : { ref: JSON.parse(ref) as NonNullable<DeliveryReceipt['ref']> }),
    ...(reason === null ? {} : { reason }),
  };
}
