import type { ReadContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import type { Reads } from '../../ports/storage.ts';
import { workingStretch } from '../../time/workweek.ts';
import { addDays, type Instant, type LocalDate, localDateOf } from '../../time/zoned.ts';
import type { Spot } from './dates.ts';
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

/** The zones people of the audience are in and when they work there, each of them once. */
export async function spotsOf(ctx: Pick<ReadContext, 'reads' | 'people'>, program: Audience): Promise<readonly Spot[]> {
  const spots = (await audienceOf(ctx, program)).map(({ calendar: { zone, from, to } }) => ({ zone, from, to }));
  return [...new Map(spots.map((spot) => [`${spot.zone} ${spot.from} ${spot.to}`, spot])).values()];
}

/** When a person's turn begins, and until when it lasts. */
export interface Turn {
  readonly at: Instant;
  readonly until: Instant;
}

/**
 * A person's turn on the date that `at` has for them, or undefined: not on a day off or on leave, nor where their hours
 * are over by then. What falls before their hours comes when these begin; in the small hours of a night shift they are
 * at work since the evening before.
 */
export function turnAt({ calendar }: Pick<Person, 'calendar'>, at: Instant): Turn | undefined {
  const date: LocalDate = localDateOf(at, calendar.zone);
  const isOvernight = calendar.to <= calendar.from;
  for (const begun of isOvernight ? [addDays(date, -1), date] : [date]) {
    const stretch = workingStretch(calendar, begun);
    if (stretch && at < stretch.to) return { at: at < stretch.from ? stretch.from : at, until: stretch.to };
  }
  return undefined;
}
