import type { Hono } from 'hono';
import type { Config } from './config.ts';
import type { Readiness } from './drivers/http-routes.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Pace } from './ports/pace.ts';
import type { References } from './ports/references.ts';
import type { Tokens } from './ports/tokens.ts';
import type { Wait } from './ports/wait.ts';
import type { Platform } from './runtime/kit.ts';
import type { Bot } from './runtime/settling.ts';

/** A real platform: how to post there, what it is asked over HTTP, and whether its token was tried. */
export interface Adapter extends Platform {
  routes(bot: Bot): Hono;
  /** Begins to listen, and tells the bot where it is; asked each minute, so that what failed is tried again. */
  begin?(bot: Bot): Promise<void>;
  readiness(): Readiness['platforms'][string];
  close(): Promise<void>;
}

export type PlatformName = 'slack' | 'teams';
/** What an adapter is built on besides the configuration. */
export interface AdapterParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly references: References;
  readonly pace: Pace;
  readonly wait: Wait;
}
/** Adapters by platform; each is loaded only where it is configured. */
export type Adapters = Readonly<
  Partial<Record<PlatformName, (config: Config, parts: AdapterParts) => Promise<Adapter>>>
>;

/** Slack and Teams join here, each as a dynamic import of its folder. */
export const shipped: Adapters = {
  slack: async ({ slack, http, allow }, { log, clock, tokens, pace, wait }) => {
    if (slack === undefined) throw new Error('Slack is not configured');
    const { createSlack } = await import('../adapters/slack/index.ts');
    const { install } = slack;
    const given = install.kind === 'single' ? install : { ...install, url: http.url ?? '', allow, tokens };
    return createSlack({ ...slack, install: given, pace, wait, clock, log });
  },
  teams: async ({ teams, allow }, { log, clock, references, pace }) => {
    if (teams === undefined) throw new Error('Teams is not configured');
    const { createTeams } = await import('../adapters/teams/index.ts');
    const readsGraph = teams.kind === 'azure' && teams.readsGraph;
    return createTeams({ identity: teams, readsGraph, allow, references, pace, clock, log });
  },
};

/** The platforms that are configured. */
export const platformsIn = (config: Config): readonly PlatformName[] =>
  (['slack', 'teams'] as const).filter((name) => config[name] !== undefined);

/** A platform that cannot be reached at the start is tried again, and never holds up the other one. */
export async function begin(platform: string, adapter: Adapter, bot: Bot, log: Log): Promise<void> {
  const advice = 'tried again each minute; hallway doctor says what to do';
  await adapter
    .begin?.(bot)
    .catch((cause) => log.warn('platform.begin.failed', { platform, cause: nameOf(cause), advice }));
}

const nameOf = (cause: unknown) => (cause instanceof Error ? cause.name : 'unknown');
