import type { OrgId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import type { Installations } from '../../ports/installations.ts';
import { type Difference, differenceOf, type MovedOrganisation } from '../../ports/moving.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { dropDelivery, putDelivery } from './deliveries.ts';
import { workspaceTable } from './installations.ts';
import { Layer, Sealed, type Stored } from './layer.ts';
import type { Ledger } from './ledger.ts';
import { movesTable, putMoved } from './moved.ts';
import { whole } from './moving.ts';
import type { Organisations } from './organisations.ts';
import { wakeTable } from './reads.ts';
import { storedOf, type WrittenChange, writtenChange } from './records.ts';

/** A disk that is full for a moment; after that the next start, or the next regrouping, finishes it. */
const TRIES = 5;

type Ledgers = Pick<Organisations, 'ledgerOf'>;
type Commit = (draft: Layer) => Promise<void>;
interface Parts {
  readonly registry: Ledger;
  readonly organisations: Ledgers;
  readonly sealer: Sealer;
}

/**
 * Two ledgers and the registry have a journal each. So one line in the registry's decides: it holds all that the other two
 * are to be given, which is then written there, now or at the next start, as often as it takes.
 */
export function createRegroup(parts: Parts): Installations['regroup'] {
  const { registry, organisations, sealer } = parts;
  return async (pair, work) => {
    await finishMoves(parts);
    const answer = await aloneInBoth(organisations, pair, async (commits) => {
      const held = await Promise.all(pair.map((org) => whole(organisations.ledgerOf(org).layer, org, sealer)));
      const { holdings, workspaces, absorbed } = work(held as [MovedOrganisation, MovedOrganisation]);
      const changes = pair.map((_, index) => differenceOf(given(held, index), given(holdings, index)));
      if (changes.some(({ isSending }) => isSending)) return 'busy';
      const other = pair.find((org) => org !== absorbed);
      const drafts = pair.map((org, index) =>
        draftOf(parts, org, given(changes, index), absorbed === org ? other : undefined),
      );
      const key = pair.join('+');
      await registry.run((draft) => {
        for (const [workspace, org] of workspaces) draft.set(workspaceTable, workspace, org);
        draft.set(
          movesTable,
          key,
          pair.map((org, index) => [org, [...given(drafts, index).changes()].map(writtenChange)]),
        );
      });
      for (const [index, commit] of commits.entries()) await insist(() => commit(given(drafts, index)));
      await registry.run((draft) => draft.set(movesTable, key, undefined));
      return 'kept';
    });
    if (answer === 'kept') await rewriteAll(parts, pair);
    return answer;
  };
}

/** Writes what a crash, or a full disk, left unwritten of regroupings that were decided. */
export async function finishMoves({
  registry,
  organisations,
}: Pick<Parts, 'registry' | 'organisations'>): Promise<void> {
  for (const key of [...registry.layer.keys(movesTable)]) {
    const moves = registry.layer.get(movesTable, key) as unknown as readonly [OrgId, readonly WrittenChange[]][];
    for (const [org, changes] of moves)
      await organisations.ledgerOf(org).run((draft) => {
        for (const [table, name, ...written] of changes) draft.set(table, name, storedOf(written));
      });
    await registry.run((draft) => draft.set(movesTable, key, undefined));
    await rewriteAll(
      { registry, organisations },
      moves.map(([org]) => org),
    );
  }
}

/** What left an organisation, and what the registry held meanwhile, stays in no file. */
async function rewriteAll(
  { registry, organisations }: Pick<Parts, 'registry' | 'organisations'>,
  orgs: readonly OrgId[],
) {
  await Promise.all([registry.rewrite(), ...orgs.map((org) => organisations.ledgerOf(org).rewrite())]);
}

/** In one order whichever is named first, so that two of them never wait for each other. */
function aloneInBoth<Answer>(
  organisations: Ledgers,
  pair: readonly [OrgId, OrgId],
  task: (commits: readonly Commit[]) => Promise<Answer>,
): Promise<Answer> {
  const [one, two] = [...pair].sort() as [OrgId, OrgId];
  return organisations
    .ledgerOf(one)
    .alone((first) =>
      organisations.ledgerOf(two).alone((second) => task(pair[0] === one ? [first, second] : [second, first])),
    );
}

function draftOf({ organisations, sealer }: Parts, org: OrgId, changes: Difference, into: OrgId | undefined): Layer {
  const draft = new Layer(organisations.ledgerOf(org).layer);
  const stored = (collection: string, key: string, json: string, isSealed: boolean): Stored =>
    isSealed ? new Sealed(sealer.seal(json, { org, collection, key })) : (JSON.parse(json) as Json);
  putMoved(draft, into);
  for (const { collection, key } of changes.gone) draft.set(collection, key, undefined);
  for (const { collection, key, json, isSealed } of changes.put)
    draft.set(collection, key, stored(collection, key, json, isSealed));
  for (const { schedule, at } of changes.wakes) draft.set(wakeTable, schedule, at);
  for (const key of changes.dropped) dropDelivery(draft, key);
  for (const delivery of changes.owed) putDelivery({ org, draft, sealer }, delivery);
  return draft;
}

async function insist(commit: () => Promise<void>, left = TRIES): Promise<void> {
  try {
    await commit();
  } catch (error) {
    if (left <= 1) throw error;
    await insist(commit, left - 1);
  }
}

function given<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error('two organisations were expected');
  return item;
}
