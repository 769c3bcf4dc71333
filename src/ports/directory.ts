import type { AccountId, ChannelId, WorkspaceId } from '../core/ids.ts';
import type { Zone } from '../time/zoned.ts';

/** One account as its platform describes it. */
export interface DirectoryEntry {
  readonly account: AccountId;
  readonly name: string;
  readonly email?: string;
  readonly zone?: Zone;
  readonly country?: string;
  readonly team?: string;
  /** A full member, a guest, or something that is no coworker at all (a bot, the deactivated, a stranger). */
  readonly standing: 'member' | 'guest' | 'bot' | 'gone';
  /** Of a channel's people: they look after it, and may set up its programs. */
  readonly isOwner?: boolean;
}

/** Everybody of a workspace, or those in a channel. */
export type DirectoryAudience = { readonly kind: 'all' } | { readonly kind: 'channel'; readonly channel: ChannelId };

export interface DirectoryPage {
  readonly entries: readonly DirectoryEntry[];
  readonly cursor?: string;
}

export interface DirectoryChannel {
  readonly channel: ChannelId;
  readonly name: string;
}

/** Who works there. Called by the sync, never by a handler; speaks of accounts, which the runtime joins to persons. */
export interface Directory {
  people(workspace: WorkspaceId, audience: DirectoryAudience, cursor?: string): Promise<DirectoryPage>;
  /** Channels the bot can post in. */
  channels(workspace: WorkspaceId): Promise<readonly DirectoryChannel[]>;
  account(workspace: WorkspaceId, account: AccountId): Promise<DirectoryEntry | undefined>;
  supervisorOf(workspace: WorkspaceId, account: AccountId): Promise<AccountId | undefined>;
  isAdmin(workspace: WorkspaceId, account: AccountId): Promise<boolean>;
}
