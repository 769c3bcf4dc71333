import { App, type Receiver } from '@slack/bolt';
import { channelId, type WorkspaceId } from '../../src/core/ids.ts';
import type { Interaction, WorkspaceEvent } from '../../src/core/interaction.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Instant } from '../../src/time/zoned.ts';
import { acknowledge, afterForm, answer, type FormAck } from './answer.ts';
import { orgWide, type Received, receivedOf } from './envelopes.ts';
import { ACK } from './http.ts';
import type { Read } from './read.ts';
import { type Tenant, type Tenants, workspaceFor } from './tenants.ts';
import { quietLogger } from './web-client.ts';

/** Ids of what was received lately: Slack repeats what it thinks was not heard. The runtime remembers them for days. */
const MOST_REMEMBERED = 5_000;
/** Slack gives up after three seconds. */
const ACK_MS = 2_500;

/** The bot as Slack meets it. */
export interface SlackBot {
  handle(interaction: Interaction): Promise<Reply>;
  observe(event: WorkspaceEvent): Promise<void>;
}

export interface ReceivingParts {
  readonly tenants: Tenants;
  readonly read: Read;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

type Ack = (response?: FormAck) => Promise<void>;

/** Turns what Slack sends, by whichever way, into interactions, and replies into what Slack shows. */
export class Receiving {
  readonly #parts: ReceivingParts;
  readonly #inFlight = new Set<Promise<unknown>>();
  readonly #recent = new Set<string>();
  #bot: SlackBot | undefined;

  constructor(parts: ReceivingParts) {
    this.#parts = parts;
  }

  /** Bolt over the given way in: it authorises each request's workspace and hands the body on. */
  open(receiver: Receiver, bot: SlackBot): App {
    this.#bot = bot;
    const { apiUrl, log, tenants } = this.#parts;
    const app = new App({
      receiver,
      logger: quietLogger(log),
      clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 } },
      convoStore: false,
      ignoreSelf: false,
      authorize: async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
        const workspace = workspaceFor({ team: teamId, enterprise: enterpriseId, isOrgWide: isEnterpriseInstall });
        const tenant = workspace && (await tenants.find(workspace));
        if (!tenant) throw new Error('no installation for this workspace');
        return { botToken: tenant.token, botUserId: tenant.botUser };
      },
    });
    app.error(async (error) => log.warn('slack.request.failed', { code: error.code }));
    app.use((args) => {
      const given: unknown = args.context[ACK] ?? ('ack' in args ? args.ack : undefined);
      const ack = typeof given === 'function' ? (given as Ack) : async () => {};
      return this.#track(this.#receive(args.body, ack));
    });
    return app;
  }

  /** Resolves when everything received so far was answered. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight);
  }

  async #track(work: Promise<void>): Promise<void> {
    this.#inFlight.add(work);
    await work.finally(() => this.#inFlight.delete(work));
  }

  async #receive(body: unknown, ack: Ack): Promise<void> {
    const { clock, log } = this.#parts;
    const received = await this.#ours(body, clock.now());
    try {
      if (!received || this.#isRepeated(received)) return await ack();
      await this.#act(received, ack);
    } catch (cause) {
      log.error('slack.answer.failed', { kind: received?.kind }, withoutAddress(cause));
      // What merely happened is told again by Slack if it is not acknowledged; what somebody did is not.
      if (received?.kind === 'interaction') await ack();
      else if (received) this.#recent.delete(idOf(received));
    }
  }

  /** The last word of a grid’s installation names one of its workspaces, and nobody it is told on behalf of. */
  async #ours(body: unknown, at: Instant): Promise<Received | undefined> {
    const received = receivedOf(body, at);
    const wider =
      received?.kind === 'event' && received.event.kind === 'removed' ? receivedOf(orgWide(body), at) : undefined;
    if (!received || !wider) return received;
    const { tenants } = this.#parts;
    const isOurs = await tenants.find(workspaceOf(received)).catch(() => undefined);
    return isOurs ? received : wider;
  }

  /** Acknowledges what is kept, or what takes nearly as long as Slack waits. */
  async #act(received: Received, ack: Ack): Promise<void> {
    const tenant = await this.#parts.tenants.find(workspaceOf(received));
    if (!tenant || !this.#bot) return ack();
    if (received.kind !== 'interaction') {
      const work = this.#observe(tenant, this.#bot, received);
      if (await endsInTime(work)) await work;
      await ack();
      return work;
    }
    const { surface, interaction, user } = received;
    const reply = this.#bot.handle(interaction);
    if (surface.kind === 'form') {
      // What is wrong with a form can be said in the acknowledgement only.
      await ack(acknowledge(surface, await reply));
      return afterForm(surface, await reply);
    }
    await endsInTime(reply);
    await ack();
    return answer(tenant, surface, user, await reply);
  }

  async #observe(tenant: Tenant, bot: SlackBot, received: Exclude<Received, { kind: 'interaction' }>): Promise<void> {
    if (received.kind === 'channelOpened') return bot.observe(await openedChannel(tenant, received, this.#parts));
    const { event } = received;
    const isOurs =
      (event.kind === 'joined' || event.kind === 'left') && event.account === `${tenant.workspace}/${tenant.botUser}`;
    if (!isOurs) {
      if (event.kind === 'removed') await this.#parts.tenants.forget(event.workspace);
      return bot.observe(event);
    }
    const { id, workspace, at, channel } = event;
    if (event.kind === 'left') return bot.observe({ kind: 'channelClosed', id, workspace, at, channel });
    const opened = { kind: 'channelOpened' as const, id, workspace, channel: channel.slice(channel.indexOf('#') + 1) };
    return bot.observe(await openedChannel(tenant, opened, this.#parts));
  }

  #isRepeated(received: Received): boolean {
    const id = idOf(received);
    if (this.#recent.has(id)) return true;
    this.#recent.add(id);
    const [oldest] = this.#recent;
    if (this.#recent.size > MOST_REMEMBERED && oldest !== undefined) this.#recent.delete(oldest);
    return false;
  }
}

const envelopeOf = (received: Received) =>
  received.kind === 'interaction' ? received.interaction : received.kind === 'event' ? received.event : received;
const idOf = (received: Received): string => envelopeOf(received).id;
const workspaceOf = (received: Received): WorkspaceId => envelopeOf(received).workspace;

/** True once the work has ended, false where that comes too late for the acknowledgement. */
function endsInTime(work: Promise<unknown>): Promise<boolean> {
  return new Promise((done) => {
    AbortSignal.timeout(ACK_MS).addEventListener('abort', () => done(false), { once: true });
    const ended = () => done(true);
    work.then(ended, ended);
  });
}

async function openedChannel(
  tenant: Tenant,
  { id, channel }: Extract<Received, { kind: 'channelOpened' }>,
  { read, clock }: ReceivingParts,
): Promise<WorkspaceEvent> {
  const { workspace } = tenant;
  const { channel: info } = await read(tenant, 'conversations.info', ({ conversations }) =>
    conversations.info({ channel }),
  );
  const name = info?.name ?? channel;
  return { kind: 'channelOpened', id, workspace, at: clock.now(), channel: channelId(workspace, channel), name };
}

/** An error's words may hold the address a reply was sent to. */
const withoutAddress = (cause: unknown): unknown =>
  cause instanceof Error
    ? new Error(cause.message.replace(/https?:\/\/\S+/g, 'an address'), { cause: cause.name })
    : cause;
