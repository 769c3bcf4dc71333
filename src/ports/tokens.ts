import type { WorkspaceId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';

/** What a platform gave at an install, such as a bot token; sealed at rest. */
export interface Tokens {
  /** In place of what was kept for the workspace; founds its organisation if need be. */
  keep(workspace: WorkspaceId, token: JsonObject): Promise<void>;
  find(workspace: WorkspaceId): Promise<JsonObject | undefined>;
  remove(workspace: WorkspaceId): Promise<void>;
  /** Every workspace of the platform that has one. */
  workspaces(platform: string): Promise<readonly WorkspaceId[]>;
}
