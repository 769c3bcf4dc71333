import { resolve } from 'node:path';
import { z } from 'zod';
import { conflicts, hasPlatform, isLoopback, isPostgresUrl, isWebUrl, type Problem } from './config-rules.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const OWNER = /^(slack:[TE][A-Z0-9]+|teams:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const SEALING_KEY = /^[A-Za-z0-9+/]{43}=$/;

const text = (pattern: RegExp, error: string) => z.string().regex(pattern, { error });
const word = text(/^\S+$/, 'holds a space; copy it again');
const guid = text(GUID, 'is no GUID; copy it from the Azure portal').toLowerCase();
const webUrl = z.string().refine(isWebUrl, { error: 'is no web address; write it like https://hallway.example.com' });
const yesNo = z.enum(['1', 'true', '0', 'false'], { error: 'is neither 1 nor 0' }).transform(isOn);

const VARIABLES = z.object({
  PORT: z
    .string()
    .refine((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535, {
      error: 'is no port; set a number up to 65535',
    })
    .transform(Number)
    .default(3000),
  HOST: text(/^[A-Za-z0-9.:_-]+$/, 'is no address; set 127.0.0.1 or 0.0.0.0').optional(),
  HALLWAY_URL: webUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  HALLWAY_DATA: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, { error: 'is no PostgreSQL address; write it like postgres://user:password@host/database' })
    .optional(),
  HALLWAY_KEY: list(SEALING_KEY, 'is not 32 bytes in base64; make one with: openssl rand -base64 32').transform(
    (keys) => keys.map((key) => Buffer.from(key, 'base64')),
  ),
  HALLWAY_ALLOW: list(OWNER, 'is none of slack:T…, slack:E… and teams:<tenant GUID>', lowerCaseGuid),
  SLACK_BOT_TOKEN: text(/^(xoxe\.)?xoxb-\S+$/, 'is no bot token; copy the one that starts with xoxb-').optional(),
  SLACK_SIGNING_SECRET: word.optional(),
  SLACK_APP_TOKEN: text(/^xapp-\S+$/, 'is no app-level token; copy the one that starts with xapp-').optional(),
  SLACK_CLIENT_ID: word.optional(),
  SLACK_CLIENT_SECRET: word.optional(),
  SLACK_STATE_SECRET: z.string().optional(),
  SLACK_SUPERVISOR_FIELD: text(/^Xf[A-Z0-9]+$/, 'is no id of a profile field; it begins with Xf').optional(),
  SLACK_API_URL: webUrl.transform((url) => url.replace(/\/*$/, '/')).default('https://slack.com/api/'),
  MicrosoftAppId: guid.optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI'], {
      error: 'is unknown; set SingleTenant, MultiTenant or UserAssignedMSI',
    })
    .default('SingleTenant'),
  MicrosoftAppTenantId: guid.optional(),
  TEAMS_LOCAL: yesNo.default(false),
  TEAMS_GRAPH: yesNo.default(false),
  HALLWAY_LINKING: yesNo.default(false),
  HALLWAY_SANDBOX: yesNo.default(false),
  HALLWAY_METRICS_TOKEN: word.optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], { error: 'is unknown; set debug, info, warn or error' })
    .default('info'),
});

type Values = z.output<typeof VARIABLES>;

/** Every variable the project reads; `.env.example` lists the same. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(VARIABLES.shape);

/** How events arrive: over HTTP with signed requests, or over Socket Mode, which an app token asks for. */
export type SlackTransport =
  | { readonly kind: 'http'; readonly signingSecret: string }
  | { readonly kind: 'socket'; readonly appToken: string };

/** One workspace by its bot token, or many by OAuth. */
export type SlackInstall =
  | { readonly kind: 'single'; readonly botToken: string }
  | { readonly kind: 'oauth'; readonly clientId: string; readonly clientSecret: string; readonly stateSecret: string };

export type SlackConfig = {
  readonly apiUrl: string;
  readonly transport: SlackTransport;
  readonly install: SlackInstall;
  /** The profile field that names people’s supervisor. */
  readonly supervisorField?: string;
  /** Asks for people's addresses, by which accounts of two platforms are joined. */
  readonly readsAddresses?: true;
};

/** `local` is Teams without credentials, for the Agents Playground; a managed identity has no password. */
export type TeamsConfig =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'azure';
      readonly appId: string;
      readonly appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
      readonly appPassword?: string;
      readonly tenantId?: string;
      /** Asks Microsoft Graph for supervisors, mailbox zones, owners and administrators. */
      readonly readsGraph: boolean;
    };

/** What the environment asks for, checked; nothing in it is undefined but what was left out. */
export type Config = {
  readonly http: { readonly host: string; readonly port: number; readonly url?: string };
  /** `folder` is absolute, and holds the sandbox's store and the control socket on either store. */
  readonly storage: { readonly folder: string; readonly databaseUrl?: string };
  /** The first seals, all open; empty means the key beside the embedded store. */
  readonly keys: readonly Uint8Array[];
  /** `slack:T…`, `slack:E…`, `teams:<guid>`; what an empty list means is each adapter's rule. */
  readonly allow: readonly string[];
  readonly slack?: SlackConfig;
  readonly teams?: TeamsConfig;
  readonly sandbox: { readonly isServed: boolean };
  readonly metricsToken?: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** What is allowed but rarely meant, for the log at start. */
  readonly warnings: readonly Problem[];
};

/** Everything wrong with the environment, by variable; the values are in none of its texts. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ variable, text }) => `${variable} ${text}`).join('\n'));
    this.problems = problems;
  }
}

/** Reads and checks the environment; an empty value counts as absent. Throws `ConfigError` with every problem at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = present(env);
  const parsed = VARIABLES.safeParse(given);
  const malformed =
    parsed.error?.issues.map(({ path, message }) => ({ variable: path.join('.'), text: message })) ?? [];
  const problems = [...malformed, ...conflicts(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return configOf(parsed.data, hasPlatform(given));
}

/** The environment without any platform, for commands that serve the sandbox only. */
export function withoutPlatforms(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(SLACK_|MicrosoftApp|TEAMS_LOCAL$)/.test(name)));
}

function configOf(values: Values, servesPlatform: boolean): Config {
  const host = values.HOST ?? (servesPlatform ? '0.0.0.0' : '127.0.0.1');
  const slack = slackOf(values);
  const teams = teamsOf(values);
  const wantsSandbox = values.HALLWAY_SANDBOX || values.TEAMS_LOCAL || (slack === undefined && teams === undefined);
  return {
    http: { host, port: values.PORT, ...defined('url', values.HALLWAY_URL) },
    storage: { folder: resolve(values.HALLWAY_DATA), ...defined('databaseUrl', values.DATABASE_URL) },
    keys: values.HALLWAY_KEY,
    allow: values.HALLWAY_ALLOW,
    ...defined('slack', slack),
    ...defined('teams', teams),
    sandbox: { isServed: wantsSandbox && isLoopback(host) },
    ...defined('metricsToken', values.HALLWAY_METRICS_TOKEN),
    logLevel: values.LOG_LEVEL,
    warnings: warningsOf(wantsSandbox && !isLoopback(host), values, slack, teams),
  };
}

function slackOf(values: Values): SlackConfig | undefined {
  const transport = slackTransport(values);
  const install = slackInstall(values);
  if (!transport || !install) return undefined;
  const supervisorField = defined('supervisorField', values.SLACK_SUPERVISOR_FIELD);
  const readsAddresses = values.HALLWAY_LINKING && ({ readsAddresses: true } as const);
  return { apiUrl: values.SLACK_API_URL, transport, install, ...supervisorField, ...readsAddresses };
}

function slackTransport(values: Values): SlackTransport | undefined {
  if (values.SLACK_APP_TOKEN !== undefined) return { kind: 'socket', appToken: values.SLACK_APP_TOKEN };
  return values.SLACK_SIGNING_SECRET === undefined
    ? undefined
    : { kind: 'http', signingSecret: values.SLACK_SIGNING_SECRET };
}

function slackInstall(values: Values): SlackInstall | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId } = values;
  const { SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = values;
  if (botToken !== undefined) return { kind: 'single', botToken };
  if (clientId === undefined || clientSecret === undefined || stateSecret === undefined) return undefined;
  return { kind: 'oauth', clientId, clientSecret, stateSecret };
}

function teamsOf(values: Values): TeamsConfig | undefined {
  if (values.TEAMS_LOCAL) return { kind: 'local' };
  if (values.MicrosoftAppId === undefined) return undefined;
  return {
    kind: 'azure',
    appId: values.MicrosoftAppId,
    appType: values.MicrosoftAppType,
    readsGraph: values.TEAMS_GRAPH,
    ...defined('appPassword', values.MicrosoftAppPassword),
    ...defined('tenantId', values.MicrosoftAppTenantId),
  };
}

function warningsOf(hidesSandbox: boolean, values: Values, slack?: SlackConfig, teams?: TeamsConfig): Problem[] {
  const isOpenInstall = slack?.install.kind === 'oauth' || (teams?.kind === 'azure' && teams.appType === 'MultiTenant');
  const warnings: Problem[] = [];
  if (hidesSandbox)
    warnings.push({ variable: 'HOST', text: 'is open to others, so the sandbox is not served; set HOST=127.0.0.1' });
  if (isOpenInstall && values.HALLWAY_ALLOW.length === 0)
    warnings.push({ variable: 'HALLWAY_ALLOW', text: 'is empty, so no organisation can install Hallway; list yours' });
  return warnings;
}

function present(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const name of VARIABLE_NAMES) {
    const value = env[name]?.trim();
    if (value) given[name] = value;
  }
  return given;
}

/** A comma list whose problems name the entry by its place, since an entry may be a secret. */
function list(pattern: RegExp, error: string, spell: (entry: string) => string = (entry) => entry) {
  return z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((entry) => spell(entry.trim()))
        .filter((entry) => entry !== ''),
    )
    .superRefine((entries, context) => {
      const wrong = entries.findIndex((entry) => !pattern.test(entry));
      if (wrong >= 0) context.addIssue({ code: 'custom', message: `entry ${wrong + 1} ${error}` });
    });
}

function lowerCaseGuid(entry: string): string {
  return entry.startsWith('teams:') ? entry.toLowerCase() : entry;
}

function isOn(value: string): boolean {
  return value === '1' || value === 'true';
}

function defined<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]: Value });
}
