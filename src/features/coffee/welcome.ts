import type { WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { describeCadence } from '../../time/cadence-words.ts';
import { type LocalDate, localDateOf, plus } from '../../time/zoned.ts';
import { nextRounds } from './dates.ts';
import { audience, isEligible } from './membership.ts';
import { welcome } from './messages.ts';
import {
  deliveryPrefix,
  newParticipant,
  type Participant,
  type Program,
  participantKey,
  participants,
} from './records.ts';
import { inSentence } from './set-up.ts';

const welcomeDays = 14;

/** `every 2 weeks on Tuesday`, as it stands within a sentence: the time is on the date that follows. */
function rhythmInSentence(program: Program): string {
  const words = describeCadence(program.cadence);
  return inSentence(words.slice(0, words.lastIndexOf(' at ')));
}

const isResting = (person: Person, today: LocalDate) => {
  const until = person.choices.pausedUntil;
  return until === 'resumed' || (until !== undefined && today < until);
};

/** How many welcomes came to nothing; undefined where one has arrived or is still on its way. */
async function triesSoFar(ctx: WorkContext, id: string, person: Person, welcome: Participant['welcome'] | undefined) {
  if (welcome === 'given') return undefined;
  if (welcome !== 'owed') return 0;
  const receipts = await ctx.tx.deliveries(`${deliveryPrefix(id)}welcome/${person.id}`);
  return receipts.every(({ state }) => state === 'expired' || state === 'refused') ? receipts.length : undefined;
}

/**
 * Greets everybody a program includes and has not greeted; who is on a pause is greeted after it.
 * Their answer may come any time; silence follows the default.
 */
export async function sendWelcomes(ctx: WorkContext, id: string, program: Program): Promise<void> {
  const today = localDateOf(ctx.now, program.cadence.zone);
  const [first] = nextRounds(program, ctx.settings.calendar, ctx.now, today, 1);
  const channel = await ctx.people.channel(program.channel);
  if (!first || !channel) return;
  const { groupSize, isOptOut } = program;
  const rhythm = rhythmInSentence(program);
  for (const person of await audience(ctx, program)) {
    const key = participantKey(id, person.id);
    const known = await ctx.tx.get(participants, key);
    const tries = await triesSoFar(ctx, id, person, known?.welcome);
    if (!isEligible(program, person) || isResting(person, today) || known?.choice === 'out' || tries === undefined)
      continue;
    await ctx.tx.put(participants, key, { ...newParticipant, ...known, welcome: 'owed' });
    const facts = {
      program: id,
      channel: channel.name,
      rhythm,
      groupSize,
      isOptOut,
      first: first.at,
      zone: program.cadence.zone,
    };
    await ctx.send({
      key: `${deliveryPrefix(id)}welcome/${person.id}${tries === 0 ? '' : `/${tries}`}`,
      to: { person: person.id },
      kind: 'welcome',
      message: welcome(facts),
      expiresAt: plus(ctx.now, { days: welcomeDays }),
      onUnknown: 'again',
    });
  }
}
