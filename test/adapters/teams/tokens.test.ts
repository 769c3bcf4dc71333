import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { TeamsIdentity } from '../../../adapters/teams/connector.ts';
import { Issuer, type TokenOptions } from '../../support/fake-teams/issuer.ts';
import { guidOf } from '../../support/fake-teams/tenant.ts';
import { openTeamsHouse, ourCredentials, wordsFor } from './support/teams-house.ts';

const appId = guidOf('app');
const people = [{ key: 'ana', name: 'Ana Duarte' }];
const single: TeamsIdentity = {
  ...{ kind: 'azure', appType: 'SingleTenant', appId, appPassword: 'secret' },
  tenantId: guidOf('tenant acme'),
};
const seconds = () => Math.floor(Date.now() / 1_000);

const rejections: unknown[] = [];
const note = (cause: unknown) => void rejections.push(cause);
beforeEach(() => void process.on('unhandledRejection', note));
afterEach(() => void process.off('unhandledRejection', note));

/** Hallway behind the real check of tokens, whose keys come from an issuer on this machine. */
async function openSigned(options: TokenOptions | string = {}, identity = single, allow: readonly string[] = []) {
  const issuer = await Issuer.start(appId);
  onTestFinished(() => issuer.stop());
  const sent = { header: options };
  const token = () =>
    typeof sent.header === 'string' ? sent.header : issuer.token(house.fake.serviceUrl, sent.header);
  const house = await openTeamsHouse({
    people,
    signed: { identity, allow, token, cloud: { openIdMetadataUrl: issuer.metadataUrl, credentials: ourCredentials } },
  });
  const orgs = async () => (await house.store.storage.organisations()).orgs;
  const says = async () => {
    const { status } = await house.visitors.writes('ana', 'help');
    await house.settle();
    return status;
  };
  return { house, issuer, sent, orgs, says };
}

test('a token of the Bot Framework for this app and this service lets a message in, and answers are signed', async () => {
  const { house, says, orgs } = await openSigned();

  expect(await says()).toBe(200);
  expect(wordsFor(house, 'ana')).toHaveLength(1);
  expect(await orgs()).toHaveLength(1);
  expect(new Set(house.fake.calls.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer ours']));
});

describe('turned away with 401, the process alive and nothing written', () => {
  test.each<[string, () => TokenOptions | string]>([
    ['no token', () => ''],
    ['no bearer', () => 'Basic YW5hOnNlY3JldA=='],
    ['nonsense', () => 'Bearer a.b.c'],
    ['an expired one', () => ({ claims: { exp: seconds() - 3_600, nbf: seconds() - 7_200 } })],
    ['one that is not good yet', () => ({ claims: { nbf: seconds() + 3_600 } })],
    ['one for another app', () => ({ claims: { aud: guidOf('another app') } })],
    ['one without an app', () => ({ claims: { aud: undefined } })],
    ['one of another issuer', () => ({ claims: { iss: 'https://issuer.example' } })],
    [
      'one of the emulator’s issuer',
      () => ({
        claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: appId },
      }),
    ],
    ['one for another service', () => ({ claims: { serviceurl: 'https://smba.example/' } })],
    ['one that names no service', () => ({ claims: { serviceurl: undefined } })],
    ['one signed with another key under the same name', () => ({ isForged: true })],
    ['one signed with a key nobody knows', () => ({ kid: 'unknown' })],
    ['one signed with a key that may not speak for Teams', () => ({ kid: 'elsewhere' })],
    ['one without a signature', () => ({ alg: 'none' })],
    ['one signed with the public key as a secret', () => ({ alg: 'HS256' })],
  ])('%s', async (_, wrong) => {
    const { house, sent, says, orgs } = await openSigned(wrong());

    expect(await says()).toBe(401);
    expect(await orgs()).toEqual([]);
    expect(house.fake.calls).toEqual([]);

    sent.header = {};
    expect(await says()).toBe(200);
    expect(wordsFor(house, 'ana')).toHaveLength(1);
    expect(rejections).toEqual([]);
    expect(house.log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

test('where the keys cannot be read nobody is let in, and Teams is asked to come again', async () => {
  const { house, issuer, says, orgs } = await openSigned();
  await issuer.stop();

  expect(await says()).toBe(503);
  expect(await orgs()).toEqual([]);
  expect(house.fake.calls).toEqual([]);
});

describe('whose tenant may come in', () => {
  const many: TeamsIdentity = { kind: 'azure', appType: 'MultiTenant', appId, appPassword: 'secret' };
  const identity: TeamsIdentity = { kind: 'azure', appType: 'UserAssignedMSI', appId, tenantId: guidOf('tenant acme') };
  test.each<[string, TeamsIdentity, readonly string[], number]>([
    ['its own, with a single tenant', single, [], 200],
    ['its own, with a managed identity', identity, [], 200],
    ['no other, with a single tenant', { ...single, tenantId: guidOf('tenant other') }, [], 403],
    ['nobody, with many tenants and an empty list', many, [], 403],
    ['those listed, with many tenants', many, [`teams:${guidOf('tenant acme')}`], 200],
    ['no other than those listed', many, [`teams:${guidOf('tenant other')}`], 403],
  ])('%s', async (_, who, allow, status) => {
    const { says, orgs, house } = await openSigned({}, who, allow);

    expect(await says()).toBe(status);
    expect(await orgs()).toHaveLength(status === 200 ? 1 : 0);
    expect(wordsFor(house, 'ana')).toHaveLength(status === 200 ? 1 : 0);
  });
});

/** A request to this machine under a name of choice, as a page in a browser can bring one about. */
const sendsTo = (port: string, host: string, body: object): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', Host: host };
    const sent = request({ host: '127.0.0.1', port, path: '/api/messages', method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end(JSON.stringify(body));
  });

describe('without credentials, for the playground', () => {
  test('only requests meant for this machine are taken, and only services on it answered', async () => {
    const { origin, visitors, fake, settle } = await openTeamsHouse({ people });
    const { port } = new URL(origin);
    const activity = { type: 'message', text: 'help', ...visitors.at('ana', {}) };
    const sends = async (body: object, headers: Record<string, string> = {}) =>
      (
        await fetch(`${origin}/api/messages`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: JSON.stringify(body),
        })
      ).status;

    expect(await sends({ ...activity, serviceUrl: 'https://smba.example/' })).toBe(401);
    expect(await sends({ ...activity, serviceUrl: `http://127.0.0.1.example:${port}/` })).toBe(401);
    expect(await sends({ ...activity, channelId: 'webchat' })).toBe(400);
    expect(await sends(activity, { 'Content-Type': 'text/plain' })).toBe(415);
    expect(await sends([])).toBe(400);
    expect(await sendsTo(port, 'hallway.example', activity)).toBe(403);
    await settle();
    expect(fake.calls).toEqual([]);
    expect(await sendsTo(port, `localhost:${port}`, activity)).toBe(200);
  });
});

test('a service address is taken from verified activities alone, and changes with them', async () => {
  const { house, says, issuer, sent } = await openSigned();
  await says();
  const elsewhere = `${house.fake.serviceUrl}emea/`;

  sent.header = issuer.token(elsewhere);
  const activity = { type: 'message', text: 'help', ...house.visitors.at('ana', {}), serviceUrl: elsewhere };
  await house.visitors.sends({ ...activity, serviceUrl: 'https://evil.example/' });
  await house.visitors.sends(activity);
  await house.settle();

  expect(await house.references.find(house.workspace, 'tenant')).toMatchObject({ serviceUrl: elsewhere });
});
