import { randomUUID } from 'node:crypto';
import { orgId } from '../../core/ids.ts';
import type { Installations } from '../../ports/installations.ts';
import type { Database } from './pool.ts';
import { build } from './schema.ts';

/** The registry of workspaces. Of several that ask for one never seen, the first founds and all hear the same. */
export function createInstallations({ run }: Database): Installations {
  const ownerOf = (workspace: Parameters<Installations['orgOf']>[0]) =>
    run(build.selectFrom('installations').select('org').where('workspace', '=', workspace).compile());
  return {
    orgOf: async (workspace) => {
      const [known] = await ownerOf(workspace);
      if (known) return known.org;
      const org = orgId(`org-${randomUUID()}`);
      const insert = build.insertInto('installations').values({ workspace, org });
      await run(insert.onConflict((conflict) => conflict.doNothing()).compile());
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
