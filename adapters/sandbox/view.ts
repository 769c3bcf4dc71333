import { nativeId } from '../../src/core/ids.ts';
import type { Message } from '../../src/core/message.ts';
import type { Place } from '../../src/core/place.ts';
import {
  formatInstant,
  type Instant,
  localDateOf,
  toIso,
  wallTimeOf,
  type Zone,
  zoneCity,
} from '../../src/time/zoned.ts';
import type { ClockProgress } from './clock.ts';
import type { UpcomingItem } from './host.ts';
import {
  accountOf,
  channelIdOf,
  nameIn,
  type Organisation,
  personIn,
  type SandboxPerson,
  sandboxWorkspace,
  zoneIn,
} from './organisation.ts';
import { isThere, personalPlace, placeId, placeName } from './places.ts';
import { messageId, type StoredMessage } from './records.ts';
import { draw, drawWords, sandboxReader, type View } from './render.ts';
import type { Skin } from './skin.ts';
import type { SandboxState } from './state.ts';
import type {
  DrawnMessage,
  WireClock,
  WireMessage,
  WirePerson,
  WirePlace,
  WireProgress,
  WireState,
  WireUpcoming,
} from './wire.ts';

const dayAndTime = (at: Instant, zone: Zone) => ({
  day: formatInstant(at, zone, 'day', sandboxReader),
  time: formatInstant(at, zone, 'time', sandboxReader),
});

/** Everything one person sees; without a person, who and what is there. */
export function viewState(state: SandboxState, person: string | undefined, skin?: Skin): WireState {
  const { organisation, now } = state;
  const home = person === undefined ? undefined : state.home(accountOf(person));
  const all = [...state.messages()];
  const seen = person === undefined ? [] : all.filter((stored) => isSeenBy(organisation, person, stored));
  return {
    now: toIso(now),
    clock: viewClock(now, zoneIn(organisation, person)),
    people: viewPeople(organisation, now, all),
    places: viewPlaces(organisation, person, seen),
    messages: seen.map((stored) => viewMessage(organisation, stored, person ?? '', skin)),
    home: home && person !== undefined ? drawHome(organisation, home, person, skin) : null,
  };
}

/** Whether a message is in one of this person's places and not private to another. */
export function isSeenBy(organisation: Organisation, person: string, stored: StoredMessage): boolean {
  if (stored.onlyFor !== undefined && stored.onlyFor !== person) return false;
  return isThere(organisation, person, stored.place);
}

/** One message as this person sees it. */
export function viewMessage(
  organisation: Organisation,
  stored: StoredMessage,
  person: string,
  skin?: Skin,
): WireMessage {
  const { message } = stored;
  const drawn = message ? drawFor(organisation, message, person) : drawWords(stored.words ?? '');
  return {
    id: messageId(stored),
    seq: stored.seq,
    place: placeId(stored.place),
    at: toIso(stored.at),
    from: stored.from,
    fromName: stored.from === 'hallway' ? 'Hallway' : nameIn(organisation, stored.from),
    isPrivate: stored.onlyFor !== undefined,
    ...dayAndTime(stored.at, zoneIn(organisation, person)),
    ...drawn,
    ...(message && skin && { skin: skin.message(message, accountOf(person)) }),
  };
}

/** A person's home as they see it. */
export function drawHome(organisation: Organisation, home: Message, person: string, skin?: Skin): DrawnMessage {
  return { ...drawFor(organisation, home, person), ...(skin && { skin: skin.home(home, accountOf(person)) }) };
}

/** A message's blocks and words for this person. */
function drawFor(organisation: Organisation, message: Message, person: string): DrawnMessage {
  const view: View = { zone: zoneIn(organisation, person), nameOf: (id) => nameIn(organisation, id), person };
  return draw(message, view);
}

/** What is planned, with the times on this person's clock. */
export function viewUpcoming(organisation: Organisation, item: UpcomingItem, person: string | undefined): WireUpcoming {
  const { at, what, to, why } = item;
  return { at: toIso(at), what, to, why, ...dayAndTime(at, zoneIn(organisation, person)) };
}

/** How far a move of the clock has come, with the time on this person's clock. */
export function viewProgress(
  organisation: Organisation,
  progress: ClockProgress,
  person: string | undefined,
): WireProgress {
  const { isMoving, from, now, to } = progress;
  return {
    moving: isMoving,
    now: toIso(now),
    to: toIso(to),
    share: to > from ? (now - from) / (to - from) : 1,
    ...dayAndTime(now, zoneIn(organisation, person)),
  };
}

function viewClock(now: Instant, zone: Zone): WireClock {
  return {
    zone,
    city: zoneCity(zone),
    ...dayAndTime(now, zone),
    year: localDateOf(now, zone).slice(0, 4),
    utc: formatInstant(now, 'UTC' as Zone, 'dayTime', sandboxReader),
    local: `${localDateOf(now, zone)}T${wallTimeOf(now, zone)}`,
  };
}

function viewPeople(organisation: Organisation, now: Instant, all: readonly StoredMessage[]): WirePerson[] {
  const latest = new Map<string, number>();
  for (const { place, from, seq, onlyFor } of all) {
    if (from !== 'hallway' || onlyFor !== undefined) continue;
    for (const account of reached(place)) latest.set(nativeId(account), seq);
  }
  return organisation.people.map((person) => viewPerson(organisation, person, now, latest.get(person.id) ?? 0));
}

const reached = (place: Place) =>
  place.kind === 'personal' ? [place.account] : place.kind === 'group' ? place.accounts : [];

function viewPerson(organisation: Organisation, person: SandboxPerson, now: Instant, latest: number): WirePerson {
  const zone = zoneIn(organisation, person.id);
  return {
    id: person.id,
    name: person.name,
    timezone: person.timezone ?? null,
    team: person.team ?? null,
    admin: person.isAdmin,
    guest: person.isGuest,
    there: formatInstant(now, zone, 'time', sandboxReader),
    city: zoneCity(zone),
    latest,
  };
}

function viewPlaces(
  organisation: Organisation,
  person: string | undefined,
  seen: readonly StoredMessage[],
): WirePlace[] {
  const latest = new Map<string, number>();
  const chats = new Map<string, Place>();
  if (person !== undefined) chats.set(`personal:${person}`, personalPlace(person));
  for (const { place, seq } of seen) {
    latest.set(placeId(place), seq);
    if (place.kind === 'group') chats.set(placeId(place), place);
  }
  const channels = organisation.channels.map(({ id }) => channelPlace(id));
  return [...channels, ...chats.values()].map((place) => {
    const people = peopleIn(organisation, place);
    const id = placeId(place);
    return {
      id,
      name: placeName(organisation, place, person ?? ''),
      kind: place.kind,
      member: person !== undefined && people.includes(person),
      people,
      guests: people.filter((each) => personIn(organisation, each)?.isGuest).length,
      latest: latest.get(id) ?? 0,
    };
  });
}

const channelPlace = (id: string): Place => ({
  kind: 'channel',
  workspace: sandboxWorkspace,
  channel: channelIdOf(id),
});

function peopleIn(organisation: Organisation, place: Place): readonly string[] {
  if (place.kind === 'personal') return [nativeId(place.account)];
  if (place.kind === 'group') return place.accounts.map(nativeId);
  return organisation.channels.find((channel) => channelIdOf(channel.id) === place.channel)?.members ?? [];
}
