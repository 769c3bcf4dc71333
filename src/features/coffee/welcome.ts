import type { WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { describeCadence } from '../../time/cadence-words.ts';
import { type Instant, instantAt, localDateOf, plus } from '../../time/zoned.ts';
import { nextRounds } from './dates.ts';
import { audience, isEligible, isInTime, latestOf } from './membership.ts';
import { welcome } from './messages.ts';
import {
  deliveryPrefix,
  newParticipant,
  type Participant,
  type Program,
  participantKey,
  participants,
} from './records.ts';
import { inSentence } from './set-up-form.ts';

const welcomeDays = 14;

/** `every 2 weeks on Tuesday`, as it stands within a sentence: the time is on the date that follows. */
function rhythmInSentence(program: Program): string {
  const words = describeCadence(program.cadence);
  return inSentence(words.slice(0, words.lastIndexOf(' at ')));
}

/** When a person may be greeted: now, or on the day their pause ends; undefined while it has no end. */
function greetedFrom(ctx: WorkContext, { calendar, choices }: Person): Instant | undefined {
  const until = choices.pausedUntil;
  if (until === 'resumed') return undefined;
  const start = until === undefined ? ctx.now : instantAt(until, calendar.from, calendar.zone);
  return start > ctx.now ? start : ctx.now;
}

/**
 * How many welcomes came before this one; undefined where one has arrived or is still on its way. One that arrived is
 * noted, since its receipt is not kept for ever and nobody is welcomed twice.
 */
async function welcomesBefore(ctx: WorkContext, id: string, person: Person, known: Participant | undefined) {
  if (known?.welcome === 'given') return undefined;
  const receipts = await ctx.tx.deliveries(`${deliveryPrefix(id)}welcome/${person.id}/`);
  const last = latestOf(receipts);
  if (known?.welcome !== 'owed' || !last || last.state === 'expired' || last.state === 'refused')
    return receipts.length;
  if (isInTime(last, ctx.now))
    await ctx.tx.put(participants, participantKey(id, person.id), { ...known, welcome: 'given' });
  return undefined;
}

/** Silence means something else now: whoever has not answered is asked anew, by a card that says so. */
export async function welcomeAnew(ctx: WorkContext, id: string, program: Program): Promise<void> {
  await ctx.cancel(`${deliveryPrefix(id)}welcome/`);
  for (const { key, value } of await ctx.tx.list(participants, { prefix: `${id}/` }))
    if (value.choice === undefined) await ctx.tx.put(participants, key, { ...value, welcome: 'none' });
  await sendWelcomes(ctx, id, program);
}

/**
 * Greets everybody a program includes and has not greeted; who is on a pause is greeted when it ends.
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
    const before = await welcomesBefore(ctx, id, person, known);
    const notBefore = greetedFrom(ctx, person);
    if (!isEligible(program, person) || known?.choice === 'out' || before === undefined || notBefore === undefined)
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
      key: `${deliveryPrefix(id)}welcome/${person.id}/${today}/${before}`,
      to: { person: person.id },
      kind: 'welcome',
      message: welcome(facts),
      notBefore,
      expiresAt: plus(notBefore, { days: welcomeDays }),
      onUnknown: 'again',
    });
  }
}
