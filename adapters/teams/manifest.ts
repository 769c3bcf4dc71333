/** What each permission is for; reading rosters and channels of a team it was added to needs none. */
export const PERMISSIONS: Readonly<Record<string, string>> = {
  messageTeamMembers:
    'to write to the members of a team it was added to, so that nobody has to install it for themselves',
};

interface Offered {
  readonly title: string;
  readonly description: string;
}

const help: Offered = { title: 'help', description: 'What you can say here' };
const inShared: readonly Offered[] = [
  { title: 'join', description: 'Be introduced to people of this channel' },
  { title: 'leave', description: 'Stop being introduced here' },
  { title: 'coffee every 2 weeks on tuesday at 10:00', description: 'Set up coffee for this channel (admins)' },
  { title: 'coffee status', description: 'When the next round is, and how it goes (admins)' },
  { title: 'checkin every weekday at 09:30 local', description: 'Ask this channel a question a day (admins)' },
  { title: 'checkin status', description: 'What is asked here, and when (admins)' },
  help,
];
/** The commands Teams offers while somebody types, by where they type: at most ten. */
const COMMANDS: Readonly<Record<'personal' | 'team' | 'groupChat', readonly Offered[]>> = {
  personal: [
    { title: 'home', description: 'What is waiting, your next coffee, your settings' },
    { title: 'meet', description: 'An introduction now' },
    { title: 'answer', description: 'The question of today' },
    { title: 'oneonone', description: 'Your one-on-ones: when they were, and when they are next' },
    { title: 'ask', description: 'Ask your supervisor for a talk, in private' },
    { title: 'pause 2 weeks', description: 'No messages for a while; resume ends it' },
    { title: 'resume', description: 'Back again' },
    { title: 'away 21 dec to 4 jan', description: 'Leave; nothing reaches you' },
    { title: 'privacy', description: 'What is known about you' },
    help,
  ],
  team: inShared,
  groupChat: inShared,
};

/** An address and the id of its bot. */
export interface TeamsApp {
  /** Public https address without a slash at its end. */
  readonly url: string;
  readonly appId: string;
  /** Of Hallway; Teams takes an update only under another one. */
  readonly version: string;
}

/** The app manifest: one bot, no tab, no permission to read what people write. */
export function teamsManifest({ url, appId, version }: TeamsApp) {
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json',
    manifestVersion: '1.30',
    version,
    id: appId,
    developer: { name: 'Hallway', websiteUrl: url, privacyUrl: url, termsOfUseUrl: url },
    name: { short: 'Hallway', full: 'Hallway: coffee chats, check-ins and one-on-ones' },
    description: {
      short: 'Coffee chats, check-ins and one-on-ones, on your own machine',
      full: 'Hallway introduces coworkers who rarely meet, asks how a day goes, and reminds supervisors to talk. It runs on your own machine, reads no conversation, shows nobody who was silent, and stops in two presses.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#14544A',
    bots: [
      {
        botId: appId,
        scopes: Object.keys(COMMANDS),
        isNotificationOnly: false,
        supportsFiles: false,
        commandLists: Object.entries(COMMANDS).map(([scope, commands]) => ({ scopes: [scope], commands })),
      },
    ],
    permissions: Object.keys(PERMISSIONS),
    validDomains: [new URL(url).hostname],
    defaultInstallScope: 'team',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
  };
}
