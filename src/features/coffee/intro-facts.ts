import type { ReadContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { proposals } from '../../time/free-together.ts';
import { type Instant, instantAt, type LocalDate, localDateOf, type Zone } from '../../time/zoned.ts';
import { type Apart, sharesNoWorkspace, waysToMeet } from './apart.ts';
import { type Group, onRequest, partsOfGroup, programs } from './records.ts';
import { starterText } from './starters.ts';
import { type Talk, talkOf } from './topics.ts';

/** Everything an intro says. */
export interface IntroFacts {
  readonly group: string;
  /** What to stop or pause; nothing where the two asked for this one. */
  readonly program?: string;
  readonly people: readonly Person[];
  /** Why they get it: `you're in coffee in #design`. */
  readonly because: string;
  readonly isFirstTime: boolean;
  readonly starter: string;
  /** What those of them like to talk about who said so. */
  readonly talk: readonly Talk[];
  /** When the round is held: the local times on the card are of this instant. */
  readonly at: Instant;
  /** Half hours inside everybody's working hours; empty where there are none. */
  readonly slots: readonly Instant[];
  readonly zones: readonly Zone[];
  /** How they reach each other, where no workspace has all of them. */
  readonly apart?: Apart;
}

const slotsShown = 3;

/** Gathers what the intro of a group says, as things stand now. */
export async function introFacts(ctx: ReadContext, key: string, group: Group): Promise<IntroFacts> {
  const people = await peopleOf(ctx, group);
  const { program: id, date } = partsOfGroup(key);
  const program = await ctx.reads.get(programs, id);
  const channel = program && (await ctx.people.channel(program.channel));
  const slots = slotsOf(ctx, people, date, slotsShown);
  return {
    group: key,
    people,
    ...(sharesNoWorkspace(people) ? { apart: waysToMeet(ctx, people, slots[0]) } : {}),
    ...(program ? { program: id } : {}),
    because:
      id === onRequest ? 'you asked to meet somebody' : `you're in coffee${channel ? ` in #${channel.name}` : ''}`,
    isFirstTime: group.isFirstTime,
    starter: starterText(group.starter),
    talk: await talkOf(ctx, people),
    at: program ? instantAt(date, program.cadence.time, program.cadence.zone) : ctx.now,
    slots,
    zones: [...new Set(people.map((person) => person.calendar.zone))],
  };
}

/** The people of a group who are still here. */
export async function peopleOf(ctx: ReadContext, group: Group): Promise<readonly Person[]> {
  return (await Promise.all(group.people.map((id) => ctx.people.get(id)))).filter((one) => one !== undefined);
}

/** Half hours inside everybody's working hours, from the day after the round or after today, whichever is later. */
export function slotsOf(
  ctx: ReadContext,
  people: readonly Person[],
  date: LocalDate,
  count: number,
): readonly Instant[] {
  const [home] = people;
  const today = home ? localDateOf(ctx.now, home.calendar.zone) : date;
  return proposals(
    people.map((person) => person.calendar),
    today > date ? today : date,
    count,
  );
}
