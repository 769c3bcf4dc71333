import { randomUUID } from 'node:crypto';
import { type OrgId, orgId, type WorkspaceId } from '../../core/ids.ts';
import type { Installations } from '../../ports/installations.ts';
import type { Database } from './pool.ts';
import { build } from './schema.ts';

/** Names a workspace's owner, unless it has one. */
export async function own({ run }: Pick<Database, 'run'>, workspace: WorkspaceId, org: OrgId): Promise<void> {
  const insert = build.insertInto('installations').values({ workspace, org });
  await run(insert.onConflict((conflict) => conflict.doNothing()).compile());
}

/** The registry of workspaces. Of several that ask for one never seen, the first founds and all hear the same. */
export function createInstallations({ run }: Database, regroup: Installations['regroup']): Installations {
  const ownerOf = (workspace: WorkspaceId) =>
    run(build.selectFrom('installations').select('org').where('workspace', '=', workspace).compile());
  return {
    regroup,
    orgOf: async (workspace) => {
      const [known] = await ownerOf(workspace);
      if (known) return known.org;
      const org = orgId(`org-${randomUUID()}`);
      await own({ run }, workspace, org);
      return (await ownerOf(workspace))[0]?.org ?? org;
    },
    workspacesOf: async (org) => {
      const query = build.selectFrom('installations').select('workspace').where('org', '=', org).orderBy('workspace');
      return (await run(query.compile())).map(({ workspace }) => workspace);
    },
    remove: async (workspace) => {
      await run(build.deleteFrom('installations').where('workspace', '=', workspace).compile());
    },
  };
}
