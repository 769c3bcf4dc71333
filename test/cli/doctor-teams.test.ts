import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkTeamsSetUp } from '../../src/cli/doctor-teams.ts';
import { openTeamsHouse } from '../adapters/teams/support/teams-house.ts';
import { Issuer } from '../support/fake-teams/issuer.ts';
import { guidOf } from '../support/fake-teams/tenant.ts';

const appId = guidOf('app');
const azure = { kind: 'azure', appType: 'SingleTenant', appId, appPassword: 'secret', readsGraph: false } as const;
const teams = { ...azure, tenantId: guidOf('tenant acme') };
const credentials = { signRequest: async (request: unknown) => request as never, getToken: async () => 'token' };

/** What doctor says where Azure is well and the public address is this one. */
async function open() {
  const issuer = await Issuer.start(appId);
  onTestFinished(() => issuer.stop());
  const cloud = { openIdMetadataUrl: issuer.metadataUrl, credentials };
  const check = (url?: string) =>
    checkTeamsSetUp({ teams, http: { host: '127.0.0.1', port: 0, ...(url !== undefined && { url }) } }, cloud);
  return { cloud, check };
}

/** A server that answers everything with this; its address. */
async function answering(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end('<h1>Welcome</h1>'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a running Hallway turns the unsigned knock away, which is how doctor knows it, and keeps nothing of it', async () => {
  const { cloud, check } = await open();
  const house = await openTeamsHouse({ people: [], signed: { identity: teams, cloud, allow: [], token: () => '' } });

  expect(await check(house.origin)).toBe(`SingleTenant, signed in as ${appId}; ${house.origin}/api/messages answers`);
  expect((await house.store.storage.organisations()).orgs).toEqual([]);
});

test.each([200, 401, 404, 502, 503])(
  'another server there, which answers %i, is told from Hallway, with the cure',
  async (status) => {
    const { check } = await open();

    await expect(check(await answering(status))).rejects.toThrow(
      /something else than Hallway answers at .*\/api\/messages; let the proxy pass that path on/,
    );
  },
);

test('an address where nobody listens, and none at all, each bring the cure', async () => {
  const { check } = await open();
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  await new Promise((done) => gone.close(done));

  await expect(check(`http://127.0.0.1:${port}`)).rejects.toThrow(/nothing answers at .*; start Hallway/);
  expect(await check()).toContain('set HALLWAY_URL to have the messaging endpoint checked');
});
