import type { PersonId, WorkspaceId } from '../../core/ids.ts';
import type { MovedOrganisation, MovedRecord, Regrouped } from '../../ports/moving.ts';
import type { Instant } from '../../time/zoned.ts';
import { changeCollections } from '../changes.ts';
import { personRows } from '../person-record.ts';
import { settingsRows } from '../settings.ts';
import { belongs, joined, nameOf, record } from './join.ts';
import { sidesOf } from './names.ts';
import { asideRows, type Linked, linkedRows } from './records.ts';
import { type Candidate, type Pairing, whoJoins } from './who-joins.ts';

/** What both admins agreed on. */
export interface Agreement {
  readonly at: Instant;
  readonly by: PersonId | undefined;
  /** The invited side's workspaces. */
  readonly workspaces: readonly WorkspaceId[];
  /** In both admins' lists. */
  readonly domains: readonly string[];
}

/** What the inviter's books say is not mixed with another's: the settings, and the log with its numbers. */
const ownBooks = new Set([settingsRows, ...changeCollections].map(({ name }) => name));

/** Puts the second organisation into the first, and joins who is the same. Nothing is lost: `apart` puts all of it back. */
export function together(
  [ours, theirs]: readonly [MovedOrganisation, MovedOrganisation],
  { at, by, workspaces, domains }: Agreement,
): Regrouped & { readonly pairings: readonly Pairing[] } {
  const pairings = whoJoins(candidates(ours), candidates(theirs), domains);
  const { holding, aside } = inOne(ours, theirs);
  const whole = joined(holding, pairings, theirs.org);
  const linked: Linked = {
    workspaces: [...workspaces],
    at,
    ...(by === undefined ? {} : { by }),
    domains: [...domains],
    came: cameAlong(whole, ours, new Set(workspaces)),
    isFinal: false,
  };
  const kept = aside.map((one, index) => record(asideRows, `${theirs.org}/${String(index).padStart(6, '0')}`, one));
  return {
    pairings,
    holdings: [
      { ...whole, records: [...whole.records, ...kept, record(linkedRows, theirs.org, linked)] },
      { org: theirs.org, records: [], wakes: [], deliveries: [] },
    ],
    workspaces: workspaces.map((workspace) => [workspace, ours.org] as const),
    absorbed: theirs.org,
  };
}

/** Everybody of an organisation, as far as joining asks. */
export function candidates({ records }: MovedOrganisation): readonly Candidate[] {
  const people = records.filter(({ collection }) => collection === personRows.name);
  return people.map(({ key, json }) => {
    const { email, standing } = personRows.parse(JSON.parse(json));
    return { id: key as PersonId, email, standing };
  });
}

/** What is under one key on both sides: ours goes on, theirs is set aside. */
function inOne(ours: MovedOrganisation, theirs: MovedOrganisation) {
  const taken = new Set(ours.records.map(({ collection, key }) => nameOf(collection, key)));
  const isTaken = ({ collection, key }: MovedRecord) => ownBooks.has(collection) || taken.has(nameOf(collection, key));
  const waking = new Set(ours.wakes.map(({ schedule }) => schedule));
  const owing = new Set(ours.deliveries.map(({ receipt }) => receipt.key));
  const doubled = theirs.deliveries.filter(({ receipt }) => owing.has(receipt.key));
  const aside: MovedRecord[] = [
    ...theirs.records.filter(isTaken),
    ...theirs.wakes
      .filter(({ schedule }) => waking.has(schedule))
      .map(({ schedule, at }) => ({
        collection: asideWakes,
        key: schedule,
        json: JSON.stringify(at),
        isSealed: false,
      })),
    ...doubled.map((one) => ({
      ...{ collection: asideDeliveries, key: one.receipt.key, json: JSON.stringify(one), isSealed: true },
    })),
  ];
  const holding: MovedOrganisation = {
    org: ours.org,
    records: [...ours.records, ...theirs.records.filter((one) => !isTaken(one))],
    wakes: [
      ...ours.wakes,
      ...theirs.wakes.filter(({ schedule }) => !waking.has(schedule)).map((wake) => ({ ...wake, org: ours.org })),
    ],
    deliveries: [...ours.deliveries, ...theirs.deliveries.filter(({ receipt }) => !owing.has(receipt.key))],
  };
  return { holding, aside };
}

/** What is set aside beside records, by a collection that no feature may have. */
export const asideWakes = '$wakes';
export const asideDeliveries = '$deliveries';

/** Rows that came and that nothing in them tells apart from ours. */
function cameAlong(whole: MovedOrganisation, ours: MovedOrganisation, theirs: ReadonlySet<WorkspaceId>) {
  const had = new Set(ours.records.map(({ collection, key }) => nameOf(collection, key)));
  const sides = sidesOf(whole, theirs);
  return whole.records
    .filter((one) => !had.has(nameOf(one.collection, one.key)) && !belongs(one, sides, new Set()))
    .map(({ collection, key }): [string, string] => [collection, key]);
}
