/** One thing wrong, or rarely meant: the variable, and what to do about it. Never the value. */
export type Problem = { readonly variable: string; readonly text: string };

type Given = Readonly<Record<string, string>>;

const ONE_WORKSPACE = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'];
const OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'];
const TEAMS = ['MicrosoftAppId', 'MicrosoftAppPassword', 'MicrosoftAppType', 'MicrosoftAppTenantId'];

const CURES: Readonly<Record<string, string>> = {
  SLACK_BOT_TOKEN: 'copy it from "OAuth & Permissions" of your Slack app, or set SLACK_CLIENT_ID for many workspaces',
  SLACK_SIGNING_SECRET: 'copy it from "Basic Information" of your Slack app, or set SLACK_APP_TOKEN for Socket Mode',
  SLACK_CLIENT_ID: 'copy it from "Basic Information" of your Slack app',
  SLACK_CLIENT_SECRET: 'copy it from "Basic Information" of your Slack app',
  SLACK_STATE_SECRET: 'set any long random text, such as the output of: openssl rand -hex 32',
  HALLWAY_URL: 'set the public address of this server, for Slack to return to after an install',
  MicrosoftAppId: 'copy it from the Azure portal, or set TEAMS_LOCAL=1 for the Agents Playground',
  MicrosoftAppPassword: 'copy the client secret from the Azure portal',
  MicrosoftAppTenantId: 'copy it from the Azure portal, or set MicrosoftAppType=MultiTenant',
  HALLWAY_KEY: 'make one with: openssl rand -base64 32, and keep it apart from the database',
};

/** True if credentials of a platform are given, however few; SLACK_API_URL alone is none. */
export function hasPlatform(given: Given): boolean {
  return [...ONE_WORKSPACE, ...OAUTH, ...TEAMS].some((name) => name in given);
}

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** True for a web address without a user, a query or a fragment. */
export function isWebUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
}

/** True for the address of a PostgreSQL database. */
export function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? '');
}

/** What is wrong between variables that may each be well formed. */
export function conflicts(given: Given): readonly Problem[] {
  return [...slackConflicts(given), ...teamsConflicts(given), ...localConflicts(given), ...storageConflicts(given)];
}

function slackConflicts(given: Given): readonly Problem[] {
  const oauth = OAUTH.filter((name) => name in given);
  const [first = ''] = [...oauth, ...ONE_WORKSPACE.filter((name) => name in given)];
  if (first === '') return [];
  if (oauth.length > 0 && 'SLACK_BOT_TOKEN' in given)
    return [{ variable: 'SLACK_BOT_TOKEN', text: `serves one workspace and ${first} many; unset one of them` }];
  const hasTransport = 'SLACK_SIGNING_SECRET' in given || 'SLACK_APP_TOKEN' in given;
  const needed = oauth.length > 0 ? [...OAUTH, 'HALLWAY_URL'] : ['SLACK_BOT_TOKEN'];
  return missing(given, hasTransport ? needed : [...needed, 'SLACK_SIGNING_SECRET'], `${first} is set`);
}

function teamsConflicts(given: Given): readonly Problem[] {
  const first = TEAMS.find((name) => name in given);
  if (first === undefined) return [];
  const type = given.MicrosoftAppType ?? 'SingleTenant';
  const needed = ['MicrosoftAppId'];
  if (type !== 'UserAssignedMSI') needed.push('MicrosoftAppPassword');
  const untyped = missing(given, needed, `${first} is set`);
  if (type !== 'SingleTenant' && type !== 'UserAssignedMSI') return untyped;
  return [...untyped, ...missing(given, ['MicrosoftAppTenantId'], `MicrosoftAppType is ${type}`)];
}

function localConflicts(given: Given): readonly Problem[] {
  if (!['1', 'true'].includes(given.TEAMS_LOCAL ?? '')) return [];
  const host = given.HOST ?? (hasPlatform(given) ? '0.0.0.0' : '127.0.0.1');
  const problems: Problem[] = [];
  if (!isLoopback(host))
    problems.push({ variable: 'TEAMS_LOCAL', text: 'lets anybody in who reaches this server; set HOST=127.0.0.1' });
  const other = TEAMS.find((name) => name in given);
  if (other !== undefined)
    problems.push({ variable: 'TEAMS_LOCAL', text: `asks for no credentials, but ${other} is set; unset one of them` });
  return problems;
}

function storageConflicts(given: Given): readonly Problem[] {
  return 'DATABASE_URL' in given ? missing(given, ['HALLWAY_KEY'], 'DATABASE_URL is set') : [];
}

function missing(given: Given, needed: readonly string[], because: string): readonly Problem[] {
  return needed
    .filter((name) => !(name in given))
    .map((name) => ({ variable: name, text: `is missing while ${because}; ${CURES[name] ?? 'set it'}` }));
}
