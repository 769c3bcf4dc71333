import { z } from 'zod';
import type { PersonId } from '../core/ids.ts';
import { collection } from '../ports/collection.ts';
import type { OwnChoices, Person } from '../ports/people.ts';
import { schema } from '../ports/schema.ts';
import type { Settings } from '../ports/settings.ts';
import { isCountry } from '../time/holidays.ts';
import { addDays, type LocalDate } from '../time/zoned.ts';

const choicesSchema = z.object({
  zone: schema.zone.optional(),
  country: z.string().optional(),
  days: z.array(z.number().int().min(1).max(7)).optional(),
  from: schema.time.optional(),
  to: schema.time.optional(),
  pausedUntil: z.union([schema.date, z.literal('resumed')]).optional(),
  away: z.array(z.object({ from: schema.date, to: schema.date })).optional(),
}) satisfies z.ZodType<OwnChoices>;

const factsSchema = z.object({
  name: z.string(),
  email: z.string().optional(),
  zone: schema.zone.optional(),
  country: z.string().optional(),
  team: z.string().optional(),
  manager: schema.person.optional(),
  standing: z.enum(['member', 'guest', 'bot', 'gone']),
  isPlatformAdmin: z.boolean(),
});
/** What one directory says of one account. */
export type Facts = z.infer<typeof factsSchema>;

const personSchema = factsSchema.extend({
  /** Where they can be reached; what was said by the account before counts over what is said by the next. */
  accounts: z.array(schema.account),
  /** Accounts of theirs that are closed, or whose workspace took Hallway out. */
  lost: z.array(schema.account).optional(),
  /** Ids that joined this one: what was sealed under them is still theirs alone. */
  also: z.array(schema.person).optional(),
  choices: choicesSchema,
});
export type PersonRow = z.infer<typeof personSchema>;

export const personRows = collection<PersonRow>('runtime.person', personSchema);
/** Which person an account is, by account; with what its directory says of it, once the person has several. */
export const accountRows = collection(
  'runtime.account',
  z.object({ person: schema.person, facts: factsSchema.optional() }),
);
/** Who an id is by now that has joined another. */
export const aliasRows = collection('runtime.alias', z.object({ person: schema.person }));
export const channelRows = collection('runtime.channel', z.object({ name: z.string() }));
/** Who is in which channel, keyed `channel/person`. */
export const memberRows = collection(
  'runtime.member',
  z.object({ person: schema.person, isOwner: z.literal(true).optional() }),
);

/** Accounts of people who had themselves erased and want to be left alone: all that is kept of them, until they come back. */
export const quietRows = collection('runtime.quiet', z.object({}));

/** Those an admin named as admins of Hallway, by person. */
export const adminRows = collection('runtime.admin', z.object({ person: schema.person }));

export const memberKey = (channel: string, person: PersonId) => `${channel}/${person}`;

/** The person as features see them: their own choices over the directory's word over the organisation's. */
export function personOf(id: PersonId, row: PersonRow, isNamedAdmin: boolean, settings: Settings): Person {
  const { choices } = row;
  const org = settings.calendar;
  const home = choices.country ?? row.country ?? org.country;
  // A directory may name a country whose holidays nobody has listed: then none are known, and nothing breaks.
  const country = isCountry(home) ? home : undefined;
  return {
    id,
    name: row.name,
    ...(row.email === undefined ? {} : { email: row.email }),
    ...(row.team === undefined ? {} : { team: row.team }),
    ...(row.manager === undefined ? {} : { manager: row.manager }),
    standing: row.standing,
    isAdmin: (row.isPlatformAdmin || isNamedAdmin) && row.standing === 'member',
    accounts: row.accounts,
    ...(row.also === undefined ? {} : { also: row.also }),
    choices,
    calendar: {
      zone: choices.zone ?? row.zone ?? org.zone,
      days: choices.days ?? org.days,
      from: choices.from ?? org.from,
      to: choices.to ?? org.to,
      closed: [...org.closed, ...(choices.away ?? []).flatMap(daysOf)],
      ...(country === undefined ? {} : { country }),
    },
  };
}

function daysOf(leave: { from: LocalDate; to: LocalDate }): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = leave.from; day <= leave.to; day = addDays(day, 1)) days.push(day);
  return days;
}
