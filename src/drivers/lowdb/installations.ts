import { randomUUID } from 'node:crypto';
import { type OrgId, orgId, workspaceId } from '../../core/ids.ts';
import type { Installations } from '../../ports/installations.ts';
import type { Layer } from './layer.ts';
import type { Ledger } from './ledger.ts';

/** The organisation of each workspace. */
export const workspaceTable = 'workspaces';

/** The registry of workspaces, in a ledger of its own. */
export function createInstallations(registry: Ledger, regroup: Installations['regroup']): Installations {
  return {
    regroup,
    orgOf: async (workspace) =>
      ownerOf(registry.layer, workspace) ??
      registry.run((draft) => {
        const known = ownerOf(draft, workspace);
        const org = known ?? orgId(`org-${randomUUID()}`);
        if (!known) draft.set(workspaceTable, workspace, org);
        return org;
      }),
    workspacesOf: async (org) =>
      Array.from(registry.layer.keys(workspaceTable), workspaceId).filter(
        (one) => ownerOf(registry.layer, one) === org,
      ),
    remove: async (workspace) => {
      await registry.run((draft) => draft.set(workspaceTable, workspace, undefined));
      await registry.rewrite();
    },
  };
}

function ownerOf(layer: Layer, workspace: string): OrgId | undefined {
  const org = layer.get(workspaceTable, workspace);
  return typeof org === 'string' ? orgId(org) : undefined;
}
