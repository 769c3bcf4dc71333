import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { stringify } from 'yaml';
import { z } from 'zod';
import { workspaceId } from '../../../../src/core/ids.ts';
import { readingOf } from '../../../support/fake-teams/reading.ts';
import { actionsOf } from '../../../support/fake-teams/visitor.ts';

const CLI = 'node_modules/@microsoft/m365agentsplayground/cli.js';
/** A test that fails says after this what it saw instead. */
const PATIENCE_MS = 20_000;
const guid = (last: number) => `00000000-0000-0000-0000-0000000000${last}`;
const userOf = (index: number, name: string) => ({
  ...{ id: `user-${index}`, name, aadObjectId: guid(20 + index) },
  ...{ givenName: name.split(' ')[0], surname: name.split(' ')[1] },
  // The playground spells it so.
  ...{ userPrincipleName: `user${index}@example.com`, email: `user${index}@example.com` },
});

/** Ana is the one who sits at the playground; it wants five others, of whom four share her team. */
export const ana = userOf(0, 'Ana Duarte');
export const others = ['Tomasz Nowak', 'Jo Lindqvist', 'Grete Holm', 'Ken Mori', 'Lee Park'].map((name, index) =>
  userOf(index + 1, name),
);
const bot = { id: guid(11), name: 'Hallway' };
const team = { id: 'team-acme', name: 'Acme', channel: 'channel-design' };
const personal = 'personal-chat';

const config = {
  version: '0.1.0',
  ...{ tenantId: guid(99), bot, currentUser: ana, users: others },
  personalChat: { id: personal },
  groupChat: { id: 'group-chat', name: 'Lunch' },
  team: {
    ...{ id: team.id, name: team.name, aadGroupId: guid(31) },
    channels: [{ id: team.channel, name: 'design' }],
  },
};

const spots = { personal, team: team.id };

/** What the playground tells its page: a message that is new, or another in its place. */
export interface Shown {
  readonly action: string;
  readonly actionConversationId: string;
  readonly message: {
    readonly messageId: string;
    readonly from: { readonly id: string };
    readonly attachments?: readonly { readonly content: unknown }[];
  };
}

const logged = z.object({
  log: z.object({
    ...{ activityName: z.string().optional(), from: z.string().optional() },
    request: z.object({ body: z.looseObject({}).optional() }).optional(),
    response: z.object({ statusCode: z.number() }).optional(),
  }),
});

/** Microsoft's own playground, started without a browser and driven over its own API. */
export class Playground {
  readonly workspace = workspaceId(`teams:${config.tenantId}`);
  readonly origin: string;
  /** Everything that its page was told, in its order. */
  readonly shown: Shown[] = [];
  /** What the bot has posted to anybody and the playground has taken; its page shows only what Ana sees. */
  readonly posts: object[] = [];
  readonly #stop: () => Promise<void>;
  readonly #socket: WebSocket;
  readonly #log: WebSocket;
  /** Ids of what the bot was told and has taken. */
  readonly #told = new Set<unknown>();

  private constructor(origin: string, stop: () => Promise<void>) {
    this.origin = origin;
    this.#stop = stop;
    this.#socket = new WebSocket(`${origin.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`);
    this.#socket.on('message', (data) => this.shown.push(JSON.parse(String(data))));
    this.#log = new WebSocket(`${origin.replace('http', 'ws')}/_ws/log/stream`);
    this.#log.on('message', (data) => {
      const { log } = logged.parse(JSON.parse(String(data)));
      const isPost = log.activityName === 'message' && log.from === 'User Application';
      if (isPost && log.response?.statusCode === 201) this.posts.push(log.request?.body ?? {});
      if (!isPost && log.response?.statusCode === 200) this.#told.add(log.request?.body?.id);
    });
  }

  /** Starts one whose bot listens at `endpoint`. */
  static async start(endpoint: string): Promise<Playground> {
    const folder = await mkdtemp(join(tmpdir(), 'hallway-playground-'));
    await writeFile(join(folder, '.m365agentsplayground.yml'), stringify(config));
    const args = [join(process.cwd(), CLI), '-e', endpoint, '-c', 'msteams', '-p', '0', '--disable-telemetry'];
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^Listening on (\d+)/.exec(line)?.[1];
      if (port === undefined) continue;
      return Playground.at(`http://127.0.0.1:${port}`, async () => {
        child.kill();
        if (child.exitCode === null) await once(child, 'exit');
        await rm(folder, { recursive: true, force: true });
      });
    }
    throw new Error('the playground ended before it listened; its reason is in devTools of its folder');
  }

  /** One that runs already. */
  static async at(origin: string, stop: () => Promise<void>): Promise<Playground> {
    const playground = new Playground(origin, stop);
    await Promise.all([once(playground.#socket, 'open'), once(playground.#log, 'open')]);
    return playground;
  }

  async stop(): Promise<void> {
    this.#socket.terminate();
    this.#log.terminate();
    await this.#stop();
  }

  /** Adds Hallway to Ana's apps, or to the team. */
  adds(where: 'personal' | 'team'): Promise<void> {
    return this.#post(`/_debug/conversation/${spots[where]}/installation`, {});
  }

  /** Takes it out again; resolves once the bot has been told. */
  async removes(where: 'personal' | 'team'): Promise<void> {
    const { id, aadObjectId } = ana;
    const activity = {
      ...{ type: 'installationUpdate', action: 'remove', channelId: 'msteams', id: `removal-${where}` },
      ...{ serviceUrl: `${this.origin}/_connector`, recipient: bot, from: { id, aadObjectId } },
      conversation: { id: spots[where], conversationType: where, tenantId: config.tenantId },
      channelData: { tenant: { id: config.tenantId }, ...(where === 'team' && { team: config.team }) },
    };
    await this.#post('/_internal/v1/customActivities', activity);
    while (!this.#told.has(activity.id)) await this.#more(this.#log, /removal/, []);
  }

  /** Words of Ana's to Hallway, after its mention where others read them. */
  writes(text: string, where: 'personal' | 'team' = 'personal'): Promise<void> {
    const at = '<at>Hallway</at>';
    const mentions = where === 'team' ? [{ mentioned: { id: bot.id }, text: at }] : [];
    const words = where === 'team' ? `${at} ${text}` : text;
    const body = { from: { id: ana.id }, text: words, textFormat: 'plain', mentions };
    return this.#post(`/_conversation/v1/conversations/${spots[where]}/messages`, body);
  }

  /** Ana presses a button of a card she was shown, by its label. */
  presses({ actionConversationId, message }: Shown, title: string): Promise<void> {
    const action = actionsOf(message.attachments).find((one) => one.title === title);
    if (!action) throw new Error(`no button "${title}" in ${JSON.stringify(message)}`);
    return this.#post('/_conversation/v1/invoke', {
      ...{ name: 'adaptiveCard/action', from: { id: ana.id }, conversation: { id: actionConversationId } },
      ...{ replyToId: message.messageId, value: { action, trigger: 'manual' } },
    });
  }

  /** The first thing shown since `since` whose words are such; resolves as soon as it is there. */
  async shownWith(words: RegExp, since = 0): Promise<Shown> {
    for (;;) {
      const found = this.shown.slice(since).find((one) => words.test(readingOf(one.message.attachments)));
      if (found) return found;
      await this.#more(
        this.#socket,
        words,
        this.shown.slice(since).map(({ message }) => message.attachments),
      );
    }
  }

  /** What the bot has posted since `since` with such words, once so many are there. */
  async allPostedWith(words: RegExp, count: number, since: number): Promise<readonly object[]> {
    for (;;) {
      const found = this.posts.slice(since).filter((one) => words.test(readingOf(one)));
      if (found.length >= count) return found;
      await this.#more(this.#log, words, this.posts.slice(since));
    }
  }

  /** Waits for the next message; an error with what was there instead, if none comes. */
  async #more(socket: WebSocket, words: RegExp, seen: readonly unknown[]): Promise<void> {
    await once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause: unknown) => {
      throw new Error(`nothing like ${words}, only:\n${seen.map(readingOf).join('\n--\n')}`, { cause });
    });
  }

  async #post(path: string, body: object): Promise<void> {
    const response = await fetch(`${this.origin}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  }
}
