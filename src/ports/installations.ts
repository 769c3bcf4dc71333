import type { OrgId, WorkspaceId } from '../core/ids.ts';

/** Which organisation a workspace belongs to. Tokens join here with the first adapter that has some. */
export interface Installations {
  /** The owner of a workspace; founds an organisation for one never seen. */
  orgOf(workspace: WorkspaceId): Promise<OrgId>;
  workspacesOf(org: OrgId): Promise<readonly WorkspaceId[]>;
  remove(workspace: WorkspaceId): Promise<void>;
}
