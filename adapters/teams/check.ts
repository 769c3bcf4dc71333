import { BotFramework, type Cloud, type TeamsIdentity } from './connector.ts';

const TIMEOUT_MS = 5_000;
const METADATA_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** Asks Azure about the credentials and for the keys that sign what comes in. Answers what it found; throws the cure. */
export async function checkTeams(identity: TeamsIdentity, cloud: Cloud = {}): Promise<string> {
  if (identity.kind === 'local') return 'without credentials, for the Agents Playground (npm run playground)';
  const framework = new BotFramework(identity, cloud);
  try {
    await framework.signIn();
  } catch (cause) {
    if (framework.state() === 'refused') throw new Error(`Azure refuses ${secretOf(identity)}`, { cause });
    throw new Error('Azure cannot be reached from here; look at the network or a proxy', { cause });
  }
  await checkKeys(cloud.openIdMetadataUrl ?? METADATA_URL);
  return `${identity.appType}, signed in as ${identity.appId}`;
}

const secretOf = ({ appType }: Extract<TeamsIdentity, { kind: 'azure' }>): string =>
  appType === 'UserAssignedMSI'
    ? 'the managed identity; assign the one whose client id is MicrosoftAppId to this machine'
    : 'MicrosoftAppPassword for this MicrosoftAppId and tenant; make a new client secret in the Azure portal and set it';

async function checkKeys(url: string): Promise<void> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) return;
    throw new Error(`answered ${response.status}`);
  } catch (cause) {
    throw new Error(`the keys of the Bot Framework cannot be read; let this machine reach ${new URL(url).host}`, {
      cause,
    });
  }
}
