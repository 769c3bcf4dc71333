import { type AccountId, personId } from '../core/ids.ts';
import type { ReadContext } from '../ports/context.ts';
import type { Person } from '../ports/people.ts';
import { CommandError, exits } from './exits.ts';

/** The person with that id, account or e-mail address. CommandError where there is none, or several share the address. */
export async function findPerson({ people }: ReadContext, text: string): Promise<Person> {
  const direct = (await people.get(personId(text))) ?? (await people.byAccount(text as AccountId));
  if (direct) return direct;
  const found = (await people.all()).filter(({ email }) => email?.toLowerCase() === text.toLowerCase());
  const [only] = found;
  if (only && found.length === 1) return only;
  if (!only)
    throw new CommandError(
      exits.noUser,
      `nobody has the id, account or e-mail address "${text}"; an account reads like slack:T1/U1`,
    );
  const list = found.map(({ id, name, accounts }) => `  ${id}  ${name} (${accounts.join(', ')})`);
  throw new CommandError(
    exits.usage,
    [`Several people have the address ${text}; say which by id with --person:`, ...list].join('\n'),
  );
}
