import type { WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import type { Member } from './pairing/types.ts';
import { participantKey, participants } from './records.ts';

/** The people of a round as the matcher sees them. */
export function membersOf(ctx: WorkContext, id: string, people: readonly Person[]): Promise<readonly Member[]> {
  return Promise.all(
    people.map(async (person) => {
      const { zone, from, to } = person.calendar;
      const participant = await ctx.tx.get(participants, participantKey(id, person.id));
      return {
        id: person.id,
        timezone: zone,
        hours: [from, to] as const,
        oddTurns: participant?.oddTurns ?? 0,
        ...(person.team === undefined ? {} : { team: person.team }),
        ...(person.manager === undefined ? {} : { manager: person.manager }),
      };
    }),
  );
}
