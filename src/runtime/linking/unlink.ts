import type { OrgId } from '../../core/ids.ts';
import type { MovedDelivery, MovedOrganisation, MovedRecord, Regrouped } from '../../ports/moving.ts';
import type { Wake } from '../../ports/storage.ts';
import { changeCollections } from '../changes.ts';
import { belongs, nameOf, parted } from './join.ts';
import { asideDeliveries, asideWakes } from './link.ts';
import { namedIn, type Sides, sidesOf } from './names.ts';
import { apartRows, asideRows, type Join, joinRows, type Linked, linkedRows, linkingCollections } from './records.ts';

type Aside = ReturnType<typeof asideRows.parse>;

const staying = new Set(changeCollections.map(({ name }) => name));
const ownNames = new Set(linkingCollections.map(({ name }) => name));

/** Takes an organisation that was taken in out again, with all that is its own as it is by now. The second holds nothing before. */
export function apart([both, theirs]: readonly [MovedOrganisation, MovedOrganisation]): Regrouped {
  const linked = linkedIn(both, theirs.org);
  const joins = rowsOf(both, joinRows).filter((join) => join.org === theirs.org);
  const sides = sidesOf(both, new Set(linked.workspaces));
  const holding = parted(both, joins, sides, linked.came);
  // Those who were one have a side again.
  const split = splitRows(holding, sidesOf(holding, new Set(linked.workspaces)), linked, theirs.org);
  const aside = asidesOf(both, theirs.org);
  const restored = withAside(
    split.theirs,
    aside.filter(({ collection }) => !collection.startsWith('$')),
  );
  return {
    holdings: [
      { org: both.org, ...split.ours },
      {
        org: theirs.org,
        records: restored,
        wakes: [...split.theirs.wakes, ...asideWakesOf(aside)].map((wake) => ({ ...wake, org: theirs.org })),
        deliveries: [...split.theirs.deliveries, ...asideDeliveriesOf(aside)],
      },
    ],
    workspaces: linked.workspaces.map((workspace) => [workspace, theirs.org] as const),
  };
}

function linkedIn(both: MovedOrganisation, org: OrgId): Linked {
  const found = both.records.find(({ collection, key }) => collection === linkedRows.name && key === org);
  if (!found) throw new Error('this organisation was not linked');
  return linkedRows.parse(JSON.parse(found.json));
}

const rowsOf = ({ records }: MovedOrganisation, collection: typeof joinRows): readonly Join[] =>
  records.filter((one) => one.collection === collection.name).map(({ json }) => collection.parse(JSON.parse(json)));

const asidesOf = ({ records }: MovedOrganisation, org: OrgId): readonly Aside[] =>
  records
    .filter(({ collection, key }) => collection === asideRows.name && key.startsWith(`${org}/`))
    .map(({ json }) => asideRows.parse(JSON.parse(json)));

const asideWakesOf = (aside: readonly Aside[]) =>
  aside
    .filter(({ collection }) => collection === asideWakes)
    .map(({ key, json }) => ({ schedule: key, at: JSON.parse(json) as Wake['at'] }));
const asideDeliveriesOf = (aside: readonly Aside[]) =>
  aside.filter(({ collection }) => collection === asideDeliveries).map(({ json }) => JSON.parse(json) as MovedDelivery);

function splitRows(holding: MovedOrganisation, sides: Sides, linked: Linked, org: OrgId) {
  const came = new Set(linked.came.map(([collection, key]) => nameOf(collection, key)));
  const mine: { records: MovedRecord[]; wakes: Wake[]; deliveries: MovedDelivery[] } = {
    records: [],
    wakes: [],
    deliveries: [],
  };
  const gone = { records: [] as MovedRecord[], wakes: [] as Wake[], deliveries: [] as MovedDelivery[] };
  for (const one of holding.records) {
    if (ownNames.has(one.collection)) {
      if (isKept(one, org)) mine.records.push(one);
    } else if (staying.has(one.collection)) mine.records.push(one);
    else if (belongs(one, sides, came)) gone.records.push(one);
    // What both have in the key is about two people who are no longer of one organisation.
    else if (namedIn(one.key, sides) !== 'both') mine.records.push(one);
  }
  for (const wake of holding.wakes) (namedIn(wake.schedule, sides) === 'theirs' ? gone : mine).wakes.push(wake);
  for (const one of holding.deliveries) {
    const { key, workspace, state } = one.receipt;
    if (sides.get(workspace) !== 'theirs') mine.deliveries.push(one);
    else if (state !== 'pending' || namedIn(key.split('/').slice(0, 2).join('/'), sides) !== 'ours')
      gone.deliveries.push(one);
  }
  return { ours: mine, theirs: gone };
}

/** Marks and joins of other organisations that were taken in. */
function isKept({ collection, key, json }: MovedRecord, org: OrgId): boolean {
  if (collection === joinRows.name) return joinRows.parse(JSON.parse(json)).org !== org;
  if (collection === apartRows.name) return apartRows.parse(JSON.parse(json)).org !== org;
  return key !== org && !key.startsWith(`${org}/`);
}

/** What came to be under the same key meanwhile is newer. */
function withAside(
  { records }: { readonly records: readonly MovedRecord[] },
  aside: readonly Aside[],
): readonly MovedRecord[] {
  const taken = new Set(records.map(({ collection, key }) => nameOf(collection, key)));
  return [...records, ...aside.filter(({ collection, key }) => !taken.has(nameOf(collection, key)))];
}
