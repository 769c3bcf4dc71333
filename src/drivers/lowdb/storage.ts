import type { OrgId } from '../../core/ids.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Storage, Tx } from '../../ports/storage.ts';
import { forgetWhere } from './deliveries.ts';
import { movedTo } from './moved.ts';
import type { Organisations } from './organisations.ts';
import { createReads } from './reads.ts';
import { createTx } from './tx.ts';

const PAGE = 500;

/** One page of organisations in order; the cursor is the last of them. */
export function pageOf(
  orgs: readonly OrgId[],
  cursor: string | undefined,
): Awaited<ReturnType<Storage['organisations']>> {
  const after = cursor === undefined ? orgs : orgs.filter((org) => org > cursor);
  const page = after.slice(0, PAGE);
  const last = page.at(-1);
  return after.length > PAGE && last !== undefined ? { orgs: page, cursor: last } : { orgs: page };
}

/** The storage port over the ledgers; `close` ends the whole store. */
export function createStorage(organisations: Organisations, sealer: Sealer, close: () => Promise<void>): Storage {
  const { wakeIndex } = organisations;
  return {
    organisations: async (cursor) => pageOf(organisations.founded(), cursor),
    read: async (org, work) => work(createReads(org, () => organisations.ledgerOf(org).layer, sealer)),
    transaction: (org, work) => transact(organisations, sealer, org, work),
    due: async (now, limit) => wakeIndex.due(now, limit),
    nextWake: async () => wakeIndex.soonest(),
    erase: async ({ org, person }) => {
      const ledger = organisations.ledgerOf(org);
      if (person === undefined) return ledger.erase();
      await ledger.run((draft) => forgetWhere(draft, '', ({ people }) => people.includes(person)));
      await ledger.rewrite();
    },
    forgetHistory: (org) => organisations.ledgerOf(org).rewrite(),
    // Opening has read every file already, and there is only one shape so far.
    migrate: async () => undefined,
    close,
  };
}

/** In the organisation that was asked for, or in the one that took it in. */
async function transact<Answer>(
  organisations: Organisations,
  sealer: Sealer,
  org: OrgId,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  const done = await organisations.ledgerOf(org).run(async (draft) => {
    const into = movedTo(draft);
    if (into !== undefined) return { into };
    const { tx, end } = createTx(org, draft, sealer);
    try {
      return { answer: await work(tx) };
    } finally {
      end();
    }
  });
  return 'into' in done ? transact(organisations, sealer, done.into, work) : done.answer;
}
