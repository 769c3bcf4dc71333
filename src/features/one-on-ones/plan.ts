import type { PersonId } from '../../core/ids.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import { isPaused, type Person } from '../../ports/people.ts';
import { isWorkingDay } from '../../time/workweek.ts';
import { daysBetween, type Instant, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { chooseBeside } from './beside.ts';
import { endOfDay, sendCard } from './cards.ts';
import { mayBeSoon, type Need, needOn, type Turn, turnOn } from './due.ts';
import { lastMet } from './meetings.ts';
import { morningOn } from './mornings.ts';
import { bothOf, completeAll, isHere, type Known, teams } from './pair-facts.ts';
import { cards, choices, nudgeKey, nudgePrefix, organisationKey, type Pair, programs } from './records.ts';
import { lengthOf } from './rhythm.ts';

/** A pair that belongs on a card, and how much. */
interface Needy {
  readonly known: Known;
  readonly turn: Turn;
  readonly need: Need;
}

/** Plans the cards of every supervisor whose morning is that instant. */
export async function planMorning(ctx: WorkContext, at: Instant): Promise<void> {
  if ((await ctx.tx.get(programs, organisationKey))?.isOn === false) return;
  for (const [id, team] of await teams(ctx)) {
    const supervisor = await ctx.people.get(id);
    if (isHere(supervisor)) await planFor(ctx, supervisor, team, at);
  }
}

async function planFor(ctx: WorkContext, supervisor: Person, pairs: readonly Pair[], at: Instant): Promise<void> {
  const date = localDateOf(at, supervisor.calendar.zone);
  const until = endOfDay(supervisor, date);
  if (!(await isMorning(ctx, supervisor, date, at)) || until === undefined || until <= ctx.now) return;
  const found = await needsOn(ctx, supervisor, pairs, date);
  if (!found.some(({ need }) => need === 'due')) return;
  const [top] = found;
  if (!top) return;
  const lines = found.map(({ known }) => ({ report: known.report.id }));
  const team = found.map(({ known }) => known);
  const card = { lines, ...(await chooseBeside(ctx, top.known, team, date)) };
  await sendCard(ctx, supervisor, date, card, { at, until });
}

/** True where that instant is when the supervisor is to be written to, and they want to be. */
async function isMorning(ctx: ReadContext, supervisor: Person, date: LocalDate, at: Instant): Promise<boolean> {
  const { isAnyHour = false, restUntil } = (await ctx.reads.get(choices, supervisor.id)) ?? {};
  if (restUntil === 'on' || (restUntil !== undefined && date < restUntil) || isPaused(supervisor, ctx.now))
    return false;
  return morningOn(supervisor.calendar, date, isAnyHour) === at;
}

/** Everybody who is due on a day or comes along with them, the neediest first. */
async function needsOn(
  ctx: ReadContext,
  supervisor: Person,
  pairs: readonly Pair[],
  date: LocalDate,
): Promise<readonly Needy[]> {
  const open: Needy[] = [];
  const team = await completeAll(ctx, supervisor, pairs, (facts) => mayBeSoon(facts, date));
  const turns = team.flatMap((known) => {
    const turn = turnOn(known.facts, bothOf(known), date);
    return turn && turn.soon <= date && isWorkingDay(known.report.calendar, date) ? [{ known, turn }] : [];
  });
  if (turns.length === 0) return [];
  const nudged = await nudgesOf(ctx, supervisor.id);
  for (const { known, turn } of turns) {
    const need = needOn(turn, known.rhythm, nudged.get(known.report.id) ?? [], date);
    if (need !== 'no') open.push({ known, turn, need });
  }
  return open.sort((a, b) => urgency(b, date) - urgency(a, date) || byWait(a, b));
}

/** How late a pair is, in its own periods. */
const urgency = ({ known, turn }: Needy, date: LocalDate) => daysBetween(turn.due, date) / lengthOf(known.rhythm);

const byWait = (a: Needy, b: Needy) =>
  (lastMet(a.known.standing) ?? '') < (lastMet(b.known.standing) ?? '')
    ? -1
    : a.known.report.name < b.known.report.name
      ? -1
      : 1;

/** The days on which each report stood on a card that reached the supervisor, as far as anybody can tell. */
async function nudgesOf(ctx: ReadContext, supervisor: PersonId): Promise<ReadonlyMap<PersonId, readonly LocalDate[]>> {
  const lost = new Set<string>();
  for (const { key, state } of await ctx.reads.deliveries(nudgePrefix(supervisor)))
    if (state === 'expired' || state === 'refused')
      lost.add(key.slice(0, nudgeKey(supervisor, '2000-01-01' as LocalDate).length));
  const found = new Map<PersonId, LocalDate[]>();
  for (const { key, value } of await ctx.reads.list(cards, { prefix: `${supervisor}/` })) {
    const date = key.slice(supervisor.length + 1) as LocalDate;
    if (lost.has(nudgeKey(supervisor, date))) continue;
    for (const { report } of value.lines) found.set(report, [...(found.get(report) ?? []), date]);
  }
  return found;
}
