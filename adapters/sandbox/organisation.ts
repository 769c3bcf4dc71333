import { type AccountId, accountId, type ChannelId, channelId, workspaceId } from '../../src/core/ids.ts';
import type { Zone } from '../../src/time/zoned.ts';

/** The one workspace the sandbox plays. */
export const sandboxWorkspace = workspaceId('sandbox:demo');

/** Somebody of the sandbox's organisation, as the demo or a CSV file describes them. */
export interface SandboxPerson {
  readonly id: string;
  readonly name: string;
  readonly email?: string | undefined;
  readonly timezone?: Zone | undefined;
  readonly team?: string | undefined;
  /** The id of the person they report to. */
  readonly manager?: string | undefined;
  readonly country?: string | undefined;
  readonly isAdmin: boolean;
  readonly isGuest: boolean;
}

export interface SandboxChannel {
  readonly id: string;
  /** Without the `#`. */
  readonly name: string;
  readonly members: readonly string[];
}

/** Who is there and which channels there are; names of those who left stay for the messages they wrote. */
export interface Organisation {
  readonly people: readonly SandboxPerson[];
  readonly channels: readonly SandboxChannel[];
  readonly former: Readonly<Record<string, string>>;
}

export const accountOf = (person: string): AccountId => accountId(sandboxWorkspace, person);
export const channelIdOf = (channel: string): ChannelId => channelId(sandboxWorkspace, channel);

export const personIn = (organisation: Organisation, id: string): SandboxPerson | undefined =>
  organisation.people.find((person) => person.id === id);

/** The name to show for a person, present or gone. */
export const nameIn = (organisation: Organisation, id: string): string =>
  personIn(organisation, id)?.name ?? organisation.former[id] ?? id;

/** The person's zone; without one, that of the first admin who has one, else UTC. */
export function zoneIn(organisation: Organisation, id: string | undefined): Zone {
  const own = id === undefined ? undefined : personIn(organisation, id)?.timezone;
  return own ?? organisation.people.find((person) => person.isAdmin && person.timezone)?.timezone ?? ('UTC' as Zone);
}

/** An organisation of these people: #general with everybody, a channel for each team, and the extra ones named. */
export function foundOrganisation(
  people: readonly SandboxPerson[],
  extra: Readonly<Record<string, readonly string[]>> = {},
): Organisation {
  const named = Object.entries(extra).map(([name, members]) => ({ id: name, name, members }));
  return { people, channels: mergeChannels(standardChannels(people), named), former: {} };
}

/**
 * The same organisation with other people: whoever stays keeps their channels and whether they are a guest, which no file
 * says; channels left empty close.
 */
export function replacePeople(before: Organisation, given: readonly SandboxPerson[]): Organisation {
  const people = given.map((person) => ({
    ...person,
    isGuest: personIn(before, person.id)?.isGuest ?? person.isGuest,
  }));
  const present = new Set(people.map((person) => person.id));
  const left = before.people.filter((person) => !present.has(person.id));
  const kept = before.channels.map((channel) => ({
    ...channel,
    members: channel.members.filter((member) => present.has(member)),
  }));
  return {
    people,
    channels: mergeChannels(standardChannels(people), kept).filter((channel) => channel.members.length > 0),
    former: { ...before.former, ...Object.fromEntries(left.map((person) => [person.id, person.name])) },
  };
}

/** The same organisation with a person in a channel, or out of it. */
export function setMember(before: Organisation, channel: string, person: string, isMember: boolean): Organisation {
  const change = (members: readonly string[]) => {
    const others = members.filter((member) => member !== person);
    return isMember ? [...others, person] : others;
  };
  return {
    ...before,
    channels: before.channels.map((each) => (each.id === channel ? { ...each, members: change(each.members) } : each)),
  };
}

function standardChannels(people: readonly SandboxPerson[]): SandboxChannel[] {
  const staff = people.filter((person) => !person.isGuest);
  const teams = [...new Set(staff.flatMap((person) => (person.team ? [person.team] : [])))];
  return [
    { id: 'general', name: 'general', members: people.map((person) => person.id) },
    ...teams.map((team) => {
      const name = slug(team);
      return { id: name, name, members: staff.filter((person) => person.team === team).map((person) => person.id) };
    }),
  ];
}

// Two teams may share a slug ("R&D", "R D"), and an extra channel a team's name: one channel with all of them.
function mergeChannels(first: readonly SandboxChannel[], more: readonly SandboxChannel[]): SandboxChannel[] {
  const merged = new Map<string, SandboxChannel>();
  for (const channel of [...first, ...more]) {
    const members = [...(merged.get(channel.id)?.members ?? []), ...channel.members];
    merged.set(channel.id, { ...channel, members: [...new Set(members)] });
  }
  return [...merged.values()];
}

const slug = (team: string) =>
  team
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'team';
