import type { OrgId, WorkspaceId } from '../core/ids.ts';
import type { MovedOrganisation, Regrouped } from './moving.ts';

/** Which organisation a workspace belongs to. Tokens join here with the first adapter that has some. */
export interface Installations {
  /** The owner of a workspace; founds an organisation for one never seen. */
  orgOf(workspace: WorkspaceId): Promise<OrgId>;
  workspacesOf(org: OrgId): Promise<readonly WorkspaceId[]>;
  remove(workspace: WorkspaceId): Promise<void>;
  /**
   * Groups workspaces anew: runs `work` alone within both organisations on all they hold, and keeps what it answers in
   * one step or nothing of it. `busy`: a message that would move is being sent at this moment, and nothing was changed.
   * Transactions of an absorbed organisation run in the other one from then on. `work` may run again and does no I/O.
   */
  regroup(pair: readonly [OrgId, OrgId], work: Regroup): Promise<'kept' | 'busy'>;
}

/** Works out what two organisations hold from what they held. */
export type Regroup = (held: readonly [MovedOrganisation, MovedOrganisation]) => Regrouped;
