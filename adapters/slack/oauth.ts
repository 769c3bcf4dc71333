import { webApi } from '@slack/bolt';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { accountId } from '../../src/core/ids.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import { isZone } from '../../src/time/zoned.ts';
import { codeOf } from './errors.ts';
import { isStateGood, newState, STATE_SECONDS } from './install-state.ts';
import { type Asks, scopesFor } from './manifest.ts';
import type { ManyTenants } from './many-tenants.ts';
import type { Read } from './read.ts';
import type { SlackBot } from './receive.ts';
import { isOrgWide, type Tenant, workspaceFor } from './tenants.ts';
import { quietLogger } from './web-client.ts';

const COOKIE = 'hallway_slack_install';

export interface OAuthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  /** Public address of this server, without its last slash. */
  readonly url: string;
  /** `slack:T…` and `slack:E…`; nobody else may install. */
  readonly allow: readonly string[];
}

interface OAuthParts extends OAuthOptions {
  readonly tenants: ManyTenants;
  readonly read: Read;
  readonly asks: Asks;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The page from which Hallway is installed, and the one Slack returns to. */
export function installRoutes(parts: OAuthParts, bot: SlackBot): Hono {
  const { url, stateSecret, clock, log } = parts;
  return new Hono()
    .get('/slack/install', (c) => {
      const { state, nonce } = newState(stateSecret, clock.now());
      const secure = url.startsWith('https:');
      setCookie(c, COOKIE, nonce, { httpOnly: true, secure, sameSite: 'Lax', path: '/slack', maxAge: STATE_SECONDS });
      return c.html(installPage(authorizeUrl(parts, state)));
    })
    .get('/slack/oauth_redirect', async (c) => {
      const nonce = getCookie(c, COOKIE) ?? '';
      setCookie(c, COOKIE, '', { path: '/slack', maxAge: 0 });
      const { state = '', code = '', error } = c.req.query();
      if (!isStateGood(stateSecret, { state, nonce }, clock.now()))
        return said(c, 400, 'This install was not begun in this browser, or more than ten minutes ago.');
      if (error !== undefined || code === '') return said(c, 400, 'Slack says that the install was stopped.');
      try {
        return await install(c, parts, bot, code);
      } catch (cause) {
        log.warn('slack.install.failed', { error: codeOf(cause) ?? 'unknown' });
        return said(c, 502, 'Slack did not complete the install.');
      }
    });
}

async function install(c: Context, parts: OAuthParts, bot: SlackBot, code: string): Promise<Response> {
  const { apiUrl, clientId, clientSecret, allow, tenants, log } = parts;
  const options = { slackApiUrl: apiUrl, logger: quietLogger(log), retryConfig: { retries: 0 } };
  const asking = { client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirectUri(parts) };
  const given = await new webApi.WebClient(undefined, options).oauth.v2.access(asking);
  const { access_token: token, bot_user_id: botUser, team, enterprise, is_enterprise_install } = given;
  const workspace = workspaceFor({
    team: team?.id,
    enterprise: enterprise?.id,
    isOrgWide: is_enterprise_install ?? false,
  });
  if (token === undefined || botUser === undefined) return said(c, 502, 'Slack gave no token for a bot.');
  const isAllowed = [team?.id, enterprise?.id].some((id) => id !== undefined && allow.includes(`slack:${id}`));
  if (workspace === undefined || !isAllowed) {
    // What may not be kept should not live on either.
    await new webApi.WebClient(token, options).auth.revoke().catch(() => undefined);
    log.warn('slack.install.refused', { team: team?.id, enterprise: enterprise?.id });
    return said(c, 403, `This Hallway does not serve ${workspace}. Whoever runs it can add that to HALLWAY_ALLOW.`);
  }
  const name = (isOrgWide(workspace) ? enterprise?.name : team?.name) ?? workspace;
  const tenant = await tenants.add(workspace, { token, botUser, name });
  void begin(parts, bot, tenant, given.authed_user?.id).catch((cause: unknown) =>
    log.error('slack.install.sync_failed', { workspace }, cause),
  );
  const where = isOrgWide(workspace)
    ? 'Hallway is installed for the organisation. Add it to workspaces now, in Slack’s settings of the organisation. Then, in'
    : 'Hallway is installed. In';
  return said(c, 200, `${where} a channel, type /invite @Hallway and then /hallway help.`);
}

/** Reading everybody may take minutes, and nobody's browser waits for it. */
async function begin(
  { clock, read }: OAuthParts,
  bot: SlackBot,
  tenant: Tenant,
  user: string | undefined,
): Promise<void> {
  const { workspace, name } = tenant;
  const installer =
    user === undefined ? undefined : (await read(tenant, 'users.info', ({ users }) => users.info({ user }))).user;
  await bot.observe({
    ...{ kind: 'installed', id: `${workspace}:installed`, workspace, name, at: clock.now() },
    ...(user !== undefined && { by: accountId(workspace, user) }),
    ...(isZone(installer?.tz) && { zone: installer.tz }),
  });
}

const redirectUri = ({ url }: OAuthParts) => `${url}/slack/oauth_redirect`;

function authorizeUrl(parts: OAuthParts, state: string): string {
  const address = new URL('../oauth/v2/authorize', parts.apiUrl);
  const asked = {
    client_id: parts.clientId,
    scope: scopesFor(parts.asks).join(','),
    redirect_uri: redirectUri(parts),
    state,
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return address.href;
}

const page = (body: ReturnType<typeof html>) => html`<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Hallway on Slack</title>
<body style="font:18px/1.5 system-ui;max-width:34em;margin:4em auto;padding:0 1em">${body}</body></html>`;

const installPage = (address: string) =>
  page(html`<h1>Hallway on Slack</h1>
<p>Slack shows what Hallway asks for and lets you choose the workspace. It asks for nothing that reads a conversation.</p>
<p>Afterwards nothing is sent to anybody until an admin sets up a program in a channel and presses Start.</p>
<p><a href="${address}">Choose the workspace</a></p>`);

const said = (c: Context, status: 200 | 400 | 403 | 502, words: string) =>
  c.html(
    page(
      html`<h1>Hallway on Slack</h1><p>${words}</p>${status === 200 ? '' : html`<p><a href="/slack/install">Begin again</a></p>`}`,
    ),
    status,
  );
