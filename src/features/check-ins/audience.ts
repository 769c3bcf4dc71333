import type { PersonId } from '../../core/ids.ts';
import type { ReadContext } from '../../ports/context.ts';
import { isPaused, type Person } from '../../ports/people.ts';
import type { Reads } from '../../ports/storage.ts';
import { isWorkingDay, workingStretch } from '../../time/workweek.ts';
import { type Instant, type LocalDate, localDateOf, type Zone } from '../../time/zoned.ts';
import type { Program } from './records.ts';

type Audience = Pick<Program, 'channel' | 'reportsOf'>;

/** Read once a transaction: a channel of thousands is asked for by every step of a tick. */
const known = new WeakMap<Reads, Map<string, Promise<readonly Person[]>>>();

/** Full members of the channel, or the full members who report to somebody. */
export function audienceOf(ctx: Pick<ReadContext, 'reads' | 'people'>, program: Audience): Promise<readonly Person[]> {
  const here = known.get(ctx.reads) ?? new Map<string, Promise<readonly Person[]>>();
  known.set(ctx.reads, here);
  const name = program.reportsOf ?? program.channel;
  const found = here.get(name) ?? readAudience(ctx, program);
  here.set(name, found);
  return found;
}

async function readAudience({ people }: Pick<ReadContext, 'people'>, program: Audience): Promise<readonly Person[]> {
  const { reportsOf } = program;
  const all = reportsOf === undefined ? await people.inChannel(program.channel) : await people.all();
  return all.filter((person) => isMember(person) && (reportsOf === undefined || person.manager === reportsOf));
}

const isMember = ({ standing, accounts }: Person) => standing === 'member' && accounts.length > 0;

/** True for one person, without reading all the others. */
export async function isInAudience(ctx: ReadContext, program: Audience, person: Person): Promise<boolean> {
  if (!isMember(person)) return false;
  if (program.reportsOf !== undefined) return person.manager === program.reportsOf;
  return ctx.people.isIn(program.channel, person.id);
}

/** The zones people of the audience are in, each once. */
export async function zonesOf(ctx: Pick<ReadContext, 'reads' | 'people'>, program: Audience): Promise<readonly Zone[]> {
  return [...new Set((await audienceOf(ctx, program)).map(({ calendar }) => calendar.zone))].sort();
}

/** When one person is asked on their own date, and until when that is worth it. */
export interface Turn {
  readonly person: PersonId;
  readonly at: Instant;
  readonly until: Instant;
}

/**
 * A person's turn at an instant, or undefined: not on a day off, on leave, in a pause or outside their hours. What falls
 * before their hours comes when these begin.
 */
export function turnAt(person: Person, at: Instant): Turn | undefined {
  const { calendar } = person;
  const date: LocalDate = localDateOf(at, calendar.zone);
  if (!isWorkingDay(calendar, date) || isPaused(person, at)) return undefined;
  const stretch = workingStretch(calendar, date);
  if (!stretch || at >= stretch.to) return undefined;
  return { person: person.id, at: at < stretch.from ? stretch.from : at, until: stretch.to };
}
