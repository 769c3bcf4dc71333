/** What each scope is for; there is none that could read a conversation. */
export const SCOPES: Readonly<Record<string, string>> = {
  'app_mentions:read': 'to answer when somebody writes @Hallway in a channel it is in',
  'channels:read': 'to know who is in a public channel it was invited to',
  'chat:write': 'to post intros and cards',
  commands: 'for /hallway',
  'groups:read': 'to know who is in a private channel it was invited to',
  'im:write': 'to write to one person',
  'mpim:write': 'to open the chat of an intro',
  'users:read': 'for names, time zones, and who is a guest, a bot or gone',
};

const EVENTS = [
  ...['app_home_opened', 'app_mention', 'app_uninstalled', 'channel_archive', 'channel_deleted', 'channel_left'],
  ...[
    'channel_rename',
    'channel_unarchive',
    'group_archive',
    'group_deleted',
    'group_left',
    'group_rename',
    'group_unarchive',
  ],
  ...['member_joined_channel', 'member_left_channel', 'team_join', 'tokens_revoked', 'user_change'],
];

/** Asked for only where a field of people's profiles names their supervisor. */
export const SUPERVISOR_SCOPE = 'users.profile:read';

/** Asked for only where accounts are linked with another platform's: the same address there is the same person. */
export const ADDRESS_SCOPE = 'users:read.email';

/** What is read of people beyond the least. */
export interface Asks {
  readonly readsSupervisors?: boolean | undefined;
  readonly readsAddresses?: boolean | undefined;
}

/** The bot scopes that are asked for. */
export const scopesFor = ({ readsSupervisors, readsAddresses }: Asks): readonly string[] => [
  ...Object.keys(SCOPES),
  ...(readsSupervisors ? [SUPERVISOR_SCOPE] : []),
  ...(readsAddresses ? [ADDRESS_SCOPE] : []),
];

/** The app manifest: with a public address events come over HTTP, without one over Socket Mode. */
export function slackManifest(url: string | undefined, asks: Asks = {}) {
  const endpoint = url === undefined ? undefined : `${url}/slack/events`;
  const address = endpoint === undefined ? {} : { url: endpoint };
  const request = endpoint === undefined ? {} : { request_url: endpoint };
  return {
    display_information: {
      name: 'Hallway',
      description: 'Coffee chats, check-ins and one-on-ones, on your own machine',
      background_color: '#2f4538',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Hallway', always_online: true },
      slash_commands: [
        {
          command: '/hallway',
          ...address,
          description: 'Coffee chats: join, pause, set up',
          usage_hint: 'help',
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      ...(url !== undefined && { redirect_urls: [`${url}/slack/oauth_redirect`] }),
      scopes: { bot: scopesFor(asks) },
    },
    settings: {
      event_subscriptions: { ...request, bot_events: EVENTS },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: true,
      socket_mode_enabled: endpoint === undefined,
      token_rotation_enabled: false,
    },
  };
}
