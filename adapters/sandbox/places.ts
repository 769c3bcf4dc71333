import { type AccountId, nativeId } from '../../src/core/ids.ts';
import type { Place } from '../../src/core/place.ts';
import { accountOf, channelIdOf, nameIn, type Organisation, personIn, sandboxWorkspace } from './organisation.ts';
import { Refusal } from './refusal.ts';

/** A place as the API names it: `general`, `personal:ana`, `group:ana+tomasz`. */
export function placeId(place: Place): string {
  switch (place.kind) {
    case 'channel':
      return nativeId(place.channel);
    case 'personal':
      return `personal:${nativeId(place.account)}`;
    case 'group':
      return `group:${memberIds(place.accounts).join('+')}`;
  }
}

export const personalPlace = (person: string): Place => ({
  kind: 'personal',
  workspace: sandboxWorkspace,
  account: accountOf(person),
});

/** The chat of these people; it exists as soon as something is said in it. */
export const groupPlace = (accounts: readonly AccountId[]): Place => ({
  kind: 'group',
  workspace: sandboxWorkspace,
  accounts: memberIds(accounts).map(accountOf),
});

/** The place of that id or channel name, if this person may speak there; a refusal otherwise. */
export function findPlace(organisation: Organisation, person: string, id: string): Place {
  if (id.startsWith('personal:')) return ownPlace(person, id);
  if (id.startsWith('group:')) return groupOf(organisation, person, id.slice('group:'.length).split('+'));
  const name = id.replace(/^#/, '').toLowerCase();
  const channel = organisation.channels.find(
    (each) => each.id.toLowerCase() === name || each.name.toLowerCase() === name,
  );
  if (!channel) throw new Refusal(404, `There is no place "${id}". /sandbox/state?as=${person} lists them.`);
  if (!channel.members.includes(person))
    throw new Refusal(403, `${nameIn(organisation, person)} is not in #${channel.name}. Join it first.`);
  return { kind: 'channel', workspace: sandboxWorkspace, channel: channelIdOf(channel.id) };
}

/** Whether what is posted there reaches this person. */
export function isThere(organisation: Organisation, person: string, place: Place): boolean {
  switch (place.kind) {
    case 'channel':
      return organisation.channels.some(
        (channel) => channelIdOf(channel.id) === place.channel && channel.members.includes(person),
      );
    case 'personal':
      return place.account === accountOf(person);
    case 'group':
      return place.accounts.includes(accountOf(person));
  }
}

/** The people of a chat other than the reader, by name; the channel's name; or Hallway. */
export function placeName(organisation: Organisation, place: Place, reader: string): string {
  switch (place.kind) {
    case 'channel': {
      const id = nativeId(place.channel);
      return `#${organisation.channels.find((channel) => channel.id === id)?.name ?? id}`;
    }
    case 'personal':
      return 'Hallway';
    case 'group':
      return memberIds(place.accounts)
        .filter((id) => id !== reader)
        .map((id) => nameIn(organisation, id))
        .join(', ');
  }
}

const memberIds = (accounts: readonly AccountId[]): string[] => [...new Set(accounts.map(nativeId))].sort();

function ownPlace(person: string, id: string): Place {
  if (id === `personal:${person}`) return personalPlace(person);
  throw new Refusal(403, `"${id}" is somebody else's chat. ${person} has "personal:${person}".`);
}

function groupOf(organisation: Organisation, person: string, ids: readonly string[]): Place {
  const stranger = ids.find((id) => !personIn(organisation, id));
  if (stranger !== undefined) throw new Refusal(404, `There is nobody called "${stranger}".`);
  if (!ids.includes(person)) throw new Refusal(403, `${nameIn(organisation, person)} is not in that chat.`);
  if (new Set(ids).size < 2) throw new Refusal(400, 'A chat needs at least two people.');
  return groupPlace(ids.map(accountOf));
}
