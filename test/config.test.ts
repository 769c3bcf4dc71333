import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, VARIABLE_NAMES, withoutPlatforms } from '../src/config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const GUID = '11111111-2222-3333-4444-555555555555';
const TOKEN = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing' };
const OAUTH = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client',
  SLACK_STATE_SECRET: 'state',
  SLACK_SIGNING_SECRET: 'signing',
  HALLWAY_URL: 'https://hallway.example.com/',
};
const AZURE = { MicrosoftAppId: GUID, MicrosoftAppPassword: 'pass word', MicrosoftAppTenantId: GUID };

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable);
    throw error;
  }
  return [];
}

describe('without anything set', () => {
  test('serves the sandbox on loopback from an embedded store', () => {
    expect(readConfig({})).toEqual({
      http: { host: '127.0.0.1', port: 3000 },
      storage: { folder: resolve('data') },
      keys: [],
      allow: [],
      sandbox: { isServed: true },
      logLevel: 'info',
      warnings: [],
    });
  });

  test('an empty value counts as absent', () => {
    expect(readConfig({ PORT: '', SLACK_BOT_TOKEN: ' ', HALLWAY_KEY: '' })).toEqual(readConfig({}));
  });
});

describe('platforms', () => {
  test('a bot token with a signing secret serves one workspace over HTTP, open to others, without the sandbox', () => {
    const config = readConfig(TOKEN);

    expect(config.http.host).toBe('0.0.0.0');
    expect(config.sandbox.isServed).toBe(false);
    expect(config.slack).toEqual({
      apiUrl: 'https://slack.com/api/',
      transport: { kind: 'http', signingSecret: 'signing' },
      install: { kind: 'single', botToken: 'xoxb-1' },
    });
  });

  test('an app token means Socket Mode, signing secret or not', () => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

    for (const given of [env, { ...env, SLACK_SIGNING_SECRET: 'signing' }])
      expect(readConfig(given).slack?.transport).toEqual({ kind: 'socket', appToken: 'xapp-1' });
  });

  test('client id, secret and state secret mean OAuth', () => {
    const config = readConfig(OAUTH);

    expect(config.slack?.install).toMatchObject({ kind: 'oauth', clientId: '1.2' });
    expect(config.http.url).toBe('https://hallway.example.com');
    expect(config.warnings.map(({ variable }) => variable)).toEqual(['HALLWAY_ALLOW']);
  });

  test('a Teams app is of one tenant unless it says otherwise', () => {
    expect(readConfig(AZURE).teams).toEqual({
      kind: 'azure',
      appId: GUID,
      appType: 'SingleTenant',
      readsGraph: false,
      appPassword: 'pass word',
      tenantId: GUID,
    });
  });

  test('a managed identity needs no password, a multi-tenant app no tenant', () => {
    const managed = { MicrosoftAppId: GUID, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: GUID };
    const many = { MicrosoftAppId: GUID, MicrosoftAppPassword: 'p', MicrosoftAppType: 'MultiTenant' };

    expect(problemsOf(managed)).toEqual([]);
    expect(readConfig(many).warnings.map(({ variable }) => variable)).toEqual(['HALLWAY_ALLOW']);
  });

  test('TEAMS_LOCAL keeps to loopback and serves the sandbox beside it', () => {
    const config = readConfig({ TEAMS_LOCAL: '1' });

    expect(config).toMatchObject({
      http: { host: '127.0.0.1' },
      teams: { kind: 'local' },
      sandbox: { isServed: true },
    });
  });

  test('HALLWAY_LINKING reads addresses on Slack, and nothing else does', () => {
    expect(readConfig(TOKEN).slack?.readsAddresses).toBeUndefined();
    expect(readConfig({ ...TOKEN, HALLWAY_LINKING: '1' }).slack?.readsAddresses).toBe(true);
  });

  test('HALLWAY_SANDBOX serves the sandbox beside a platform on loopback only, and warns elsewhere', () => {
    const local = readConfig({ ...TOKEN, HALLWAY_SANDBOX: '1', HOST: 'localhost' });
    const open = readConfig({ ...TOKEN, HALLWAY_SANDBOX: '1' });

    expect([local.sandbox.isServed, local.warnings]).toEqual([true, []]);
    expect([open.sandbox.isServed, open.warnings.map(({ variable }) => variable)]).toEqual([false, ['HOST']]);
  });

  test('without platforms nothing of Slack or Teams is left', () => {
    expect(readConfig(withoutPlatforms({ ...TOKEN, ...AZURE, TEAMS_LOCAL: '1', PORT: '4000' }))).toEqual(
      readConfig({ PORT: '4000' }),
    );
  });
});

describe('keys and owners', () => {
  test('several keys are kept in order as bytes', () => {
    const other = Buffer.alloc(32, 9).toString('base64');

    expect(readConfig({ HALLWAY_KEY: `${KEY}, ${other}` }).keys.map((key) => key[0])).toEqual([7, 9]);
  });

  test('owners are a list, GUIDs in lower case', () => {
    const allow = `slack:T0AB, slack:E1,teams:${'A'.repeat(8)}-2222-3333-4444-555555555555`;

    expect(readConfig({ HALLWAY_ALLOW: allow }).allow).toEqual([
      'slack:T0AB',
      'slack:E1',
      'teams:aaaaaaaa-2222-3333-4444-555555555555',
    ]);
  });
});

test.each<[string, NodeJS.ProcessEnv, string[]]>([
  ['a port that is no number', { PORT: '3x' }, ['PORT']],
  ['a port out of range', { PORT: '65536' }, ['PORT']],
  ['a public address without scheme', { HALLWAY_URL: 'hallway.example.com' }, ['HALLWAY_URL']],
  ['another database', { DATABASE_URL: 'mysql://h/d', HALLWAY_KEY: KEY }, ['DATABASE_URL']],
  ['PostgreSQL without a key', { DATABASE_URL: 'postgres://h/d' }, ['HALLWAY_KEY']],
  ['a key of 31 bytes', { HALLWAY_KEY: Buffer.alloc(31).toString('base64') }, ['HALLWAY_KEY']],
  ['a second key that is none', { HALLWAY_KEY: `${KEY},x` }, ['HALLWAY_KEY']],
  ['an owner of unknown form', { HALLWAY_ALLOW: 'slack:U1' }, ['HALLWAY_ALLOW']],
  ['a bot token alone', { SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_SIGNING_SECRET']],
  ['an app token alone', { SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN']],
  ['a signing secret alone', { SLACK_SIGNING_SECRET: 's' }, ['SLACK_BOT_TOKEN']],
  ['swapped tokens', { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1' }, ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']],
  ['OAuth with a bot token', { ...OAUTH, SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_BOT_TOKEN']],
  [
    'a client id alone',
    { SLACK_CLIENT_ID: '1.2' },
    ['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'HALLWAY_URL', 'SLACK_SIGNING_SECRET'],
  ],
  [
    'a Teams app without password and tenant',
    { MicrosoftAppId: GUID },
    ['MicrosoftAppPassword', 'MicrosoftAppTenantId'],
  ],
  ['a Teams password alone', { MicrosoftAppPassword: 'p', MicrosoftAppType: 'MultiTenant' }, ['MicrosoftAppId']],
  ['an unknown kind of Teams app', { ...AZURE, MicrosoftAppType: 'Multi' }, ['MicrosoftAppType']],
  ['a tenant that is no GUID', { ...AZURE, MicrosoftAppTenantId: 'contoso' }, ['MicrosoftAppTenantId']],
  ['TEAMS_LOCAL open to others', { TEAMS_LOCAL: '1', HOST: '0.0.0.0' }, ['TEAMS_LOCAL']],
  ['TEAMS_LOCAL beside Slack on its default host', { TEAMS_LOCAL: '1', ...TOKEN }, ['TEAMS_LOCAL']],
  ['TEAMS_LOCAL with credentials', { TEAMS_LOCAL: '1', HOST: '::1', ...AZURE }, ['TEAMS_LOCAL']],
  ['a switch that is neither on nor off', { HALLWAY_SANDBOX: 'maybe' }, ['HALLWAY_SANDBOX']],
  ['an unknown log level', { LOG_LEVEL: 'loud' }, ['LOG_LEVEL']],
  [
    'several at once',
    { PORT: 'x', LOG_LEVEL: 'y', SLACK_APP_TOKEN: 'xapp-1' },
    ['PORT', 'LOG_LEVEL', 'SLACK_BOT_TOKEN'],
  ],
])('refuses %s', (_, env, variables) => {
  expect(problemsOf(env)).toEqual(variables);
});

test('names variables and cures but never a value', () => {
  const secret = 'hunter2 hunter2';
  const env = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, secret]));

  let message = '';
  try {
    readConfig(env);
  } catch (error) {
    message = String(error);
  }

  expect(message).toContain('HALLWAY_KEY entry 1 is not 32 bytes in base64; make one with: openssl rand -base64 32');
  expect(message).not.toContain('hunter2');
});

test('.env.example comments on every variable that is read, and on no other', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');

  const named = lines.flatMap((line, at) => {
    const [, name] = /^#?([A-Za-z_]+)=/.exec(line) ?? [];
    if (name !== undefined) expect(lines[at - 1], `comment above ${name}`).toMatch(/^# \S/);
    return name ?? [];
  });

  expect(named.toSorted()).toEqual(VARIABLE_NAMES.toSorted());
});
