import type { OrgId } from '../../core/ids.ts';
import type { MovedDelivery, MovedOrganisation } from '../../ports/moving.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { deliveryOf, receiptsUnder } from './deliveries.ts';
import { build, type Run } from './schema.ts';

const PAGE = 5_000;

/** All that is here of an organisation, out of its seal, to be compared with what was to be moved. */
export async function readOrganisation(run: Run, sealer: Sealer, org: OrgId): Promise<MovedOrganisation> {
  const wakes = await run(build.selectFrom('wakes').select(['org', 'schedule', 'at']).where('org', '=', org).compile());
  return { org, wakes, records: await recordsOf(run, sealer, org), deliveries: await deliveriesOf(run, sealer, org) };
}

async function recordsOf(run: Run, sealer: Sealer, org: OrgId): Promise<MovedOrganisation['records']> {
  const records: MovedOrganisation['records'][number][] = [];
  for (;;) {
    const query = build
      .selectFrom('records')
      .select(['collection', 'key', 'value', 'is_sealed'])
      .where('org', '=', org)
      .orderBy('collection')
      .orderBy('key')
      .offset(records.length)
      .limit(PAGE);
    const rows = await run(query.compile());
    for (const { collection, key, value, is_sealed: isSealed } of rows)
      records.push({
        collection,
        key,
        json: isSealed ? sealer.open(value, { org, collection, key }) : value,
        isSealed,
      });
    if (rows.length < PAGE) return records;
  }
}

async function deliveriesOf(run: Run, sealer: Sealer, org: OrgId): Promise<readonly MovedDelivery[]> {
  const query = build
    .selectFrom('deliveries')
    .select(['org', 'key', 'workspace', 'place', 'kind', 'rank', 'people', 'not_before', 'expires_at', 'on_unknown'])
    .select(['replaces', 'message', 'attempts', 'was_lost'])
    .where('org', '=', org)
    .where('message', 'is not', null);
  const whole = new Map((await run(query.compile())).map((row) => [row.key, deliveryOf(sealer, row)]));
  return (await receiptsUnder(run, org, '')).map((receipt) => {
    const delivery = whole.get(receipt.key);
    if (!delivery) return { receipt };
    const { expiresAt, onUnknown, replaces, message } = delivery;
    return { receipt, unsettled: { expiresAt, onUnknown, message, ...(replaces !== undefined && { replaces }) } };
  });
}
