import type { PostOutcome } from '../../src/core/delivery.ts';
import {
  type AccountId,
  accountId,
  type ChannelId,
  channelId,
  nativeId,
  type WorkspaceId,
} from '../../src/core/ids.ts';
import type { Message } from '../../src/core/message.ts';
import type { Place } from '../../src/core/place.ts';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Directory, DirectoryEntry } from '../../src/ports/directory.ts';
import { type Instant, zone } from '../../src/time/zoned.ts';

/** A coworker as a scenario writes one. */
export interface Coworker {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly zone?: string;
  readonly team?: string;
  readonly country?: string;
  readonly manager?: string;
  readonly standing?: DirectoryEntry['standing'];
  readonly isAdmin?: boolean;
}

/** A message as somebody sees it in this workspace. */
export interface Posted {
  readonly at: Instant;
  readonly place: Place;
  readonly key: string;
  message: Message;
  /** As it was first posted, before anything redrew it. */
  readonly original: Message;
  readonly ref: number;
}

/** What goes wrong with one attempt: the answer, and whether the message is there all the same. */
export interface Fault {
  readonly outcome: PostOutcome;
  readonly isPosted?: boolean;
}

/** A workspace in memory that keeps what was posted and fails on purpose. Everybody of a group shares one chat. */
export class TestPlatform implements ChatPlatform, Directory {
  readonly posts: Posted[] = [];
  readonly homes = new Map<AccountId, Message>();
  readonly coworkers = new Map<string, Coworker>();
  readonly rooms = new Map<string, Set<string>>();
  /** Asked before each attempt to post; undefined lets it through. */
  fault: (place: Place, key: string) => Fault | undefined = () => undefined;
  readonly workspace: WorkspaceId;
  readonly #clock: Clock;

  constructor(workspace: WorkspaceId, clock: Clock) {
    this.workspace = workspace;
    this.#clock = clock;
  }

  accountOf = (id: string): AccountId => accountId(this.workspace, id);
  channelOf = (name: string): ChannelId => channelId(this.workspace, name);

  placesFor(workspace: WorkspaceId, accounts: readonly AccountId[]): readonly Place[] {
    const [only] = accounts;
    if (accounts.length === 1 && only) return [{ kind: 'personal', workspace, account: only }];
    return [{ kind: 'group', workspace, accounts: [...accounts].sort() }];
  }

  async post(workspace: WorkspaceId, place: Place, message: Message, key: string): Promise<PostOutcome> {
    const fault = this.fault(place, key);
    if (fault && !fault.isPosted) return fault.outcome;
    if (workspace !== this.workspace) return { kind: 'refused', reason: 'wrong workspace' };
    const ref = this.posts.length;
    const original = structuredClone(message);
    this.posts.push({ at: this.#clock.now(), place, key, message: original, original, ref });
    return fault?.outcome ?? { kind: 'posted', ref: { ref } };
  }

  async replace(
    _workspace: WorkspaceId,
    ref: { readonly [key: string]: unknown },
    message: Message,
  ): Promise<PostOutcome> {
    const post = this.posts[Number(ref.ref)];
    if (!post) return { kind: 'refused', reason: 'no such message' };
    post.message = structuredClone(message);
    return { kind: 'posted', ref: { ref: post.ref } };
  }

  async showHome(_workspace: WorkspaceId, account: AccountId, home: Message): Promise<PostOutcome> {
    this.homes.set(account, home);
    return { kind: 'posted', ref: {} };
  }

  async people(_workspace: WorkspaceId, audience: { kind: string; channel?: ChannelId }, cursor?: string) {
    const room = audience.channel && this.rooms.get(audience.channel);
    const all = [...this.coworkers.values()].filter(({ id }) => !audience.channel || room?.has(id));
    const from = Number(cursor ?? 0);
    const entries = all.slice(from, from + 50).map((one) => this.#entry(one));
    return { entries, ...(from + 50 < all.length ? { cursor: String(from + 50) } : {}) };
  }

  async channels() {
    return [...this.rooms.keys()].map((channel) => ({
      channel: channel as ChannelId,
      name: nativeId(channel as ChannelId),
    }));
  }

  async account(_workspace: WorkspaceId, account: AccountId) {
    const found = this.coworkers.get(nativeId(account));
    return found && this.#entry(found);
  }

  async supervisorOf(_workspace: WorkspaceId, account: AccountId) {
    const manager = this.coworkers.get(nativeId(account))?.manager;
    return manager === undefined ? undefined : this.accountOf(manager);
  }

  async isAdmin(_workspace: WorkspaceId, account: AccountId) {
    return this.coworkers.get(nativeId(account))?.isAdmin ?? false;
  }

  /** What one person sees: their personal chat, the chats they are in, and their channels. */
  seenBy(id: string): readonly Posted[] {
    const account = this.accountOf(id);
    return this.posts.filter(({ place }) => {
      if (place.kind === 'personal') return place.account === account;
      if (place.kind === 'group') return place.accounts.includes(account);
      return this.rooms.get(place.channel)?.has(id) ?? false;
    });
  }

  #entry(one: Coworker): DirectoryEntry {
    return {
      account: this.accountOf(one.id),
      name: one.name ?? one.id,
      email: one.email ?? `${one.id}@example.org`,
      standing: one.standing ?? 'member',
      ...(one.zone === undefined ? {} : { zone: zone(one.zone) }),
      ...(one.team === undefined ? {} : { team: one.team }),
      ...(one.country === undefined ? {} : { country: one.country }),
    };
  }
}
