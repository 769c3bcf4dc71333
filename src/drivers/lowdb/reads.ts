import type { OrgId } from '../../core/ids.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Collection, Entry, ListOptions, Reads, Wake } from '../../ports/storage.ts';
import type { Instant } from '../../time/zoned.ts';
import { receiptsUnder } from './deliveries.ts';
import { jsonCopy } from './json-copy.ts';
import { type Layer, Sealed, type Stored } from './layer.ts';
import { byCodeUnit } from './sorted-list.ts';

/** Next instants, by schedule. */
export const wakeTable = '$wakes';

/** Reads of one organisation from whatever layer stands at the time of each. */
export function createReads(org: OrgId, layer: () => Layer, sealer: Sealer): Reads {
  return {
    org,
    get: async (collection, key) => {
      const stored = layer().get(collection.name, key);
      return stored === undefined ? undefined : opened(org, sealer, collection, key, stored);
    },
    list: async (collection, options) => listed(org, sealer, layer(), collection, options ?? {}),
    deliveries: async (prefix) => receiptsUnder(layer(), prefix),
    wakes: async () => wakesOf(org, layer()),
  };
}

/** Soonest first, then by name. */
export function compareWakes(a: Wake, b: Wake): number {
  return a.at - b.at || byCodeUnit(a.org, b.org) || byCodeUnit(a.schedule, b.schedule);
}

function listed<Row>(
  org: OrgId,
  sealer: Sealer,
  layer: Layer,
  collection: Collection<Row>,
  { prefix = '', from = '', limit = Number.POSITIVE_INFINITY }: ListOptions,
): readonly Entry<Row>[] {
  const entries: Entry<Row>[] = [];
  for (const key of layer.keys(collection.name, from > prefix ? from : prefix)) {
    if (entries.length >= limit || !key.startsWith(prefix)) break;
    const stored = layer.get(collection.name, key);
    if (stored !== undefined) entries.push({ key, value: opened(org, sealer, collection, key, stored) });
  }
  return entries;
}

function opened<Row>(org: OrgId, sealer: Sealer, { name, parse }: Collection<Row>, key: string, stored: Stored): Row {
  if (!(stored instanceof Sealed)) return parse(jsonCopy(stored));
  return parse(JSON.parse(sealer.open(stored.text, { org, collection: name, key })));
}

function wakesOf(org: OrgId, layer: Layer): readonly Wake[] {
  const wakes = Array.from(layer.keys(wakeTable), (schedule) => ({
    org,
    schedule,
    at: layer.get(wakeTable, schedule) as Instant,
  }));
  return wakes.sort(compareWakes);
}
