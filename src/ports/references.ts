import type { WorkspaceId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';

/** What changes of one reference: fields over those that are there, `null` drops one; undefined removes all of it. */
export type ReferenceChange = Readonly<Record<string, Json>> | undefined;

export interface Reference {
  readonly key: string;
  readonly value: JsonObject;
}

/**
 * What an adapter keeps of a workspace to find its way back there: plain JSON by key, erased with the organisation.
 * What stands under `account/<platform id>` is a person's, and goes when they are forgotten.
 */
export interface References {
  find(workspace: WorkspaceId, key: string): Promise<JsonObject | undefined>;
  list(workspace: WorkspaceId, prefix: string): Promise<readonly Reference[]>;
  /** All of them in one transaction; founds the workspace's organisation if need be. */
  change(workspace: WorkspaceId, changes: ReadonlyMap<string, ReferenceChange>): Promise<void>;
}
