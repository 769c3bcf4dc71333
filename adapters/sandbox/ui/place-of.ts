import type { WirePerson, WirePlace, WireState } from '../wire.ts';

/** The place of that id as this person has it; a chat nobody has written in yet; else #general or what there is. */
export function placeOf(state: WireState, me: WirePerson, id: string): WirePlace | undefined {
  const known = state.places.find((place) => place.id === id);
  return known ?? unopenedChat(state, me, id) ?? state.places.find((place) => place.member);
}

function unopenedChat(state: WireState, me: WirePerson, id: string): WirePlace | undefined {
  const ids = id.startsWith('group:') ? id.slice('group:'.length).split('+') : [];
  const people = state.people.filter((person) => ids.includes(person.id));
  if (people.length < 2 || people.length < ids.length || !ids.includes(me.id)) return undefined;
  const others = people.filter((person) => person.id !== me.id).map((person) => person.name);
  return { id, name: others.join(', '), kind: 'group', member: true, people: ids, guests: 0, latest: 0 };
}
