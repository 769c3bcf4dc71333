import type { OrgId } from '../../core/ids.ts';
import type { Layer } from './layer.ts';

/** What the store itself notes of an organisation. */
const organisationTable = '$organisation';
const FOUNDED = 'founded';
const MOVED = 'moved';

/** In the registry: what is to be written in which ledger, from the commit that decides it until all of it is there. */
export const movesTable = 'moves';

/** True while a regrouping has been decided and not all of it is written. */
export const isHalfMoved = (registry: Layer): boolean => !registry.keys(movesTable).next().done;

/** Left by the first transaction, so that an organisation is founded also where nothing else is written. */
export function found(draft: Layer): void {
  if (draft.get(organisationTable, FOUNDED) === undefined) draft.set(organisationTable, FOUNDED, true);
}

/** The organisation that took this one in, if one did. */
export function movedTo(layer: Layer): OrgId | undefined {
  const into = layer.get(organisationTable, MOVED);
  return typeof into === 'string' ? (into as OrgId) : undefined;
}

/** Notes who took it in; undefined: it stands alone. */
export function putMoved(draft: Layer, into: OrgId | undefined): void {
  found(draft);
  draft.set(organisationTable, MOVED, into);
}
