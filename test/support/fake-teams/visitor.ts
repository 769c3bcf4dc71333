import type { FakeTeams } from './server.ts';
import type { FakeActivity, FakeTenant } from './tenant.ts';

type Loose = Readonly<Record<string, unknown>>;

/** How an activity reaches the bot: signed, or as the playground sends it. Answers the body of the reply. */
export type Way = (activity: Loose) => Promise<{ readonly status: number; readonly body: Answer | undefined }>;

/** What an invoke is answered with. */
export interface Answer {
  readonly statusCode?: number;
  readonly type?: string;
  readonly value?: unknown;
  readonly task?: {
    readonly type: string;
    readonly value: { readonly title: string; readonly card: { readonly content: object } };
  };
}

/** A way over real HTTP; `token` gives the header's value. */
export function overHttp(origin: string, token: (activity: Loose) => string = () => ''): Way {
  return async (activity) => {
    const authorization = token(activity);
    const response = await fetch(`${origin}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(authorization && { Authorization: authorization }) },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}

/** A button as it stands in a card. */
export interface DrawnAction {
  readonly type: string;
  readonly title: string;
  readonly verb?: string;
  readonly url?: string;
  readonly data?: Loose;
}

/** Every button of a card, wherever it stands. */
export function actionsOf(card: unknown): readonly DrawnAction[] {
  if (Array.isArray(card)) return card.flatMap(actionsOf);
  if (typeof card !== 'object' || card === null) return [];
  const { type } = card as { type?: unknown };
  if (typeof type === 'string' && type.startsWith('Action.') && 'title' in card) return [card as DrawnAction];
  return Object.entries(card).flatMap(([name, value]) => (name === 'refresh' ? [] : actionsOf(value)));
}

/** Where a person is: their own chat with the bot, or a channel or a chat by its id. */
export type Spot = { readonly channel?: string; readonly chat?: string };

/** People of one tenant who write, press and fill in. */
export class Visitors {
  readonly #tenant: FakeTenant;
  readonly #serviceUrl: string;
  readonly #way: Way;

  constructor(fake: FakeTeams, tenant: FakeTenant, way: Way) {
    this.#tenant = tenant;
    this.#serviceUrl = fake.serviceUrl;
    this.#way = way;
  }

  /** Words to the bot: bare in their own chat, after its mention elsewhere. */
  writes(key: string, text: string, spot: Spot = {}, more: Loose = {}) {
    const isShared = spot.channel !== undefined || spot.chat !== undefined;
    const at = '<at>Hallway</at>';
    const entities = isShared ? [{ type: 'mention', text: at, mentioned: this.#tenant.bot }] : [];
    const words = isShared ? `${at} ${text}` : text;
    return this.sends({ type: 'message', text: words, textFormat: 'plain', entities, ...this.at(key, spot), ...more });
  }

  /** Presses a button of a card that somebody was shown, by its label. */
  presses(key: string, activity: FakeActivity, title: string) {
    const action = actionsOf(activity.shown).find((one) => one.title === title);
    if (!action) throw new Error(`no button "${title}" in ${JSON.stringify(activity.shown)}`);
    return this.sendsPress(key, activity, action);
  }

  /** A press with any button, real or made up; one that opens a form asks for it first. */
  sendsPress(key: string, activity: FakeActivity, action: Pick<DrawnAction, 'type' | 'verb' | 'data'>) {
    const { verb, data = {} } = action;
    const spot = this.at(key, this.#spotOf(activity));
    if (action.type === 'Action.Submit')
      return this.sends({ type: 'invoke', name: 'task/fetch', value: { data }, replyToId: activity.id, ...spot });
    const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' };
    return this.sends({ type: 'invoke', name: 'adaptiveCard/action', value, replyToId: activity.id, ...spot });
  }

  /** Sends a dialog's form, filled in. */
  submits(key: string, dialog: { readonly content: object }, values: Loose) {
    const [submit] = actionsOf(dialog.content);
    const value = { data: { ...values, ...submit?.data } };
    return this.sends({ type: 'invoke', name: 'task/submit', value, ...this.at(key, {}) });
  }

  /** Adds the app: for themselves, to a team or to a chat; Teams tells of it in two ways. */
  async adds(key: string, spot: Spot = {}) {
    if (spot.channel === undefined && spot.chat === undefined) this.#tenant.installs.add(key);
    await this.sends({ type: 'installationUpdate', action: 'add', ...this.at(key, spot) });
    await this.sends({ type: 'conversationUpdate', membersAdded: [this.#tenant.bot], ...this.at(key, spot) });
  }

  /** Takes the app out again. */
  async removes(key: string, spot: Spot = {}) {
    if (spot.channel === undefined && spot.chat === undefined) this.#tenant.installs.delete(key);
    await this.sends({ type: 'conversationUpdate', membersRemoved: [this.#tenant.bot], ...this.at(key, spot) });
    await this.sends({ type: 'installationUpdate', action: 'remove', ...this.at(key, spot) });
  }

  /** Tells of people who come and go, and of names that change. */
  updates(key: string, spot: Spot, what: Loose, more: Loose = {}) {
    const { channelData, ...envelope } = this.at(key, spot);
    const told = { ...channelData, ...more };
    return this.sends({ type: 'conversationUpdate', ...envelope, channelData: told, ...what });
  }

  /** The envelope of what somebody does somewhere. */
  at(key: string, { channel, chat }: Spot) {
    const tenant = this.#tenant;
    const { name = key, zone } = tenant.people.get(key) ?? {};
    const team = channel && [...tenant.teams.values()].find((one) => one.id === channel || one.channels.has(channel));
    const conversation =
      channel !== undefined
        ? { id: `${channel};messageid=${tenant.number()}`, conversationType: 'channel', isGroup: true }
        : chat !== undefined
          ? { id: chat, conversationType: 'groupChat', isGroup: true, name: tenant.chats.get(chat)?.name }
          : { id: tenant.personalOf(key), conversationType: 'personal' };
    return {
      ...{ id: `f:${tenant.name}-${tenant.number()}`, channelId: 'msteams', serviceUrl: this.#serviceUrl },
      from: { id: tenant.userOf(key), name, aadObjectId: tenant.aadOf(key) },
      recipient: tenant.bot,
      conversation: { ...conversation, tenantId: tenant.guid },
      channelData: {
        tenant: { id: tenant.guid },
        ...(team && { team: { id: team.id, name: team.name, aadGroupId: team.group }, channel: { id: channel } }),
      },
      ...(zone !== undefined && { localTimezone: zone }),
    };
  }

  sends(activity: Loose) {
    return this.#way(activity);
  }

  #spotOf({ conversation, person }: FakeActivity): Spot {
    if (person !== undefined) return {};
    const id = conversation.replace(/;messageid=.*$/, '');
    return this.#tenant.chats.has(id) ? { chat: id } : { channel: id };
  }
}
