/** A user as `users.list` gives them; what is left out is an ordinary member in Lisbon. */
export interface FakeUser {
  readonly id: string;
  readonly team_id?: string;
  readonly name?: string;
  readonly real_name?: string;
  readonly tz?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_admin?: boolean;
  readonly is_owner?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly enterprise_user?: { readonly enterprise_id: string; readonly is_admin?: boolean };
  readonly email?: string;
  readonly fields?: Readonly<Record<string, { readonly value: string; readonly alt?: string }>>;
}

export interface FakeChannel {
  readonly id: string;
  name: string;
  readonly members: Set<string>;
  is_archived?: boolean;
  readonly is_private?: boolean;
  /** In which workspace of a grid it is; in all of them if left out. */
  readonly team?: string;
  /** Who is in a chat of a few; undefined for a channel. */
  readonly chat?: readonly string[];
}

export interface FakeMessage {
  readonly channel: string;
  readonly ts: string;
  text: string;
  blocks: unknown;
  /** Seen by this person alone. */
  readonly onlyFor?: string;
}

/** Every bot scope that the manifest asks for. */
export const BOT_SCOPES = [
  ...['app_mentions:read', 'channels:read', 'chat:write', 'commands', 'groups:read'],
  ...['im:write', 'mpim:write', 'users:read'],
];

/** Workspaces of a grid, with the users in each. */
export type FakeGrid = Readonly<Record<string, readonly string[]>>;

/** One workspace of the fake: who is there, and everything the app has shown anybody. */
export class FakeWorkspace {
  readonly team: string;
  /** Changed by a reinstall. */
  token: string;
  /** Whom each of its workspaces holds, where the app was installed into a whole Enterprise Grid, `E1`. */
  readonly grid: FakeGrid | undefined;
  readonly botUser = 'UBOT';
  scopes: Set<string> = new Set(BOT_SCOPES);
  isRevoked = false;
  readonly users = new Map<string, FakeUser>();
  readonly channels = new Map<string, FakeChannel>();
  readonly messages: FakeMessage[] = [];
  readonly homes = new Map<string, unknown>();
  /** Views on somebody's screen, latest last. */
  readonly views: { readonly id: string; readonly user: string; view: Readonly<Record<string, unknown>> }[] = [];
  /** Where a `response_url` leads: to whom, and to which message. */
  readonly responses = new Map<
    string,
    { readonly channel: string; readonly user: string; readonly ts?: string; uses: number }
  >();
  /** Whose screen a `trigger_id` opens a view on. */
  readonly triggers = new Map<string, string>();
  #next = 0;

  constructor(team: string, users: readonly FakeUser[], options: { readonly grid?: FakeGrid | undefined } = {}) {
    this.team = team;
    this.token = `xoxb-${team}`;
    this.grid = options.grid;
    this.users.set(this.botUser, { id: this.botUser, name: 'hallway', is_bot: true });
    this.users.set('USLACKBOT', { id: 'USLACKBOT', name: 'slackbot' });
    for (const user of users) this.users.set(user.id, user);
  }

  channel(id: string, name: string, members: readonly string[], team?: string): FakeChannel {
    const channel: FakeChannel = { id, name, members: new Set([this.botUser, ...members]), ...(team && { team }) };
    this.channels.set(id, channel);
    return channel;
  }

  /** A number never given before, for timestamps and ids. */
  number(): number {
    this.#next += 1;
    return this.#next;
  }

  ts(): string {
    return `1700000000.${String(this.number()).padStart(6, '0')}`;
  }

  /** The chat of exactly these people and the app; the same one each time. */
  chatOf(users: readonly string[]): FakeChannel {
    const all = [...new Set(users)].sort();
    const id = `${all.length === 1 ? 'D' : 'G'}${all.join('')}`;
    const known = this.channels.get(id);
    if (known) return known;
    const chat = { id, name: `chat-${all.join('-')}`, members: new Set([this.botUser, ...all]), chat: all };
    this.channels.set(id, chat);
    return chat;
  }

  /** What a person sees in a conversation, or everywhere. */
  seenBy(user: string, channel?: string): readonly FakeMessage[] {
    return this.messages.filter(
      (one) =>
        (channel === undefined || one.channel === channel) &&
        (one.onlyFor === undefined || one.onlyFor === user) &&
        (this.channels.get(one.channel)?.members.has(user) ?? false),
    );
  }
}
