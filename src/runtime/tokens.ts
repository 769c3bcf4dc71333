import { z } from 'zod';
import { type OrgId, platformOf, type WorkspaceId, workspaceId } from '../core/ids.ts';
import { collection } from '../ports/collection.ts';
import type { Installations } from '../ports/installations.ts';
import type { Storage } from '../ports/storage.ts';
import type { Tokens } from '../ports/tokens.ts';

/** What platforms gave at installs, by workspace. Sealed. */
export const tokenRows = collection('runtime.token', z.object({ token: z.record(z.string(), z.json()) }), {
  sealed: true,
});

/** Tokens kept in the organisation they belong to, so that its erasure takes them too. */
export function tokensIn({ storage, installations }: { storage: Storage; installations: Installations }): Tokens {
  return {
    async keep(workspace, token) {
      await storage.transaction(await installations.orgOf(workspace), (tx) => tx.put(tokenRows, workspace, { token }));
    },
    async find(workspace) {
      // Looked for among those there are: asking for the owner of a workspace never seen would found one.
      for await (const [org, known] of everyOne(storage, installations))
        if (known === workspace) return (await storage.read(org, (reads) => reads.get(tokenRows, workspace)))?.token;
      return undefined;
    },
    async remove(workspace) {
      for await (const [org, known] of everyOne(storage, installations))
        if (known === workspace) await storage.transaction(org, (tx) => tx.remove(tokenRows, workspace));
    },
    async workspaces(platform) {
      const found: WorkspaceId[] = [];
      for await (const [org] of everyOne(storage, installations)) {
        const rows = await storage.read(org, (reads) => reads.list(tokenRows));
        for (const { key } of rows) if (platformOf(workspaceId(key)) === platform) found.push(workspaceId(key));
      }
      return [...new Set(found)];
    },
  };
}

async function* everyOne(storage: Storage, installations: Installations): AsyncGenerator<[OrgId, WorkspaceId]> {
  let cursor: string | undefined;
  do {
    const page = await storage.organisations(cursor);
    for (const org of page.orgs) for (const workspace of await installations.workspacesOf(org)) yield [org, workspace];
    cursor = page.cursor;
  } while (cursor !== undefined);
}
