import type { ReadContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { proposals } from '../../time/free-together.ts';
import { type Instant, instantAt, type LocalDate, type Zone } from '../../time/zoned.ts';
import type { Group, Program } from './records.ts';
import { starters } from './starters.ts';

/** Everything an intro says. */
export interface IntroFacts {
  readonly group: string;
  readonly people: readonly Person[];
  readonly channel: string;
  readonly isFirstTime: boolean;
  readonly starter: string;
  /** When the round is held: the local times on the card are of this instant. */
  readonly at: Instant;
  /** Half hours inside everybody's working hours; empty where there are none. */
  readonly slots: readonly Instant[];
  readonly zones: readonly Zone[];
}

const slotsShown = 3;

/** Gathers what the intro of a group says, as things stand now. */
export async function introFacts(
  ctx: ReadContext,
  program: Program,
  key: string,
  group: Group,
  date: LocalDate,
): Promise<IntroFacts> {
  const people = (await Promise.all(group.people.map((id) => ctx.people.get(id)))).filter((one) => one !== undefined);
  const channel = await ctx.people.channel(program.channel);
  return {
    group: key,
    people,
    channel: channel?.name ?? 'coffee',
    isFirstTime: group.isFirstTime,
    starter: starters[group.starter % starters.length] ?? '',
    at: instantAt(date, program.cadence.time, program.cadence.zone),
    slots: proposals(
      people.map((person) => person.calendar),
      date,
      slotsShown,
    ),
    zones: [...new Set(people.map((person) => person.calendar.zone))],
  };
}
