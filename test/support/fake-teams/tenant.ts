import { createHash } from 'node:crypto';

/** Somebody of a tenant, as a roster gives them; what is left out is an ordinary member. */
export interface FakePerson {
  /** A short name; the directory's GUID is made of it. */
  readonly key: string;
  readonly name?: string;
  readonly email?: string;
  readonly zone?: string;
  readonly isGuest?: boolean;
  /** Of another tenant, met in a shared channel. */
  readonly isStranger?: boolean;
}

/** A GUID that is always the same for the same words. */
export function guidOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

export interface FakeTeam {
  readonly id: string;
  name: string;
  readonly group: string;
  readonly channels: Map<string, string>;
  readonly members: Set<string>;
  /** Who is in those of its channels that are private or shared. */
  readonly own: Map<string, Set<string>>;
  hasBot: boolean;
}

export interface FakeChat {
  readonly id: string;
  readonly name: string;
  readonly members: Set<string>;
  hasBot: boolean;
}

/** Something the bot has shown; `shown` is its card as it stands now. */
export interface FakeActivity {
  readonly conversation: string;
  readonly id: string;
  /** Whom alone it was shown to; undefined in a channel or a chat of several. */
  readonly person?: string;
  shown: Readonly<Record<string, unknown>>;
  times: number;
}

/** One tenant of the fake: who is there, and everything the bot has shown anybody. */
export class FakeTenant {
  readonly name: string;
  readonly guid: string;
  readonly bot = { id: '28:hallway', name: 'Hallway' };
  readonly people = new Map<string, FakePerson>();
  readonly teams = new Map<string, FakeTeam>();
  readonly chats = new Map<string, FakeChat>();
  /** Who has the app themselves. */
  readonly installs = new Set<string>();
  /** Who has blocked the bot, or may not be written to. */
  readonly blocked = new Set<string>();
  /** Personal chats, by their id. */
  readonly personal = new Map<string, string>();
  readonly activities: FakeActivity[] = [];
  #next = 0;

  constructor(name: string, people: readonly FakePerson[]) {
    this.name = name;
    this.guid = guidOf(`tenant ${name}`);
    for (const person of people) this.people.set(person.key, person);
  }

  /** What the directory calls somebody. */
  aadOf(key: string): string {
    return guidOf(`${this.name} ${key}`);
  }

  /** What the Bot Framework calls them. */
  userOf(key: string): string {
    return `29:${this.name}-${key}`;
  }

  keyOf(user: string): string | undefined {
    return [...this.people.keys()].find((key) => user === this.userOf(key) || user === this.aadOf(key));
  }

  team(name: string, members: readonly string[], channels: readonly string[] = []): FakeTeam {
    const id = `19:${this.name}-${name}@thread.tacv2`;
    const named = channels.map((one) => [`19:${this.name}-${name}-${one}@thread.tacv2`, one] as const);
    const group = guidOf(id);
    const team = {
      id,
      name,
      group,
      channels: new Map(named),
      members: new Set(members),
      own: new Map(),
      hasBot: true,
    };
    this.teams.set(id, team);
    return team;
  }

  chat(name: string, members: readonly string[]): FakeChat {
    const chat = { id: `19:${this.name}-${name}@thread.v2`, name, members: new Set(members), hasBot: true };
    this.chats.set(chat.id, chat);
    return chat;
  }

  /** The chat of one person and the bot; the same one each time, until it is dropped. */
  personalOf(key: string): string {
    const known = [...this.personal].find(([, one]) => one === key)?.[0];
    if (known !== undefined) return known;
    const id = `a:${this.name}-${key}-${this.number()}`;
    this.personal.set(id, key);
    return id;
  }

  dropPersonal(key: string): void {
    for (const [id, one] of this.personal) if (one === key) this.personal.delete(id);
  }

  /** True for somebody the bot may write to: they have the app, or are in a team or a chat that has it. */
  isReachable(key: string): boolean {
    const rosters = [...this.teams.values(), ...this.chats.values()].filter(({ hasBot }) => hasBot);
    return this.installs.has(key) || rosters.some(({ members }) => members.has(key));
  }

  /** Who is in a conversation. */
  rosterOf(conversation: string): readonly string[] | undefined {
    const id = conversation.replace(/;messageid=.*$/, '');
    const person = this.personal.get(id);
    if (person !== undefined) return [person];
    const team = [...this.teams.values()].find((one) => one.id === id || one.channels.has(id));
    const found = team ?? this.chats.get(id);
    return found?.hasBot ? [...(team?.own.get(id) ?? found.members)] : undefined;
  }

  /** What a person was shown in their own chat. */
  shownTo(key: string): readonly FakeActivity[] {
    return this.activities.filter(({ person }) => person === key);
  }

  number(): number {
    this.#next += 1;
    return this.#next;
  }

  /** As a roster has them. */
  memberOf(key: string): object {
    const { name = key, email = `${key}@${this.name}.example`, isGuest, isStranger } = this.people.get(key) ?? {};
    const upn = isGuest ? `${key}_elsewhere.example#EXT#@${this.name}.example` : email;
    return {
      ...{ id: this.userOf(key), aadObjectId: this.aadOf(key), name, email, userPrincipalName: upn },
      ...{ tenantId: isStranger ? guidOf('elsewhere') : this.guid, userRole: isGuest ? 'guest' : 'user' },
    };
  }
}
