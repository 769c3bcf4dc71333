import { blockErrors, viewErrors } from './blocks.ts';
import type { FakeUser, FakeWorkspace } from './workspace.ts';

/** The arguments of a call, JSON ones already read. */
export type Args = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;
interface Method {
  /** One of these is needed. */
  readonly scopes: readonly string[];
  readonly run: (workspace: FakeWorkspace, args: Args) => Answer;
}

/** Slack's way to say no. */
export class Refused extends Error {
  readonly details: Answer;
  constructor(error: string, details: Answer = {}) {
    super(error);
    this.details = details;
  }
}

const no = (error: string, details?: Answer): never => {
  throw new Refused(error, details);
};
const text = (args: Args, name: string) => (typeof args[name] === 'string' ? args[name] : '');

/** The methods Hallway calls, as strict as Slack's. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': {
    scopes: [],
    run: ({ team, botUser, grid }) => ({
      team_id: team,
      ...(grid && { team_id: 'E1', enterprise_id: 'E1', is_enterprise_install: true }),
      team: `Team ${team}`,
      user_id: botUser,
      user: 'hallway',
      bot_id: 'B1',
    }),
  },
  'auth.revoke': {
    scopes: [],
    run: (workspace) => {
      workspace.isRevoked = true;
      return { revoked: true };
    },
  },
  'auth.teams.list': {
    scopes: [],
    run: ({ grid }, args) =>
      page(
        Object.keys(grid ?? no('not_allowed_token_type')).map((id) => ({ id, name: `Team ${id}` })),
        'teams',
        args,
      ),
  },
  'users.list': {
    scopes: ['users:read'],
    run: (workspace, args) =>
      page(
        usersIn(workspace, args).map((user) => drawUser(workspace, user, text(args, 'team_id'))),
        'members',
        args,
      ),
  },
  'users.info': {
    scopes: ['users:read'],
    run: (workspace, args) => ({
      user: drawUser(workspace, workspace.users.get(text(args, 'user')) ?? no('user_not_found')),
    }),
  },
  'users.profile.get': {
    scopes: ['users.profile:read'],
    run: (workspace, args) => ({
      profile: { fields: (workspace.users.get(text(args, 'user')) ?? no('user_not_found')).fields ?? {} },
    }),
  },
  'users.conversations': {
    scopes: ['channels:read', 'groups:read'],
    run: (workspace, args) =>
      page(
        [...workspace.channels.values()]
          .filter((one) => !one.chat && !one.is_archived && one.members.has(workspace.botUser))
          .filter(({ team }) => [undefined, teamOf(workspace, args)].includes(team))
          .map(({ id, name }) => ({ id, name })),
        'channels',
        args,
      ),
  },
  'conversations.info': {
    scopes: ['channels:read', 'groups:read'],
    run: (workspace, args) => {
      const { id, name } = workspace.channels.get(text(args, 'channel')) ?? no('channel_not_found');
      return { channel: { id, name } };
    },
  },
  'conversations.members': {
    scopes: ['channels:read', 'groups:read'],
    run: (workspace, args) =>
      page([...(workspace.channels.get(text(args, 'channel')) ?? no('channel_not_found')).members], 'members', args),
  },
  'conversations.open': { scopes: ['im:write', 'mpim:write'], run: openConversation },
  'chat.postMessage': { scopes: ['chat:write'], run: postMessage },
  'chat.postEphemeral': {
    scopes: ['chat:write'],
    run: (workspace, args) => {
      checkMessage(args);
      const ts = workspace.ts();
      workspace.messages.push({
        channel: text(args, 'channel'),
        ts,
        text: text(args, 'text'),
        blocks: args.blocks,
        onlyFor: text(args, 'user'),
      });
      return { message_ts: ts };
    },
  },
  'chat.update': {
    scopes: ['chat:write'],
    run: (workspace, args) => {
      checkMessage(args);
      const found =
        workspace.messages.find(({ channel, ts }) => channel === args.channel && ts === args.ts) ??
        no('message_not_found');
      Object.assign(found, { text: args.text, blocks: args.blocks });
      return { channel: found.channel, ts: found.ts };
    },
  },
  'views.publish': {
    scopes: [],
    run: (workspace, args) => {
      checkView(args.view);
      workspace.homes.set(text(args, 'user_id'), args.view);
      return { view: { id: 'V1' } };
    },
  },
  'views.open': {
    scopes: [],
    run: (workspace, args) => {
      const user = workspace.triggers.get(text(args, 'trigger_id')) ?? no('invalid_trigger_id');
      workspace.triggers.delete(text(args, 'trigger_id'));
      checkView(args.view);
      const id = `V${workspace.number()}`;
      workspace.views.push({ id, user, view: args.view as Answer });
      return { view: { id } };
    },
  },
  'views.update': {
    scopes: [],
    run: (workspace, args) => {
      checkView(args.view);
      const found = workspace.views.find(({ id }) => id === args.view_id) ?? no('not_found');
      found.view = args.view as Answer;
      return { view: { id: found.id } };
    },
  },
};

/** Runs one method for a workspace, or throws Refused. */
export function runMethod(workspace: FakeWorkspace, name: string, args: Args): Answer {
  const method = METHODS[name] ?? no('unknown_method');
  if (workspace.isRevoked) no('token_revoked');
  if (method.scopes.length > 0 && !method.scopes.some((scope) => workspace.scopes.has(scope)))
    no('missing_scope', { needed: method.scopes.join(','), provided: [...workspace.scopes].join(',') });
  return method.run(workspace, args);
}

function openConversation(workspace: FakeWorkspace, args: Args): Answer {
  const users = text(args, 'users').split(',').filter(Boolean);
  if (users.length === 0) no('users_list_not_supplied');
  if (users.length > 8) no('too_many_users');
  for (const id of users) checkReachable(workspace, id);
  return { channel: { id: workspace.chatOf(users).id } };
}

function checkReachable(workspace: FakeWorkspace, id: string): void {
  const user = workspace.users.get(id) ?? no('user_not_found');
  if (user.deleted) no('user_disabled');
  if (user.is_bot || id === 'USLACKBOT') no('cannot_dm_bot');
}

function postMessage(workspace: FakeWorkspace, args: Args): Answer {
  checkMessage(args);
  const to = text(args, 'channel');
  if (/^[UW]/.test(to)) checkReachable(workspace, to);
  const channel = /^[UW]/.test(to) ? workspace.chatOf([to]) : (workspace.channels.get(to) ?? no('channel_not_found'));
  if (channel.is_archived) no('is_archived');
  if (!channel.members.has(workspace.botUser)) no('not_in_channel');
  const ts = workspace.ts();
  workspace.messages.push({ channel: channel.id, ts, text: text(args, 'text'), blocks: args.blocks });
  return { channel: channel.id, ts };
}

/** Throws what Slack says against a message. */
export function checkMessage(args: Args): void {
  const errors = args.blocks === undefined ? [] : blockErrors(args.blocks, 50);
  if (errors.length > 0) no('invalid_blocks', { errors });
  if (text(args, 'text') === '' && args.blocks === undefined) no('no_text');
}

function checkView(view: unknown): void {
  const errors = viewErrors(view);
  if (errors.length > 0) no('invalid_arguments', { errors });
}

function page(items: readonly unknown[], name: string, args: Args): Answer {
  const limit = Math.min(Number(args.limit ?? 100) || 100, 1_000);
  const from = Number(text(args, 'cursor').replace(/^from:/, '') || 0);
  const next = from + limit < items.length ? `from:${from + limit}` : '';
  return { [name]: items.slice(from, from + limit), response_metadata: { next_cursor: next } };
}

/** A token of a whole grid has to say which of its workspaces it means. */
function teamOf({ grid }: FakeWorkspace, args: Args): string | undefined {
  if (!grid) return undefined;
  return text(args, 'team_id') in grid ? text(args, 'team_id') : no('missing_argument');
}

function usersIn(workspace: FakeWorkspace, args: Args): readonly FakeUser[] {
  const team = teamOf(workspace, args);
  const all = [...workspace.users.values()];
  return team === undefined ? all : all.filter(({ id }) => workspace.grid?.[team]?.includes(id));
}

/** Zone and guest marks stand at the top; an address is there only with its scope. */
function drawUser({ team: own, scopes, grid }: FakeWorkspace, user: FakeUser, asked = '') {
  const team = asked || own;
  const { email, fields: _fields, ...top } = user;
  const profile = {
    real_name: user.real_name ?? user.id,
    display_name: '',
    ...(email && scopes.has('users:read.email') && { email }),
  };
  if (user.deleted) return { ...top, team_id: user.team_id ?? team, profile };
  const enterprise_user = user.enterprise_user ?? { id: user.id, enterprise_id: 'E1' };
  return {
    team_id: team,
    ...(grid && { enterprise_user }),
    name: user.id.toLowerCase(),
    tz: 'Europe/Lisbon',
    tz_offset: 0,
    ...top,
    profile,
  };
}
