import { webApi } from '@slack/bolt';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import { codeOf } from './errors.ts';
import { type Asks, scopesFor } from './manifest.ts';
import { quietLogger, strictClient } from './web-client.ts';

const MOST_SKEW_SECONDS = 60;

export interface CheckOptions extends Asks {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken?: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Asks Slack about token, scopes and clock. Answers what it found; throws the cure of what is wrong. */
export async function checkSlack({
  apiUrl,
  botToken,
  appToken,
  readsSupervisors,
  readsAddresses,
  clock,
  log,
}: CheckOptions): Promise<string> {
  let date: string | null = null;
  const client = new webApi.WebClient(botToken, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    logger: quietLogger(log),
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      date = response.headers.get('date');
      return response;
    },
  });
  const { team, response_metadata } = await asked(client.auth.test(), 'SLACK_BOT_TOKEN');
  checkSkew(date, clock);
  const granted = response_metadata?.scopes ?? [];
  const missing = scopesFor({ readsSupervisors, readsAddresses }).filter((scope) => !granted.includes(scope));
  if (missing.length > 0)
    throw new Error(
      `the token lacks ${missing.join(', ')}; paste the manifest (hallway manifest slack${readsSupervisors ? ' --supervisors' : ''}${readsAddresses ? ' --linking' : ''}) and install the app again`,
    );
  if (appToken !== undefined)
    await asked(strictClient(appToken, apiUrl, log).apps.connections.open(), 'SLACK_APP_TOKEN');
  return `${team}, ${granted.length} scopes, ${appToken === undefined ? 'events over HTTP' : 'Socket Mode'}`;
}

async function asked<Answer>(call: Promise<Answer>, variable: string): Promise<Answer> {
  try {
    return await call;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === undefined)
      throw new Error('Slack cannot be reached from here; look at the network, a proxy or SLACK_API_URL', { cause });
    throw new Error(`Slack refuses ${variable} (${code}); copy it again from the app’s page at api.slack.com/apps`, {
      cause,
    });
  }
}

/** Slack refuses nothing for it, but Hallway refuses requests that look older than five minutes. */
function checkSkew(date: string | null, clock: Clock): void {
  const skew = date === null ? 0 : Math.round((clock.now() - Date.parse(date)) / 1_000);
  if (Math.abs(skew) > MOST_SKEW_SECONDS)
    throw new Error(
      `this machine’s clock is ${Math.abs(skew)} seconds ${skew > 0 ? 'ahead of' : 'behind'} Slack’s; set it (timedatectl)`,
    );
}
