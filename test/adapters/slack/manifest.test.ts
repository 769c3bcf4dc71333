import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { events } from '../../../adapters/slack/bodies.ts';
import { checkSlack } from '../../../adapters/slack/check.ts';
import { SCOPES, slackManifest } from '../../../adapters/slack/manifest.ts';
import { instant } from '../../../src/time/zoned.ts';
import { BOT_SCOPES } from '../../support/fake-slack/workspace.ts';
import { openPosting } from './support/setting.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the manifest in the repository is the one that is generated', () => {
  expect(parse(read('manifests/slack.yaml'))).toEqual(slackManifest(undefined));
});

test('asks for the smallest scopes, none that reads a conversation or an address', () => {
  expect(Object.keys(SCOPES)).toEqual([...BOT_SCOPES].sort());
  expect(Object.keys(SCOPES).filter((scope) => /history|email|write\.customize|admin/.test(scope))).toEqual([]);
});

test('asks for addresses only where accounts are linked', () => {
  const scopesOf = (asks?: Parameters<typeof slackManifest>[1]) =>
    slackManifest(undefined, asks).oauth_config.scopes.bot;

  expect(scopesOf()).not.toContain('users:read.email');
  expect(scopesOf({ readsAddresses: true })).toEqual([...scopesOf(), 'users:read.email']);
});

test('every event that is subscribed to is understood, and the other way round', () => {
  const understood = events.options.flatMap((option) =>
    'options' in option.shape.type ? option.shape.type.options : [option.shape.type.value],
  );

  expect([...slackManifest(undefined).settings.event_subscriptions.bot_events].sort()).toEqual(understood.sort());
});

test('with an address events come there, without one over Socket Mode', () => {
  const manifest = slackManifest('https://hallway.example');

  expect(manifest.settings).toMatchObject({
    socket_mode_enabled: false,
    event_subscriptions: { request_url: 'https://hallway.example/slack/events' },
    interactivity: { is_enabled: true, request_url: 'https://hallway.example/slack/events' },
  });
  expect(slackManifest(undefined).settings.socket_mode_enabled).toBe(true);
  expect(manifest.features.app_home).toMatchObject({ messages_tab_read_only_enabled: true });
});

test('the docs say what each scope is for', () => {
  const page = read('docs/slack.md');

  for (const scope of Object.keys(SCOPES)) expect(page).toContain(`\`${scope}\``);
});

test('the check tells what Slack thinks of token, scopes and clock', async () => {
  const { fake, home, log, clock } = await openPosting();
  const options = { apiUrl: fake.apiUrl, botToken: home.token, clock, log };

  expect(await checkSlack(options)).toMatch(/^Team T1, 8 scopes, events over HTTP$/);
  expect(await checkSlack({ ...options, appToken: 'xapp-1' })).toMatch(/Socket Mode$/);
  await expect(checkSlack({ ...options, appToken: 'wrong' })).rejects.toThrow(
    /refuses SLACK_APP_TOKEN \(invalid_auth\)/,
  );
  await expect(checkSlack({ ...options, botToken: 'xoxb-no' })).rejects.toThrow(/refuses SLACK_BOT_TOKEN/);
  await expect(checkSlack({ ...options, clock: { now: () => instant('2026-12-01T10:02Z') } })).rejects.toThrow(
    /120 seconds ahead/,
  );
  await expect(checkSlack({ ...options, readsAddresses: true })).rejects.toThrow(/users:read\.email.*--linking/);
  await expect(checkSlack({ ...options, readsSupervisors: true })).rejects.toThrow(
    /lacks users.profile:read; .*manifest slack --supervisors/,
  );
  home.scopes.delete('mpim:write');
  await expect(checkSlack(options)).rejects.toThrow(/lacks mpim:write; .*manifest/);
});

test('the check says so when Slack cannot be reached', async () => {
  const { log, clock } = await openPosting();

  const check = checkSlack({ apiUrl: 'http://127.0.0.1:1/api/', botToken: 'xoxb-T1', clock, log });

  await expect(check).rejects.toThrow(/cannot be reached/);
});
