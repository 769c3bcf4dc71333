import { createHmac } from 'node:crypto';
import { initialOf } from './drawn.ts';
import type { FakeSlack } from './server.ts';
import type { FakeMessage, FakeWorkspace } from './workspace.ts';

type Loose = Readonly<Record<string, unknown>>;
export interface DrawnButton {
  readonly action_id: string;
  readonly value: string;
  readonly text: { readonly text: string };
}

/** How what people do reaches the bot: signed requests, or Socket Mode. Answers the acknowledgement's body. */
export type Way = (
  kind: 'events_api' | 'slash_commands' | 'interactive',
  payload: Loose,
) => Promise<{ status: number; body: unknown }>;

/** Slack's signature of a body at an instant. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;

/** A way over real HTTP with real signatures. */
export function signedHttp(origin: string, secret: string, now: () => number): Way {
  return async (kind, payload) => {
    const isEvent = kind === 'events_api';
    const form = kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
    const body = isEvent ? JSON.stringify(payload) : new URLSearchParams(form).toString();
    const seconds = Math.floor(now() / 1_000);
    const response = await fetch(`${origin}/slack/events`, {
      method: 'POST',
      headers: {
        'Content-Type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
        'X-Slack-Request-Timestamp': String(seconds),
        'X-Slack-Signature': signatureOf(secret, seconds, body),
      },
      body,
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}

/** A way over the fake's own Socket Mode connection. */
export const overSocket =
  (fake: FakeSlack): Way =>
  async (kind, payload) => ({ status: 200, body: await fake.sockets.send(kind, payload) });

/** People of one workspace who type, press and fill in. */
export class Visitors {
  readonly #workspace: FakeWorkspace;
  readonly #origin: string;
  readonly #way: Way;

  constructor(fake: FakeSlack, workspace: FakeWorkspace, way: Way) {
    this.#workspace = workspace;
    this.#origin = fake.origin;
    this.#way = way;
  }

  /** `/hallway …` typed in a channel. */
  types(user: string, text: string, channel = 'C1') {
    const { team, grid } = this.#workspace;
    const named = this.#workspace.channels.get(channel)?.name ?? 'directmessage';
    return this.#way('slash_commands', {
      ...{ command: '/hallway', text, team_id: team, user_id: user, user_name: user.toLowerCase() },
      ...{ channel_id: channel, channel_name: named, api_app_id: 'A1', token: 'old' },
      ...{ is_enterprise_install: String(grid !== undefined), ...(grid && { enterprise_id: 'E1' }) },
      ...{ trigger_id: this.#trigger(user), response_url: this.#responseUrl(channel, user) },
    });
  }

  /** Presses a button of a message by its label. */
  presses(user: string, message: FakeMessage, label: string) {
    const button = buttonsOf(message.blocks).find((one) => one.text.text === label);
    if (!button) throw new Error(`no button "${label}" in ${JSON.stringify(message)}`);
    return this.sendsPress(user, message, button);
  }

  /** A press with any button, real or made up. */
  sendsPress(user: string, { channel, ts, onlyFor }: FakeMessage, button: Pick<DrawnButton, 'action_id' | 'value'>) {
    const isEphemeral = onlyFor !== undefined;
    return this.#way('interactive', {
      ...this.#acting(user, 'block_actions'),
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: isEphemeral },
      channel: { id: channel, name: this.#workspace.channels.get(channel)?.name ?? 'directmessage' },
      response_url: this.#responseUrl(channel, user, ts),
      actions: [{ type: 'button', block_id: 'b', action_ts: '1', action_id: button.action_id, value: button.value }],
    });
  }

  /** Presses a button of the person's home by its label. */
  pressesHome(user: string, label: string) {
    const view = this.#workspace.homes.get(user) as { blocks: unknown } | undefined;
    const button = buttonsOf(view?.blocks).find((one) => one.text.text === label);
    if (!button) throw new Error(`no button "${label}" at home`);
    return this.#way('interactive', {
      ...this.#acting(user, 'block_actions'),
      container: { type: 'view', view_id: 'V1' },
      view: { id: 'V1', type: 'home' },
      actions: [{ type: 'button', block_id: 'b', action_ts: '1', action_id: button.action_id, value: button.value }],
    });
  }

  /** Sends the latest view on the person's screen, filled in. */
  submits(user: string, values: Readonly<Record<string, Loose>>) {
    const open = this.#workspace.views.findLast((one) => one.user === user);
    if (!open) throw new Error(`${user} has no form open`);
    const { callback_id, private_metadata } = open.view;
    const state = { values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])) };
    return this.#way('interactive', {
      ...this.#acting(user, 'view_submission'),
      view: { id: open.id, type: 'modal', callback_id, private_metadata, state },
    });
  }

  /** Sends the latest view with these fields changed, each as its kind wants it; the others stay as they were drawn. */
  submitsWords(user: string, words: Readonly<Record<string, string>>) {
    const open = this.#workspace.views.findLast((one) => one.user === user);
    const blocks = (open?.view.blocks ?? []) as { type: string; block_id: string; element: Loose }[];
    const fields = blocks.filter(({ type }) => type === 'input');
    const values = fields.map(({ block_id, element }) => [block_id, filled(element, words[block_id])] as const);
    return this.submits(user, Object.fromEntries(values));
  }

  /** Something that happened in the workspace. */
  event(event: Loose, id = `Ev${this.#workspace.number()}`) {
    const { team, grid } = this.#workspace;
    const whose = grid ? { team_id: null, enterprise_id: 'E1' } : { team_id: team, enterprise_id: null };
    return this.#way('events_api', {
      ...this.#envelope(id),
      authorizations: [{ ...whose, user_id: 'UBOT', is_bot: true, is_enterprise_install: grid !== undefined }],
      event,
    });
  }

  /** The last that is heard of an installation: there is nobody left whom it is told on behalf of. */
  farewell(event: Loose) {
    return this.#way('events_api', { ...this.#envelope(`Ev${this.#workspace.number()}`), event });
  }

  #envelope(event_id: string) {
    const { team, grid } = this.#workspace;
    const sent = { type: 'event_callback', event_id, event_time: 1, api_app_id: 'A1', token: 'old' };
    return { ...sent, team_id: team, ...(grid && { enterprise_id: 'E1' }) };
  }

  #acting(user: string, type: string) {
    const { team, grid } = this.#workspace;
    return {
      ...{ type, api_app_id: 'A1', token: 'old', is_enterprise_install: grid !== undefined },
      enterprise: grid ? { id: 'E1', name: 'Everybody' } : null,
      team: grid ? null : { id: team, domain: 'example' },
      user: { id: user, username: user.toLowerCase(), name: user.toLowerCase(), team_id: team },
      trigger_id: this.#trigger(user),
    };
  }

  #trigger(user: string): string {
    const id = `trigger.${this.#workspace.number()}`;
    this.#workspace.triggers.set(id, user);
    return id;
  }

  #responseUrl(channel: string, user: string, ts?: string): string {
    const id = `R${this.#workspace.number()}`;
    this.#workspace.responses.set(id, { channel, user, uses: 5, ...(ts !== undefined && { ts }) });
    return `${this.#origin}/response/${this.#workspace.team}/${id}`;
  }
}

/** A field's state as Slack sends it. */
function filled(element: Loose, typed = initialOf(element)): Loose {
  const option = (value: string) => ({ value });
  switch (element.type) {
    case 'static_select':
      return { selected_option: typed === undefined ? null : option(typed) };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: (typed ?? '').split(',').filter(Boolean).map(option) };
    case 'datepicker':
      return { selected_date: typed ?? null };
    case 'users_select':
      return { selected_user: typed ?? null };
    default:
      return { value: typed ?? null };
  }
}

/** Every button of drawn blocks. */
export function buttonsOf(blocks: unknown): DrawnButton[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block: { type?: string; elements?: DrawnButton[] }) =>
    block.type === 'actions' ? (block.elements ?? []) : [],
  );
}
