import type { PersonId } from '../../core/ids.ts';
import type { Message } from '../../core/message.ts';
import type { WorkContext } from '../../ports/context.ts';
import { type LocalDate, plus } from '../../time/zoned.ts';
import { cellOf, meanOfCell } from './cells.ts';
import { everybody, isLastOfQuarter, quarterOf } from './dates.ts';
import { digest, digestTitle, mostQuotes, type Said, type Section } from './digest-message.ts';
import { shuffled } from './pool.ts';
import { isPulse } from './program-words.ts';
import { releasePulse } from './pulse.ts';
import { followUpId, type Question } from './question.ts';
import {
  type Answer,
  answers,
  type Cell,
  digestKey,
  type Period,
  type Program,
  periodKey,
  periods,
  pools,
  results,
  titleKey,
} from './records.ts';
import { roundOf } from './rotation.ts';

const digestDays = 2;

/** A date of a program, or one band of it, whose time has come. */
interface Closing {
  readonly id: string;
  readonly program: Program;
  readonly date: LocalDate;
  readonly band: string;
}

/**
 * Closes a date, once and for good, and tells the channel what there is to tell; nothing where there is nothing. What was
 * missed is told no more, but for a pulse: that is told by the quarter, and a day late is soon enough.
 */
export async function closePeriod(ctx: WorkContext, closing: Closing, isMissed = false): Promise<void> {
  const { id, program, date, band } = closing;
  const key = periodKey(id, date);
  const period = await ctx.tx.get(periods, key);
  const isOpenChannel = (await ctx.people.channel(program.channel)) !== undefined;
  const quarter = period === undefined ? quarterOf(date) : period.quarter;
  if (period && !period.closed.includes(band)) {
    await ctx.tx.put(periods, key, { ...period, closed: [...period.closed, band] });
    if (isOpenChannel && (!isMissed || quarter !== undefined)) await count(ctx, closing, period);
    if (period.isAnonymous) await forgetPool(ctx, id, date);
  }
  if (!isOpenChannel || quarter === undefined || !isPulse(program)) return;
  const isOver = isLastOfQuarter(program.cadence, date) || (await isUsedUp(ctx, id, program, quarter));
  if (isOver) await releasePulse(ctx, id, program, quarter);
}

/** The pool goes with its salt and its marks, and no copy of it stays in the store's files. */
export async function forgetPool(ctx: WorkContext, id: string, date: LocalDate): Promise<void> {
  await ctx.tx.remove(pools, periodKey(id, date));
  ctx.forgetHistory();
}

/** Keeps the figures of a date, and tells them with the words, but for those of a pulse. */
async function count(ctx: WorkContext, closing: Closing, period: Period): Promise<void> {
  const { id, program, date, band } = closing;
  const sections = period.isAnonymous
    ? await unnamedSections(ctx, id, date, period)
    : await namedSections(ctx, closing, period);
  await keepCells(
    ctx,
    closing,
    sections.flatMap(({ cell }) => (cell === undefined ? [] : [cell])),
  );
  if (period.quarter !== undefined) return;
  const told = sections.filter(({ said, cell }) => said.length > 0 || cell !== undefined);
  if (told.length === 0) return;
  const key = digestKey(id, date, band);
  const message = drawDigest(ctx, date, band, told, period);
  const thread = titleKey(id, date, band);
  if (program.inThread) await post(ctx, program, thread, digestTitle(message));
  await post(ctx, program, key, program.inThread ? { ...message, thread } : message);
}

async function post(ctx: WorkContext, { channel }: Program, key: string, message: Message): Promise<void> {
  const expiresAt = plus(ctx.now, { days: digestDays });
  await ctx.send({ key, to: { channel }, kind: 'post', message, expiresAt, onUnknown: 'rest' });
}

const drawDigest = (ctx: WorkContext, date: LocalDate, band: string, sections: readonly Section[], period: Period) =>
  digest(
    { date, sections, isAnonymous: period.isAnonymous, ...(band === everybody ? {} : { band }) },
    ctx.settings.reader,
  );

/** A late answer of a named program joins the summary, marked as late; figures stay as they were. */
export async function addLate(ctx: WorkContext, closing: Closing, period: Period): Promise<void> {
  const { id, date, band } = closing;
  const released = (await ctx.tx.get(results, periodKey(id, date)))?.cells ?? [];
  const sections = (await namedSections(ctx, closing, period)).map(({ cell: _anew, ...section }) => ({
    ...section,
    cell: band === everybody ? released.find(({ question }) => question.id === section.question.id) : undefined,
  }));
  const told = sections.filter(({ said }) => said.length > 0);
  await ctx.redraw(digestKey(id, date, band), drawDigest(ctx, date, band, told, period));
}

/** Bands share a date: their cells are kept together only where there is one. */
async function keepCells(ctx: WorkContext, { id, date, band }: Closing, cells: readonly Cell[]): Promise<void> {
  if (cells.length > 0 && band === everybody) await ctx.tx.put(results, periodKey(id, date), { cells: [...cells] });
}

async function isUsedUp(ctx: WorkContext, id: string, program: Program, quarter: string): Promise<boolean> {
  const asked = (await ctx.tx.list(periods, { prefix: `${id}/` })).filter(({ value }) => value.quarter === quarter);
  return asked.flatMap(({ value }) => value.questions).length >= roundOf(ctx, program).length;
}

/** Of answers without names only those of questions that at least the floor have answered, words included. */
async function unnamedSections(ctx: WorkContext, id: string, date: LocalDate, period: Period) {
  const pool = await ctx.tx.get(pools, periodKey(id, date));
  const { floor } = ctx.settings;
  const sections = period.questions.map(async (question): Promise<Section> => {
    const values = pool?.values[question.id] ?? [];
    const isEnough = values.length >= floor;
    const said = isEnough && question.kind === 'open' ? shuffled(ctx.random, values).map((value) => ({ value })) : [];
    return withTrend(ctx, id, { question, said, cell: cellOf(question, values, floor), means: [] });
  });
  return Promise.all(sections);
}

async function namedSections(ctx: WorkContext, { id, date, band }: Closing, period: Period) {
  const rows: { name: string; answer: Answer }[] = [];
  for (const { key, value } of await ctx.tx.list(answers, { prefix: `${periodKey(id, date)}/` })) {
    const person = await ctx.people.get(key.slice(key.lastIndexOf('/') + 1) as PersonId);
    if (person && value.band === band) rows.push({ name: person.name, answer: value });
  }
  rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (rows.length > mostQuotes) mixForDate(ctx, date, rows);
  const sections: Section[] = [];
  for (const question of asAsked(period.questions)) {
    const said = rows.flatMap(({ name, answer }): Said[] => {
      const found = answer.values.find((one) => one.question === question.id);
      return found ? [{ name, value: found.value, isLate: answer.isLate }] : [];
    });
    if (said.length === 0 && !period.questions.includes(question)) continue;
    const inTime = said.filter(({ isLate }) => isLate !== true).map(({ value }) => value);
    const cell = cellOf(question, inTime, ctx.settings.floor);
    sections.push(await withTrend(ctx, id, { question, said, cell, means: [] }));
  }
  return sections;
}

/** Of more than can be quoted others come first on every date, or the end of the alphabet never would; late ones come last. */
function mixForDate(ctx: WorkContext, date: LocalDate, rows: { name: string; answer: Answer }[]): void {
  const draw = ({ name, answer }: (typeof rows)[number]) =>
    Number(answer.isLate) + ctx.random.draw(`checkin/quotes/${date}/${name}`);
  rows.sort((a, b) => draw(a) - draw(b));
}

/** Each question with the one that may have followed it. */
const asAsked = (questions: readonly Question[]): readonly Question[] =>
  questions.flatMap((question): Question[] =>
    question.followUp === undefined
      ? [question]
      : [question, { id: followUpId(question.id), text: question.followUp, kind: 'open' }],
  );

/** The means of a question's earlier periods, for its trend. */
async function withTrend(ctx: WorkContext, id: string, section: Section): Promise<Section> {
  const { question, cell } = section;
  if (cell === undefined) return section;
  const before = (await ctx.tx.list(results, { prefix: `${id}/` })).flatMap(({ value }) =>
    value.cells.filter((one) => one.question.id === question.id),
  );
  return { ...section, means: [...before, cell].map(meanOfCell) };
}
