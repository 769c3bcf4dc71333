import { expect, onTestFinished, test } from 'vitest';
import { checkTeams } from '../../../adapters/teams/check.ts';
import type { TeamsIdentity } from '../../../adapters/teams/connector.ts';
import { Issuer } from '../../support/fake-teams/issuer.ts';
import { guidOf } from '../../support/fake-teams/tenant.ts';

const appId = guidOf('app');
const identity: TeamsIdentity = {
  ...{ kind: 'azure', appType: 'SingleTenant', appId, appPassword: 'secret', readsGraph: false },
  tenantId: guidOf('tenant'),
};
const signingIn = (cause?: Error) => ({
  signRequest: async (request: unknown) => request as never,
  getToken: async () => {
    if (cause) throw cause;
    return 'token';
  },
});

async function open() {
  const issuer = await Issuer.start(appId);
  onTestFinished(() => issuer.stop());
  return issuer;
}

test('credentials that Azure takes, and keys that can be read', async () => {
  const { metadataUrl: openIdMetadataUrl } = await open();

  expect(await checkTeams(identity, { openIdMetadataUrl, credentials: signingIn() })).toContain(appId);
  expect(await checkTeams({ kind: 'local' })).toContain('npm run playground');
});

test('a refused secret, a cloud out of reach and keys that cannot be read each bring their cure', async () => {
  const issuer = await open();
  const openIdMetadataUrl = issuer.metadataUrl;
  const refused = Object.assign(new Error('AADSTS7000215: Invalid client secret'), { errorCode: 'invalid_client' });
  const away = Object.assign(new Error('getaddrinfo ENOTFOUND'), { errorCode: 'network_error' });
  const check = (cause?: Error) => checkTeams(identity, { openIdMetadataUrl, credentials: signingIn(cause) });

  await expect(check(refused)).rejects.toThrow(/refuses MicrosoftAppPassword.*new client secret/);
  await expect(check(away)).rejects.toThrow(/cannot be reached/);
  await issuer.stop();
  await expect(check()).rejects.toThrow(/keys of the Bot Framework/);
});
