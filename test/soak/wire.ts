import { type AccountId, accountId, channelId, type WorkspaceId, workspaceId } from '../../src/core/ids.ts';
import type { Directory, DirectoryEntry } from '../../src/ports/directory.ts';

/** What a replica is started with, as JSON in its only argument. */
export interface ReplicaOrder {
  readonly url: string;
  readonly platform: string;
  /** How far the soak's time is ahead of the machine's, and how far this replica's clock is off. */
  readonly aheadMs: number;
  readonly skewMs: number;
}

/** What the platform saw of one delivery. */
export interface Seen {
  /** Instants of the machine at which it appeared. */
  readonly posts: readonly number[];
  /** How often the answer to a post that did appear was withheld: doubles that are the platform's own. */
  readonly withheld: number;
}

/** The key that all replicas share. */
export const soakKey = Buffer.alloc(32, 9);

/** A workspace carries its size in its name, so that every process knows who is in it. */
export const workspaceOf = (index: number, people: number): WorkspaceId => workspaceId(`soak:W${index}x${people}`);

const peopleIn = (workspace: WorkspaceId): number => Number(workspace.slice(workspace.lastIndexOf('x') + 1));
const numberOf = (account: AccountId): number => Number(account.slice(account.lastIndexOf('U') + 1));

/** An account of a workspace; the first is an admin. */
export const accountIn = (workspace: WorkspaceId, index: number): AccountId => accountId(workspace, `U${index}`);
/** The channel that holds everybody. */
export const channelIn = (workspace: WorkspaceId) => channelId(workspace, 'all');

const PAGE = 200;

/** Everybody of every workspace, made up. */
export const directory: Directory = {
  people: async (workspace, _audience, cursor = '0') => {
    const from = Number(cursor);
    const to = Math.min(peopleIn(workspace), from + PAGE);
    const entries = Array.from({ length: to - from }, (_, index) => entryOf(accountIn(workspace, from + index)));
    return { entries, ...(to < peopleIn(workspace) && { cursor: String(to) }) };
  },
  channels: async (workspace) => [{ channel: channelIn(workspace), name: 'all' }],
  account: async (_workspace, account) => entryOf(account),
  supervisorOf: async () => undefined,
  isAdmin: async (_workspace, account) => numberOf(account) === 0,
};

function entryOf(account: AccountId): DirectoryEntry {
  return { account, name: `Person ${numberOf(account)}`, standing: 'member', team: `Team ${numberOf(account) % 7}` };
}
