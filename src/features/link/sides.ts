import { domainOf, spelt } from '../../core/addresses.ts';
import type { OrgId, PersonId } from '../../core/ids.ts';
import type { Across } from '../../ports/across.ts';
import type { Person } from '../../ports/people.ts';
import type { Deal, View } from './records.ts';

/** One organisation as the other's admin is shown it. */
export interface Side {
  view(admin: PersonId): View;
  readonly people: readonly Person[];
}

const domainsShown = 5;

/** Counts an organisation; nobody of it is named but the admin who asks. */
export async function sideOf(across: Across, org: OrgId): Promise<Side> {
  const workspaces = await across.workspacesOf(org);
  return across.read(org, async ({ people: known, settings }) => {
    const people = await known.all();
    const count = (standing: Person['standing']) => people.filter((person) => person.standing === standing).length;
    return {
      people,
      view: (admin) => ({
        workspaces: [...workspaces],
        members: count('member'),
        guests: count('guest'),
        zone: settings.calendar.zone,
        admin: people.find(({ id }) => id === admin)?.name ?? 'An admin',
      }),
    };
  });
}

/** How many full members have one address on both sides, the domain with most of them first. */
export function commonOf(ours: Side, theirs: Side): Deal['common'] {
  const there = new Set(addressesOf(theirs));
  const shared = addressesOf(ours).filter((address) => there.has(address));
  const byDomain = Map.groupBy(shared, domainOf);
  return [...byDomain]
    .map(([domain, all]) => ({ domain, people: all.length }))
    .sort((a, b) => b.people - a.people || (a.domain < b.domain ? -1 : 1))
    .slice(0, domainsShown);
}

function addressesOf({ people }: Side): readonly string[] {
  const addresses = people.flatMap(({ email, standing }) =>
    email === undefined || standing !== 'member' ? [] : [spelt(email)],
  );
  return [...new Set(addresses)];
}
