import { UserError } from '../core/errors.ts';
import type { AccountId, ChannelId, PersonId } from '../core/ids.ts';
import type { Actor } from '../core/interaction.ts';
import type { OwnChoices, People, Person } from '../ports/people.ts';
import type { Random } from '../ports/random.ts';
import type { Settings } from '../ports/settings.ts';
import type { Reads, Tx } from '../ports/storage.ts';
import {
  accountRows,
  adminRows,
  aliasRows,
  channelRows,
  memberKey,
  memberRows,
  type PersonRow,
  personOf,
  personRows,
  quietRows,
} from './person-record.ts';

/** People as read through one transaction or read; nothing is kept between calls, so own writes are seen. */
export function peopleOf(reads: Reads, settings: Settings): People {
  const get = async (id: PersonId): Promise<Person | undefined> => {
    const row = await reads.get(personRows, id);
    if (row) return personOf(id, row, (await reads.get(adminRows, id)) !== undefined, settings);
    const joined = await reads.get(aliasRows, id);
    return joined && get(joined.person);
  };
  const all = async () => {
    const admins = new Set((await reads.list(adminRows)).map(({ key }) => key));
    const rows = await reads.list(personRows);
    return rows.map(({ key, value }) => personOf(key as PersonId, value, admins.has(key), settings));
  };
  return {
    get,
    all,
    async byAccount(account) {
      const found = await reads.get(accountRows, account);
      return found && get(found.person);
    },
    async inChannel(channel) {
      const members = await reads.list(memberRows, { prefix: `${channel}/` });
      const people = await Promise.all(members.map(({ value }) => get(value.person)));
      return people.filter((person) => person !== undefined);
    },
    isIn: async (channel, person) => (await reads.get(memberRows, memberKey(channel, person))) !== undefined,
    owns: async (channel, person) => (await reads.get(memberRows, memberKey(channel, person)))?.isOwner ?? false,
    async channel(id) {
      const row = await reads.get(channelRows, id);
      return row && { id, name: row.name };
    },
    async channelsNamed(name) {
      const bare = name.replace(/^#/, '').toLowerCase();
      const rows = await reads.list(channelRows);
      return rows
        .filter(({ value }) => value.name.toLowerCase() === bare)
        .map(({ key, value }) => ({ id: key as ChannelId, name: value.name }));
    },
    async named(words) {
      const wanted = words.replace(/^@/, '').trim().toLowerCase();
      const people = (await all()).filter((person) => person.standing === 'member' || person.standing === 'guest');
      const exact = people.filter((person) => [person.name, person.email].some((one) => one?.toLowerCase() === wanted));
      if (exact.length > 0) return exact;
      return people.filter((person) => person.name.toLowerCase().split(/\s+/).includes(wanted));
    },
  };
}

/** The actor's person; a coworker never seen before is welcomed into the records. */
export async function ensurePerson(tx: Tx, actor: Actor, random: Random): Promise<PersonId> {
  const known = await tx.get(accountRows, actor.account);
  if (known) return known.person;
  const id = random.id() as PersonId;
  await tx.put(personRows, id, await newcomer(tx, actor.account, actor.name, actor.zone));
  await tx.put(accountRows, actor.account, { person: id });
  return id;
}

/** The actor's person where nothing may be written of them. UserError for somebody not known yet. */
export async function knownPerson(tx: Tx, actor: Actor): Promise<PersonId> {
  const known = await tx.get(accountRows, actor.account);
  if (known) return known.person;
  throw new UserError("I don't know you yet. Type /hallway home once, then press again. Nothing was kept.");
}

/** A record of somebody of whom only an account and a name are known; paused if they once asked to be left alone. */
export async function newcomer(tx: Tx, account: AccountId, name: string, zone?: PersonRow['zone']): Promise<PersonRow> {
  const isQuiet = (await tx.get(quietRows, account)) !== undefined;
  if (isQuiet) await tx.remove(quietRows, account);
  return {
    name,
    ...(zone === undefined ? {} : { zone }),
    standing: 'member',
    isPlatformAdmin: false,
    accounts: [account],
    choices: isQuiet ? { pausedUntil: 'resumed' } : {},
  };
}

/** Stores what a person chose; fields set to undefined go back to the default. */
export async function chooseFor(tx: Tx, id: PersonId, choices: OwnChoices): Promise<void> {
  const row = await tx.get(personRows, id);
  if (!row) return;
  const merged = { ...row.choices, ...choices };
  const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  await tx.put(personRows, id, personRows.parse({ ...row, choices: kept }));
}
