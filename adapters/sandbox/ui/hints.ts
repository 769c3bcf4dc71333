import type { WirePerson, WirePlace } from '../wire.ts';

/** Something the composer can complete. */
export interface Hint {
  /** What the field holds after choosing it. */
  readonly text: string;
  readonly label: string;
  readonly about: string;
}

const commands: readonly (readonly [command: string, about: string, forAdmins?: true])[] = [
  ['coffee every 2 weeks on tuesday at 10:00', 'Introduce people of this channel, two at a time', true],
  ['coffee monthly on the first monday at 10:00', 'The same, once a month', true],
  ['coffee group 3', 'Threes instead of pairs', true],
  ['coffee preview', 'See who would meet, without telling anybody', true],
  ['coffee now', 'Run a round right away', true],
  ['coffee status', 'What coffee does in this channel', true],
  ['coffee pause until 2027-01-05', 'No rounds until a date', true],
  ['coffee resume', 'Start the rounds again', true],
  ['coffee off', 'Stop coffee in this channel', true],
  ['help', 'Everything Hallway understands'],
  ['home', 'Your next coffee, whom you met, your settings'],
  ['pause 2 weeks', 'Leave me out for a while'],
  ['resume', 'I am back'],
  ['away 2026-12-21 to 2027-01-02', 'I am on leave'],
  ['hours 09:00-17:00', 'When I work'],
  ['days mon-thu', 'On which days I work'],
  ['avoid @', 'Do not pair me with somebody; nobody else sees this'],
  ['met', 'We have had our chat'],
  ['leave', 'Leave coffee in this channel'],
  ['join', 'Take part in coffee in this channel'],
  ['privacy', 'What is kept about me'],
  ['status', 'What runs, what is next, what went wrong', true],
  ['settings', 'How Hallway is set up', true],
  ['log', 'Who changed what', true],
  ['undo 1', 'Take back the last change', true],
];

const MAX_NAMES = 6;

/** What may be meant by the text so far: commands after a slash, people after @, channels after #. */
export function hintsFor(
  text: string,
  me: WirePerson,
  people: readonly WirePerson[],
  places: readonly WirePlace[],
): readonly Hint[] {
  const name = /^(\/[\s\S]*\s)([@#])([^@#]*)$/.exec(text);
  if (name) return name[2] === '@' ? peopleHints(name, people) : channelHints(name, places);
  return text.startsWith('/') ? commandHints(text, me.admin) : [];
}

function commandHints(text: string, isAdmin: boolean): readonly Hint[] {
  const typed = text.replace(/\s+/g, ' ').toLowerCase();
  return commands
    .filter(([, , forAdmins]) => isAdmin || !forAdmins)
    .map(([command, about]) => ({ text: `/hallway ${command}`, label: `/hallway ${command}`, about }))
    .filter((hint) => hint.text.startsWith(typed) && hint.text !== typed.trim());
}

function peopleHints(typed: RegExpExecArray, people: readonly WirePerson[]): readonly Hint[] {
  return people
    .filter((person) => isMeant(typed, person.name) || isMeant(typed, person.id))
    .slice(0, MAX_NAMES)
    .map((person) => ({ text: `${typed[1]}@${person.name} `, label: `@${person.name}`, about: person.team ?? '' }));
}

function channelHints(typed: RegExpExecArray, places: readonly WirePlace[]): readonly Hint[] {
  return places
    .filter((place) => place.kind === 'channel' && isMeant(typed, place.name.slice(1)))
    .slice(0, MAX_NAMES)
    .map((place) => ({ text: `${typed[1]}${place.name} `, label: place.name, about: `${place.people.length} people` }));
}

const isMeant = (typed: RegExpExecArray, name: string) => name.toLowerCase().startsWith((typed[3] ?? '').toLowerCase());
