import { z } from 'zod';
import { type AccountId, nativeId, type WorkspaceId, workspaceOf } from '../core/ids.ts';
import { collection } from '../ports/collection.ts';
import type { Installations } from '../ports/installations.ts';
import type { References } from '../ports/references.ts';
import type { Storage, Tx } from '../ports/storage.ts';

/** What adapters keep, by `workspace key`. */
export const referenceRows = collection('runtime.reference', z.record(z.string(), z.json()));

const rowKey = (workspace: WorkspaceId, key: string) => `${workspace} ${key}`;

/** References kept in the organisation whose workspace they are about, so that its erasure takes them too. */
export function referencesIn({
  storage,
  installations,
}: {
  readonly storage: Storage;
  readonly installations: Installations;
}): References {
  return {
    async find(workspace, key) {
      const org = await installations.orgOf(workspace);
      return storage.read(org, (reads) => reads.get(referenceRows, rowKey(workspace, key)));
    },
    async list(workspace, prefix) {
      const org = await installations.orgOf(workspace);
      const rows = await storage.read(org, (reads) => reads.list(referenceRows, { prefix: rowKey(workspace, prefix) }));
      return rows.map(({ key, value }) => ({ key: key.slice(workspace.length + 1), value }));
    },
    async change(workspace, changes) {
      if (changes.size === 0) return;
      await storage.transaction(await installations.orgOf(workspace), async (tx) => {
        for (const [key, change] of changes) {
          const row = rowKey(workspace, key);
          if (change === undefined) await tx.remove(referenceRows, row);
          else {
            const merged = Object.entries({ ...(await tx.get(referenceRows, row)), ...change });
            await tx.put(referenceRows, row, Object.fromEntries(merged.filter(([, value]) => value !== null)));
          }
        }
      });
    },
  };
}

/** The way to somebody goes with them. */
export const forgetReference = (tx: Tx, account: AccountId): Promise<void> =>
  tx.remove(referenceRows, rowKey(workspaceOf(account), `account/${nativeId(account)}`));
