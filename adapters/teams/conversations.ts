import { z } from 'zod';
import { type AccountId, accountId, nativeId, type WorkspaceId, workspaceOf } from '../../src/core/ids.ts';
import type { Json } from '../../src/core/json.ts';
import type { ReferenceChange, References } from '../../src/ports/references.ts';

const MOST_REMEMBERED = 20_000;

const accountRow = z.object({
  /** The person's id in the Bot Framework, `29:…`: without it no chat with them can be opened. */
  user: z.string().optional(),
  /** Their personal chat with Hallway. */
  chat: z.string().optional(),
  /** The latest home card in it. */
  home: z.string().optional(),
  zone: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  /** A team whose roster they stand in. */
  team: z.string().optional(),
  isGuest: z.boolean().optional(),
  /** They added Hallway for themselves. */
  isInstalled: z.boolean().optional(),
  /** They added Hallway to the first team of the tenant. */
  isFounder: z.boolean().optional(),
});
export type AccountReference = z.output<typeof accountRow>;
/** Fields over those that are known; `null` forgets one. */
export type AccountChange = { readonly [Name in keyof AccountReference]?: AccountReference[Name] | null };

const teamRow = z.object({
  name: z.string(),
  group: z.string().optional(),
  /** Channels where Hallway was spoken to, by id, the general one among them. */
  channels: z.record(z.string(), z.string()),
  /** Those among them, private or shared, that have members of their own. */
  own: z.array(z.string()).optional(),
});
export type TeamReference = z.output<typeof teamRow> & { readonly id: string };

/** The roster that holds a channel's people: its team's, unless it has members of its own. */
export const rosterFor = ({ id, own = [] }: TeamReference, channel: string): string =>
  own.includes(channel) ? channel : id;

const chatRow = z.object({ name: z.string() });
export type ChatReference = z.output<typeof chatRow> & { readonly id: string };

/** Where everybody is written to, in which teams and chats Hallway is: kept as plain JSON, so that it outlives any SDK. */
export class Conversations {
  readonly #references: References;
  readonly #accounts = new Map<AccountId, AccountReference>();

  constructor(references: References) {
    this.#references = references;
  }

  async account(account: AccountId): Promise<AccountReference> {
    const known = this.#accounts.get(account);
    // Another replica may have met them since.
    if (known?.user !== undefined) return known;
    const kept = await this.#references.find(workspaceOf(account), accountKey(account));
    return kept === undefined ? {} : this.#remember(account, accountRow.parse(kept));
  }

  /** Every account that something is known of; they are at hand from then on. */
  async accounts(workspace: WorkspaceId): Promise<readonly (AccountReference & { readonly native: string })[]> {
    const rows = await this.#references.list(workspace, 'account/');
    // Whoever was forgotten is forgotten here too.
    for (const account of this.#accounts.keys()) if (workspaceOf(account) === workspace) this.#accounts.delete(account);
    return rows.flatMap(({ key, value }) => {
      const row = accountRow.safeParse(value);
      const native = key.slice('account/'.length);
      return row.success ? [{ native, ...this.#remember(accountId(workspace, native), row.data) }] : [];
    });
  }

  /** Keeps what changed of some accounts of one workspace, in one go; what is known already costs nothing. */
  async change(workspace: WorkspaceId, changes: ReadonlyMap<AccountId, AccountChange>): Promise<void> {
    const fresh = new Map<string, ReferenceChange>();
    for (const [account, change] of changes) {
      const before = await this.account(account);
      const news = Object.entries(change).filter(
        ([name, value]) => (value ?? undefined) !== before[name as keyof AccountReference],
      );
      if (news.length === 0) continue;
      fresh.set(accountKey(account), Object.fromEntries(news) as Readonly<Record<string, Json>>);
      const after = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null);
      this.#remember(account, accountRow.parse(Object.fromEntries(after)));
    }
    await this.#references.change(workspace, fresh);
  }

  async team(workspace: WorkspaceId, id: string): Promise<TeamReference | undefined> {
    const row = teamRow.safeParse(await this.#references.find(workspace, `team/${id}`));
    return row.success ? { id, ...row.data } : undefined;
  }

  async teams(workspace: WorkspaceId): Promise<readonly TeamReference[]> {
    const rows = await this.#references.list(workspace, 'team/');
    return rows.flatMap(({ key, value }) => {
      const row = teamRow.safeParse(value);
      return row.success ? [{ id: key.slice('team/'.length), ...row.data }] : [];
    });
  }

  async keepTeam(workspace: WorkspaceId, { id, name, group, channels, own }: TeamReference): Promise<void> {
    const row = { name, group: group ?? null, channels, own: own ? [...own] : null };
    await this.#references.change(workspace, new Map([[`team/${id}`, row]]));
  }

  async chats(workspace: WorkspaceId): Promise<readonly ChatReference[]> {
    const rows = await this.#references.list(workspace, 'chat/');
    return rows.flatMap(({ key, value }) => {
      const row = chatRow.safeParse(value);
      return row.success ? [{ id: key.slice('chat/'.length), ...row.data }] : [];
    });
  }

  async chat(workspace: WorkspaceId, id: string): Promise<ChatReference | undefined> {
    const row = chatRow.safeParse(await this.#references.find(workspace, `chat/${id}`));
    return row.success ? { id, ...row.data } : undefined;
  }

  async keepChat(workspace: WorkspaceId, { id, ...row }: ChatReference): Promise<void> {
    await this.#references.change(workspace, new Map([[`chat/${id}`, row]]));
  }

  /** A team or a chat that Hallway was taken out of. */
  async forget(workspace: WorkspaceId, kind: 'team' | 'chat', id: string): Promise<void> {
    await this.#references.change(workspace, new Map([[`${kind}/${id}`, undefined]]));
  }

  #remember(account: AccountId, row: AccountReference): AccountReference {
    this.#accounts.delete(account);
    this.#accounts.set(account, row);
    const [oldest] = this.#accounts.keys();
    if (this.#accounts.size > MOST_REMEMBERED && oldest !== undefined) this.#accounts.delete(oldest);
    return row;
  }
}

const accountKey = (account: AccountId) => `account/${nativeId(account)}`;
