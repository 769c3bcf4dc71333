import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { rankOf } from '../../core/delivery.ts';
import type { MovedDelivery, MovedOrganisation, MoveOutcome } from '../../ports/moving.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { messageCollection } from './deliveries.ts';
import { readOrganisation } from './moved-rows.ts';
import type { Database } from './pool.ts';
import { writeRecords } from './records.ts';
import { build, type DeliveryRow, type Run, raw } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** So many rows go in one statement. */
const BATCH = 500;

/**
 * Puts an organisation here in one transaction, reads it back and compares before it is kept. One that is here already
 * was moved whole, and is left as it is.
 */
export async function moveIn(
  database: Database,
  sealer: Sealer,
  moved: MovedOrganisation,
  step: () => void,
): Promise<MoveOutcome> {
  const { org } = moved;
  const work = async (run: Run): Promise<MoveOutcome> => {
    const [known] = await run(build.selectFrom('organisations').select('org').where('org', '=', org).compile());
    if (!known) {
      await run(build.insertInto('organisations').values({ org }).compile());
      await write(run, sealer, moved, step);
    }
    const isSame = digestOf(await readOrganisation(run, sealer, org)) === digestOf(moved);
    if (known) return isSame ? 'there already' : 'there already and changed since';
    if (!isSame) throw new Error(`organisation ${org} did not arrive as it was; nothing of it was kept`);
    return 'moved';
  };
  return inTransaction(database, { org, founds: false, work });
}

/** The same for the same content, in whatever order it is given. */
function digestOf({ records, wakes, deliveries }: MovedOrganisation): string {
  const lines = [
    ...records.map((one) => ['r', one.collection, one.key, one.json, one.isSealed]),
    ...wakes.map((one) => ['w', one.schedule, one.at]),
    ...deliveries.map(({ receipt, unsettled }) => ['d', sorted(receipt), unsettled ? sorted(unsettled) : null]),
  ].map((line) => createHash('sha256').update(JSON.stringify(line)).digest('hex'));
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

/** Writes rows and deliveries that are not there yet; `step` is called for each group. */
export async function write(run: Run, sealer: Sealer, moved: MovedOrganisation, step: () => void): Promise<void> {
  const { org, records, wakes, deliveries } = moved;
  for (let start = 0; start < records.length; start += BATCH) {
    const changes = records.slice(start, start + BATCH).map(({ collection, key, json, isSealed }) => ({
      ...{ collection, key },
      stored: { value: isSealed ? sealer.seal(json, { org, collection, key }) : json, is_sealed: isSealed },
    }));
    await writeRecords(run, org, changes);
    step();
  }
  for (let start = 0; start < deliveries.length; start += BATCH) {
    const rows = deliveries.slice(start, start + BATCH).map((one) => rowOf(sealer, org, one));
    await run(raw(insertRows(rows)));
    step();
  }
  for (const wake of wakes) await run(build.insertInto('wakes').values(wake).compile());
}

/** As one JSON text: nineteen columns of five hundred rows would be too many values. */
const insertRows = (rows: readonly Omit<DeliveryRow, 'holder' | 'was_lost'>[]) => sql`
  insert into hallway.deliveries (org, key, workspace, place, kind, rank, people, state, not_before, expires_at,
    on_unknown, replaces, message, attempts, settled_at, ref, reason)
  select org, key, workspace, place, kind, rank, people, state, not_before, expires_at,
    on_unknown, replaces, message, attempts, settled_at, ref, reason
  from jsonb_populate_recordset(null::hallway.deliveries, ${JSON.stringify(rows)}::jsonb)`;

function rowOf(
  sealer: Sealer,
  org: MovedOrganisation['org'],
  { receipt, unsettled }: MovedDelivery,
): Omit<DeliveryRow, 'holder' | 'was_lost'> {
  const { key, workspace, kind, people, state, attempts, settledAt = null, reason = null } = receipt;
  const place = { org, collection: messageCollection, key };
  return {
    ...{ org, key, workspace, kind, people: [...people], state, attempts, reason },
    place: JSON.stringify(receipt.place),
    rank: rankOf(kind),
    not_before: receipt.notBefore,
    expires_at: unsettled?.expiresAt ?? null,
    on_unknown: unsettled?.onUnknown ?? null,
    replaces: unsettled?.replaces ?? null,
    message: unsettled ? sealer.seal(JSON.stringify(unsettled.message), place) : null,
    settled_at: settledAt,
    ref: receipt.ref === undefined ? null : JSON.stringify(receipt.ref),
  };
}
