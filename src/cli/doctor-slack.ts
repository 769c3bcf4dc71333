import { createHmac } from 'node:crypto';
import type { Config, SlackConfig } from '../config.ts';
import { jsonLog } from '../drivers/json-log.ts';
import { systemClock } from '../drivers/system-clock.ts';

const TIMEOUT_MS = 5_000;

/** Whether Slack takes the tokens and can reach Hallway. Answers what it found; throws the cure. */
export async function checkSlackSetUp({ slack, http, logLevel }: Config): Promise<string> {
  if (slack === undefined) return 'not configured';
  if (slack.install.kind === 'oauth') return `each workspace installs by itself${await requestUrl(slack, http.url)}`;
  const { checkSlack } = await import('../../adapters/slack/index.ts');
  const found = await checkSlack({
    ...{ apiUrl: slack.apiUrl, botToken: slack.install.botToken, clock: systemClock, log: jsonLog(logLevel) },
    ...(slack.transport.kind === 'socket' && { appToken: slack.transport.appToken }),
    readsSupervisors: slack.supervisorField !== undefined,
    readsAddresses: slack.readsAddresses,
  });
  return `${found}${await requestUrl(slack, http.url)}`;
}

/** Asks the public address what Slack asks it when the manifest is saved: only a running Hallway with this secret answers. */
async function requestUrl({ transport }: SlackConfig, url: string | undefined): Promise<string> {
  if (transport.kind === 'socket') return '';
  if (url === undefined) return '; set HALLWAY_URL to have the request URL checked';
  const body = JSON.stringify({ type: 'url_verification', challenge: 'hallway-doctor' });
  const seconds = String(Math.floor(systemClock.now() / 1_000));
  const signature = createHmac('sha256', transport.signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
  const headers = {
    'Content-Type': 'application/json',
    'X-Slack-Request-Timestamp': seconds,
    'X-Slack-Signature': `v0=${signature}`,
  };
  const address = `${url}/slack/events`;
  let response: Response;
  try {
    response = await fetch(address, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new Error(`nothing answers at ${address}; start Hallway, and let the proxy pass that path on`, { cause });
  }
  if (response.status === 401)
    throw new Error(`the Hallway at ${address} has another SLACK_SIGNING_SECRET, or its clock is minutes off`);
  if (!(await response.text()).includes('hallway-doctor'))
    throw new Error(`something else than Hallway answers at ${address}; let the proxy pass that path on to it`);
  return `; ${address} answers`;
}
