import type { Message } from '../../core/message.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { workingStretch } from '../../time/workweek.ts';
import { addDays, type Instant, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { questionText } from './kits.ts';
import { lastMet } from './meetings.ts';
import { newcomerWords } from './newcomers.ts';
import { type CardLine, linesShown, nudgeCard } from './nudge-card.ts';
import { type Known, knownPair } from './pair-facts.ts';
import { type Card, cardKey, cards, nudgeKey, nudgePrefix, pairKey } from './records.ts';
import { slotsBut, slotsFor } from './slots.ts';

const slotsShown = 2;
/** Cards older than this say nothing to any rule. */
const daysKept = 200;

/** The card as it stands now: lines of pairs that have ended or were answered are gone. */
export async function drawCard(
  ctx: ReadContext,
  supervisor: Person,
  date: LocalDate,
  card: Card,
  isWhole = false,
): Promise<Message> {
  const today = localDateOf(ctx.now, supervisor.calendar.zone);
  const lines: CardLine[] = [];
  const met: Person[] = [];
  const taken = new Set<Instant>();
  for (const { report, done } of card.lines) {
    const known = done === 'gone' ? undefined : await knownPair(ctx, pairKey(supervisor.id, report));
    if (known && done === 'met') met.push(known.report);
    if (!known || done !== undefined) continue;
    const line = lineOf(known, today, isWhole || lines.length < linesShown ? taken : undefined);
    for (const slot of line.slots) taken.add(slot);
    lines.push(line);
  }
  return nudgeCard({
    ...{ supervisor, card: date, today, at: ctx.now, lines, met, isWhole },
    question: questionOn(card, lines),
    tip: card.tip,
    suggestion: card.suggestion,
  });
}

/** The question, as long as whom it fits is still on the card. */
function questionOn({ question }: Card, lines: readonly CardLine[]) {
  const line = lines.find(({ report }) => report.id === question?.report);
  const text = question && questionText(question.id);
  return line && text !== undefined ? { report: line.report, text } : undefined;
}

/** One line; half hours are looked for where `taken`, those of the lines above, is given. */
function lineOf(known: Known, today: LocalDate, taken: ReadonlySet<Instant> | undefined): CardLine {
  const { key, report, supervisor, standing, start } = known;
  const calendars = [supervisor.calendar, report.calendar] as const;
  const slots = taken ? slotsBut(taken, calendars, today, slotsShown) : [];
  return {
    pair: key,
    report,
    last: lastMet(standing),
    newcomer: newcomerWords(start, today),
    slots,
    isApart: taken !== undefined && slots.length === 0 && slotsFor(calendars, today, slotsShown).length === 0,
  };
}

/** Keeps a new card and owes it, until the end of the supervisor's day: tomorrow's is made tomorrow. */
export async function sendCard(
  ctx: WorkContext,
  supervisor: Person,
  date: LocalDate,
  card: Card,
  timing: { readonly at: ReadContext['now']; readonly until: ReadContext['now'] },
): Promise<void> {
  await ctx.tx.put(cards, cardKey(supervisor.id, date), card);
  await dropOldCards(ctx, supervisor, date);
  await ctx.send({
    key: nudgeKey(supervisor.id, date),
    to: { person: supervisor.id },
    kind: 'nudge',
    message: await drawCard(ctx, supervisor, date, card),
    notBefore: timing.at > ctx.now ? timing.at : ctx.now,
    expiresAt: timing.until,
    onUnknown: 'rest',
  });
}

async function dropOldCards(ctx: WorkContext, { id }: Person, date: LocalDate): Promise<void> {
  const oldest = cardKey(id, addDays(date, -daysKept));
  for (const { key } of await ctx.tx.list(cards, { prefix: `${id}/` })) {
    if (key >= oldest) return;
    await ctx.tx.remove(cards, key);
  }
}

/** The supervisor's latest card, if there is one. */
async function latestCard(ctx: WorkContext, { id }: Person): Promise<{ date: LocalDate; card: Card } | undefined> {
  const last = (await ctx.tx.list(cards, { prefix: `${id}/` })).at(-1);
  return last && { date: last.key.slice(id.length + 1) as LocalDate, card: last.value };
}

/**
 * A line has been answered, on the card or elsewhere: the latest card shows it no more, be it posted or still owed.
 * `pressed` is the card that is drawn again anyway.
 */
export async function settleLine(
  ctx: WorkContext,
  known: Pick<Known, 'supervisor' | 'pair'>,
  done: NonNullable<Card['lines'][number]['done']>,
  pressed?: LocalDate,
): Promise<void> {
  const { supervisor } = known;
  const found = await latestCard(ctx, supervisor);
  const dates = new Set([pressed, found?.date].filter((date) => date !== undefined));
  for (const date of dates) {
    const key = cardKey(supervisor.id, date);
    const card = await ctx.tx.get(cards, key);
    const isOnIt = card?.lines.some((line) => line.report === known.pair.report && line.done !== done);
    if (!card || !isOnIt) continue;
    const after = {
      ...card,
      lines: card.lines.map((line) => (line.report === known.pair.report ? { ...line, done } : line)),
    };
    await ctx.tx.put(cards, key, after);
    if (date !== pressed) await showAgain(ctx, supervisor, date, after);
  }
}

/** A meeting was taken back: the latest card, where it stood as met, asks after it again. */
export async function reopenLine(ctx: WorkContext, { supervisor, pair }: Pick<Known, 'supervisor' | 'pair'>) {
  const found = await latestCard(ctx, supervisor);
  if (!found?.card.lines.some(({ report, done }) => report === pair.report && done === 'met')) return;
  const lines = found.card.lines.map((line) => (line.report === pair.report ? { report: line.report } : line));
  const after = { ...found.card, lines };
  await ctx.tx.put(cards, cardKey(supervisor.id, found.date), after);
  await showAgain(ctx, supervisor, found.date, after);
}

/** Redraws a card that was posted; one that is still owed goes out without the line, or not at all. */
async function showAgain(ctx: WorkContext, supervisor: Person, date: LocalDate, card: Card): Promise<void> {
  const key = nudgeKey(supervisor.id, date);
  const message = await drawCard(ctx, supervisor, date, card);
  const waiting = (await ctx.reads.deliveries(key)).find(({ state }) => state === 'pending');
  if (!waiting) return ctx.redraw(key, message);
  await ctx.cancel(key);
  if (card.lines.every((line) => line.done !== undefined)) return;
  const until = endOfDay(supervisor, date) ?? ctx.now;
  await ctx.send({
    key,
    to: { person: supervisor.id },
    kind: 'nudge',
    message,
    notBefore: waiting.notBefore,
    expiresAt: until,
    onUnknown: 'rest',
  });
}

/** When the hours that begin on a date end. */
export const endOfDay = ({ calendar }: Person, date: LocalDate) => workingStretch(calendar, date)?.to;

/** Takes back what a supervisor is still owed. */
export const cancelNudges = (ctx: WorkContext, supervisor: Person) => ctx.cancel(nudgePrefix(supervisor.id));
