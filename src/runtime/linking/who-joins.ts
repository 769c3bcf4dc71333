import { domainOf, spelt } from '../../core/addresses.ts';
import type { PersonId } from '../../core/ids.ts';
import type { PersonRow } from '../person-record.ts';

/** Somebody of one side, as far as joining asks. */
export interface Candidate {
  readonly id: PersonId;
  readonly email?: string | undefined;
  readonly standing: PersonRow['standing'];
}

/** Two ids of one coworker: the invited side's becomes the inviter's. */
export interface Pairing {
  readonly into: PersonId;
  readonly from: PersonId;
}

/**
 * Who is the same on both sides: full members of both, with one address, in a domain that both admins named. An address
 * that stands twice on a side joins nobody, whoever else has it: a guest, somebody who left, a shared mailbox.
 */
export function whoJoins(
  ours: readonly Candidate[],
  theirs: readonly Candidate[],
  domains: readonly string[],
): readonly Pairing[] {
  const [here, there] = [byAddress(ours), byAddress(theirs)];
  const named = new Set(domains.map(domainOf));
  const pairings: Pairing[] = [];
  for (const [address, [into, ...twins]] of here) {
    const [from, ...others] = there.get(address) ?? [];
    if (!into || !from || twins.length > 0 || others.length > 0) continue;
    if (into.standing !== 'member' || from.standing !== 'member' || !named.has(domainOf(address))) continue;
    pairings.push({ into: into.id, from: from.id });
  }
  return pairings;
}

function byAddress(people: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const known = people.filter(({ email }) => email !== undefined && /^[^@\s]+@[^@\s]+$/.test(email.trim()));
  return Map.groupBy(known, ({ email = '' }) => spelt(email));
}
