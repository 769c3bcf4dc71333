import type { AccountId, OrgId, PersonId, WorkspaceId } from '../core/ids.ts';
import type { Instant } from '../time/zoned.ts';

/** An organisation that was taken in. */
export interface LinkedOrganisation {
  readonly org: OrgId;
  readonly workspaces: readonly WorkspaceId[];
  readonly at: Instant;
  /** True once it can't be taken out as a whole any more. */
  readonly isFinal: boolean;
}

/** Two ids that are one coworker now. */
export interface Joined {
  readonly person: PersonId;
  /** The id that joined. */
  readonly from: PersonId;
  /** Accounts that came with it, and those that were there. */
  readonly came: readonly AccountId[];
  readonly had: readonly AccountId[];
  /** Whether each side has said that the other one is theirs too. */
  readonly isConfirmed: { readonly byCame: boolean; readonly byHad: boolean };
}

/** What is linked within one organisation. */
export interface Linking {
  linked(): Promise<readonly LinkedOrganisation[]>;
  joinsOf(person: PersonId): Promise<readonly Joined[]>;
  /** Says from one account that the others are the same person's: what is sealed on this side shows on the others. */
  confirm(person: PersonId, account: AccountId): Promise<void>;
  /** Makes two of one again: each keeps what it brought and what its own side's programs wrote. */
  part(person: PersonId, from: PersonId): Promise<void>;
}
