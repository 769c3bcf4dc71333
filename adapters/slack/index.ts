import { SocketModeReceiver } from '@slack/bolt';
import { Hono } from 'hono';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { Log } from '../../src/ports/log.ts';
import { type Pace, PlatformPace } from '../../src/ports/pace.ts';
import type { Tokens } from '../../src/ports/tokens.ts';
import type { Wait } from '../../src/ports/wait.ts';
import { slackDirectory } from './directory.ts';
import { SignedRequests } from './http.ts';
import { installedEvent } from './installed.ts';
import { ManyTenants } from './many-tenants.ts';
import { installRoutes, type OAuthOptions } from './oauth.ts';
import { PACES } from './pace.ts';
import { slackChat } from './post.ts';
import { slackReading } from './read.ts';
import { Receiving, type SlackBot } from './receive.ts';
import { OneTenant, type TokenState } from './tenants.ts';
import { quietLogger } from './web-client.ts';

export { checkSlack } from './check.ts';
export { renderForm } from './forms.ts';
export { slackManifest } from './manifest.ts';
export { renderHome, renderMessage } from './render.ts';

export interface SlackOptions {
  /** Base of the Web API, with its last slash. */
  readonly apiUrl: string;
  readonly transport:
    | { readonly kind: 'http'; readonly signingSecret: string }
    | { readonly kind: 'socket'; readonly appToken: string };
  /** One workspace by its bot token, or every one that is allowed to install. */
  readonly install:
    | { readonly kind: 'single'; readonly botToken: string }
    | ({ readonly kind: 'oauth'; readonly tokens: Tokens } & OAuthOptions);
  /** Which field of people’s profiles names their supervisor, by its id `Xf…`. */
  readonly supervisorField?: string;
  /** Whether people are asked for by their addresses too, for linking with another platform. */
  readonly readsAddresses?: boolean;
  /** Shared by all replicas. */
  readonly pace: Pace;
  readonly wait: Wait;
  readonly clock: Clock;
  readonly log: Log;
}

/** Slack, as `main` puts it beside the bot. */
export interface Slack {
  readonly chat: ChatPlatform;
  readonly directory: Directory;
  /** Its paths under the house's own server; with Socket Mode there are none. */
  routes(bot: SlackBot): Hono;
  /** Tries the token, tells the bot of its workspace and begins to listen; done once, and asked again where it failed. */
  begin(bot: SlackBot): Promise<void>;
  readiness(): TokenState;
  /** Resolves when everything heard so far was answered. */
  answered(): Promise<void>;
  /** Hears nothing more, and answers what it has heard. */
  close(): Promise<void>;
}

/** Hallway in one Slack workspace, or in many. */
export function createSlack(options: SlackOptions): Slack {
  const { apiUrl, transport, clock, log } = options;
  const { install, supervisorField } = options;
  const tenants =
    install.kind === 'single'
      ? new OneTenant({ token: install.botToken, apiUrl, log })
      : new ManyTenants({ tokens: install.tokens, apiUrl, log });
  const pace = new PlatformPace(options.pace, PACES);
  const read = slackReading({ pace, wait: options.wait, clock });
  const receiving = new Receiving({ tenants, read, apiUrl, clock, log });
  const requests = transport.kind === 'http' ? new SignedRequests({ ...transport, clock, log }) : undefined;
  const socket = transport.kind === 'socket' ? socketOf(transport.appToken, options) : undefined;
  const begin = async (bot: SlackBot) => {
    const tenant = tenants instanceof OneTenant ? await tenants.only() : undefined;
    await socket?.start();
    if (tenant) await bot.observe(await installedEvent(tenant, read, clock.now()));
    log.info('slack.begun', { workspace: tenant?.workspace });
  };
  let begun: Promise<void> | undefined;
  return {
    chat: slackChat({ tenants, pace, clock, log }),
    directory: slackDirectory({ tenants, read, clock, ...(supervisorField !== undefined && { supervisorField }) }),
    routes(bot) {
      const receiver = requests ?? socket;
      if (receiver) receiving.open(receiver, bot);
      const routes = requests?.routes() ?? new Hono();
      if (install.kind === 'oauth' && tenants instanceof ManyTenants)
        routes.route(
          '/',
          installRoutes(
            {
              ...install,
              tenants,
              read,
              asks: { readsSupervisors: supervisorField !== undefined, readsAddresses: options.readsAddresses },
              apiUrl,
              clock,
              log,
            },
            bot,
          ),
        );
      return routes;
    },
    begin(bot) {
      begun ??= begin(bot).catch((cause: unknown) => {
        begun = undefined;
        throw cause;
      });
      return begun;
    },
    readiness: () => tenants.state(),
    answered: () => receiving.settled(),
    async close() {
      await socket?.stop();
      await requests?.stop();
      await receiving.settled();
    },
  };
}

function socketOf(appToken: string, { apiUrl, log }: SlackOptions): SocketModeReceiver {
  const clientOptions = { slackApiUrl: apiUrl };
  return new SocketModeReceiver({ appToken, logger: quietLogger(log), installerOptions: { clientOptions } });
}
