import type { DeliveryReceipt } from '../../core/delivery.ts';
import type { ChannelId, PersonId } from '../../core/ids.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import { isOnLeave, isPaused, type Person } from '../../ports/people.ts';
import { daysBetween, type Instant, type LocalDate, localDateOf, plus } from '../../time/zoned.ts';
import {
  deliveryPrefix,
  type LeftReason,
  latest,
  type Participant,
  type Program,
  participantKey,
  participants,
} from './records.ts';

/** A working day between the welcome and the first introduction. */
export const welcomeLeadHours = 8;
/** One introduction at a time: another program waits at least this long. */
const daysBetweenPrograms = 5;

/** Who takes part in a round, and who does not and why. Who never joined or has left is in neither list. */
export interface Turnout {
  readonly present: readonly Person[];
  readonly left: readonly { readonly person: PersonId; readonly why: LeftReason }[];
}

/** The round somebody may or may not be in. */
export interface RoundAsked {
  readonly id: string;
  readonly program: Program;
  readonly date: LocalDate;
  readonly at: Instant;
  /** A preview counts on the welcomes that are still on their way. */
  readonly isPreview: boolean;
}

/** Where a program's people are: its channel, or the two it goes between; not one that is closed or that Hallway has left. */
async function openChannels(ctx: ReadContext, program: Program): Promise<readonly ChannelId[]> {
  const known = await Promise.all((program.between ?? [program.channel]).map((channel) => ctx.people.channel(channel)));
  return known.flatMap((channel) => (channel ? [channel.id] : []));
}

/** The audience of a program: the people of its channels. */
export async function audience(ctx: ReadContext, program: Program): Promise<readonly Person[]> {
  const channels = await openChannels(ctx, program);
  const members = (await Promise.all(channels.map((channel) => ctx.people.inChannel(channel)))).flat();
  return [...new Map(members.map((person) => [person.id, person])).values()];
}

/** True for somebody a program's audience includes, without reading the whole of it. */
export async function isInAudience(ctx: ReadContext, program: Program, person: PersonId): Promise<boolean> {
  const channels = await openChannels(ctx, program);
  return (await Promise.all(channels.map((channel) => ctx.people.isIn(channel, person)))).some((isIn) => isIn);
}

/** True where a person's own word, or the program's default, has them in. */
export const takesPart = (program: Program, participant: Participant | undefined): boolean =>
  participant?.choice === undefined ? program.isOptOut : participant.choice === 'in';

/** True for those a program may speak to at all. */
export const isEligible = (program: Program, person: Person): boolean =>
  person.standing === 'member' || (person.standing === 'guest' && program.withGuests);

/** True where a program names no hosts, or one of these people is among them. */
export const isHosted = ({ hosts }: Pick<Program, 'hosts'>, people: readonly Pick<Person, 'id'>[]): boolean =>
  hosts === undefined || people.some(({ id }) => hosts.includes(id));

/** True where one of two reports to the other: they have one-on-ones, so anybody else comes first. */
export const isSupervision = (one: Person, other: Person): boolean =>
  one.manager === other.id || other.manager === one.id;

/** Sorts the audience of a round. Personal pauses and leave count on the person's own date. */
export async function turnout(ctx: WorkContext, round: RoundAsked): Promise<Turnout> {
  const { id, program } = round;
  const present: Person[] = [];
  const left: { person: PersonId; why: LeftReason }[] = [];
  const reached = await welcomed(ctx, id, round.at);
  for (const person of await audience(ctx, program)) {
    const participant = await ctx.tx.get(participants, participantKey(id, person.id));
    if (person.standing === 'bot' || person.standing === 'gone' || !takesPart(program, participant)) continue;
    const why = await whyNot(ctx, round, person, participant, reached);
    if (why === undefined) present.push(person);
    else left.push({ person: person.id, why });
  }
  return { present, left };
}

async function whyNot(
  ctx: WorkContext,
  round: RoundAsked,
  person: Person,
  participant: Participant | undefined,
  reached: ReadonlySet<PersonId>,
): Promise<LeftReason | undefined> {
  // A round found late is held now, when somebody may have gone on leave; one that is previewed, on its day.
  const at = round.at > ctx.now ? round.at : ctx.now;
  if (!isEligible(round.program, person)) return 'guest';
  if (participant?.isResting) return 'paused';
  if (isPaused(person, at)) return 'paused';
  if (isOnLeave(person, at)) return 'away';
  if (person.accounts.length === 0) return 'not reachable';
  if (!round.isPreview && participant?.welcome !== 'given' && !reached.has(person.id)) return 'joined late';
  const day = introductionDay(ctx, round.date, at);
  return (await isIntroducedElsewhere(ctx, round.id, person.id, day)) ? 'introduced elsewhere this week' : undefined;
}

/** The day an introduction counts for: its round's, or the later one on which it is made, as for a latecomer. */
export function introductionDay(ctx: ReadContext, date: LocalDate, at: Instant): LocalDate {
  const day = localDateOf(at, ctx.settings.calendar.zone);
  return day > date ? day : date;
}

async function isIntroducedElsewhere(
  ctx: WorkContext,
  program: string,
  person: PersonId,
  day: LocalDate,
): Promise<boolean> {
  const last = await ctx.tx.get(latest, person);
  return last !== undefined && last.program !== program && daysBetween(last.date, day) < daysBetweenPrograms;
}

/** Whom the program's latest welcome reached early enough before a round. */
export async function welcomed(ctx: WorkContext, id: string, at: Instant): Promise<ReadonlySet<PersonId>> {
  const receipts = await ctx.tx.deliveries(`${deliveryPrefix(id)}welcome/`);
  const byPerson = Map.groupBy(receipts, ({ people }) => people[0]);
  const latest = [...byPerson.values()].flatMap((welcomes) => latestOf(welcomes) ?? []);
  return new Set(latest.filter((welcome) => isInTime(welcome, at)).flatMap(({ people }) => people));
}

/** The welcome that counts: an earlier one may have said something else. */
export const latestOf = (welcomes: readonly DeliveryReceipt[]): DeliveryReceipt | undefined =>
  welcomes.toSorted((a, b) => a.notBefore - b.notBefore).at(-1);

/** True where a welcome has arrived, and there was time to answer it before an instant. */
export const isInTime = ({ state, settledAt }: DeliveryReceipt, at: Instant): boolean =>
  state === 'sent' && settledAt !== undefined && settledAt <= plus(at, { hours: -welcomeLeadHours });
