import { type WorkspaceId, workspaceOf } from '../../core/ids.ts';
import type { MovedOrganisation } from '../../ports/moving.ts';
import { aliasRows, personRows } from '../person-record.ts';

/** Whom an id belongs to: the inviter's side, the invited one's, or, where it is in neither list, both or nobody. */
export type Sides = ReadonlyMap<string, 'ours' | 'theirs'>;
/** What a text names. */
export type Named = 'ours' | 'theirs' | 'both' | 'none';

/** A workspace (`slack:T1`, however it goes on) or an id of its own. */
const word = /[\w-]+(?::[\w-]+)?/g;
const id = /[\w-]+/g;

/** The same text with other ids in it. Ids are random, so that nothing people write is taken for one. */
export const withIds = (text: string, ids: ReadonlyMap<string, string>): string =>
  text.replace(id, (found) => ids.get(found) ?? found);

/** True where one of these ids stands in a text. */
export const hasId = (text: string, ids: { has(id: string): boolean }): boolean =>
  text.match(id)?.some((found) => ids.has(found)) ?? false;

/** Whose workspaces and people a text names. */
export function namedIn(text: string, sides: Sides): Named {
  const found = new Set<string>();
  for (const [one] of text.matchAll(word)) {
    const side = sides.get(one);
    if (side) found.add(side);
  }
  if (found.size === 2) return 'both';
  return found.has('theirs') ? 'theirs' : found.has('ours') ? 'ours' : 'none';
}

/** Sorts every workspace and person of an organisation by the workspaces that are theirs; who has accounts on both sides is in neither. */
export function sidesOf(holding: MovedOrganisation, theirs: ReadonlySet<WorkspaceId>): Sides {
  const sides = new Map<string, 'ours' | 'theirs'>();
  const sideOf = (workspace: WorkspaceId) => (theirs.has(workspace) ? 'theirs' : 'ours');
  for (const workspace of theirs) sides.set(workspace, 'theirs');
  for (const { collection, key, json } of holding.records) {
    // Whoever joined came with the others.
    if (collection === aliasRows.name) sides.set(key, 'theirs');
    if (collection !== personRows.name) continue;
    const { accounts, lost = [] } = personRows.parse(JSON.parse(json));
    const workspaces = [...accounts, ...lost].map(workspaceOf);
    for (const workspace of workspaces) sides.set(workspace, sideOf(workspace));
    const [first, ...others] = new Set(workspaces.map(sideOf));
    if (first && others.length === 0) sides.set(key, first);
  }
  return sides;
}
