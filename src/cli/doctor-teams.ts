import type { Config } from '../config.ts';

const TIMEOUT_MS = 5_000;
/** Another cloud than the public one, or a test's. */
type Cloud = Parameters<typeof import('../../adapters/teams/index.ts').checkTeams>[1];

/** Whether Azure takes the credentials and Teams can reach Hallway. Answers what it found; throws the cure. */
export async function checkTeamsSetUp({ teams, http }: Pick<Config, 'teams' | 'http'>, cloud?: Cloud): Promise<string> {
  if (teams === undefined) return 'not configured';
  const { checkTeams } = await import('../../adapters/teams/index.ts');
  const found = await checkTeams(teams, cloud);
  if (teams.kind === 'local') return found;
  if (http.url === undefined) return `${found}; set HALLWAY_URL to have the messaging endpoint checked`;
  await checkEndpoint(`${http.url}/api/messages`);
  return `${found}; ${http.url}/api/messages answers`;
}

/** Sends what nobody has signed: a running Hallway turns it away in words of its own. */
async function checkEndpoint(address: string): Promise<void> {
  const nobody = { id: 'hallway-doctor' };
  const activity = {
    ...{ type: 'message', id: 'hallway-doctor', channelId: 'msteams', serviceUrl: address },
    ...{ from: nobody, recipient: nobody, conversation: nobody },
  };
  let response: Response;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new Error(`nothing answers at ${address}; start Hallway, and let the proxy pass that path on`, { cause });
  }
  // A proxy that asks for a password answers 401 as well.
  if (response.status === 401 && (await response.text()).includes('not signed by the Bot Framework')) return;
  throw new Error(`something else than Hallway answers at ${address}; let the proxy pass that path on to it`);
}
