import type { SandboxPerson } from './organisation.ts';
import type { WireChange } from './wire.ts';

type People = readonly SandboxPerson[];

/** What taking these people instead of those would change, by name. */
export interface PeopleChanges {
  readonly joining: readonly string[];
  readonly leaving: readonly string[];
  readonly changing: readonly { readonly name: string; readonly changes: readonly WireChange[] }[];
}

/** Compares by id: who comes, who goes, and what differs in those who stay, from what to what. */
export function changesBetween(before: People, after: People): PeopleChanges {
  const known = new Map(before.map((person) => [person.id, person]));
  const present = new Map(after.map((person) => [person.id, person]));
  return {
    joining: after.filter(({ id }) => !known.has(id)).map(({ name }) => name),
    leaving: before.filter(({ id }) => !present.has(id)).map(({ name }) => name),
    changing: after.flatMap((person) => {
      const was = known.get(person.id);
      const changes = was ? differences(factsOf(was, known), factsOf(person, present)) : [];
      return changes.length === 0 ? [] : [{ name: was?.name ?? person.name, changes }];
    }),
  };
}

type Facts = Readonly<Record<string, string | undefined>>;

const differences = (was: Facts, is: Facts): readonly WireChange[] =>
  Object.keys(was)
    .filter((what) => was[what] !== is[what])
    .map((what) => ({ what, was: was[what] ?? 'none', is: is[what] ?? 'none' }));

/** A person in words; their manager by name, as those people know them. */
const factsOf = (person: SandboxPerson, among: ReadonlyMap<string, SandboxPerson>): Facts => ({
  name: person.name,
  'e-mail': person.email,
  'time zone': person.timezone,
  team: person.team,
  manager: person.manager === undefined ? undefined : (among.get(person.manager)?.name ?? person.manager),
  country: person.country,
  admin: person.isAdmin ? 'yes' : 'no',
});
