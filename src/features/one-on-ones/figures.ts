import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import { bold, list, type Message, note, paragraph, type Text, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import { collection } from '../../ports/collection.ts';
import type { ActionContext, ReadContext, WorkContext } from '../../ports/context.ts';
import { schema } from '../../ports/schema.ts';
import { addDays, formatDate, type LocalDate, localDateOf, type Reader } from '../../time/zoned.ts';
import { dueDate } from './due.ts';
import { type Cell, type Counted, cellsOf, gapIn, tellable } from './figures-rule.ts';
import { datesMet } from './meetings.ts';
import { bothOf, isHere, knownPair } from './pair-facts.ts';
import { pairRows } from './pair-rows.ts';
import { organisationKey, type Program, programs } from './records.ts';
import { advance, rhythmWords } from './rhythm.ts';

const cellSchema = z.object({
  unit: z.string().nullable(),
  supervisors: z.number().int(),
  reports: z.number().int(),
  met: z.union([
    z.number().int(),
    z.enum(['all', 'few']),
    // Figures of before said that nobody met.
    z.literal('none').transform(() => 'few' as const),
  ]),
  gap: z.number().nullable(),
});
const figureSchema = z.object({ from: schema.date, cells: z.array(cellSchema) });
export type Figure = z.infer<typeof figureSchema>;
/** What leaders see of one period, keyed by the day it closed; made once, and nothing in it is anybody's name. */
export const figures = collection<Figure>('oneonone.figure', figureSchema);

const periodsShown = 12;
const barLength = 10;

/** Makes the figure of every period that is over: the house's rhythm, counted from when one-on-ones began. */
export async function closePeriod(ctx: WorkContext, program: Program): Promise<void> {
  const today = localDateOf(ctx.now, ctx.settings.calendar.zone);
  const last = (await ctx.tx.list(figures)).at(-1)?.key as LocalDate | undefined;
  const from = last !== undefined && last > program.since ? last : program.since;
  const to = advance(from, program.rhythm);
  // Of several periods that nobody was awake for there is one figure: the past is no longer there to be counted.
  if (to > today) return;
  await ctx.tx.put(figures, today, {
    from,
    cells: [...cellsOf(await countPairs(ctx, from, today), ctx.settings.floor)],
  });
}

async function countPairs(ctx: ReadContext, from: LocalDate, to: LocalDate): Promise<readonly Counted[]> {
  const counted: Counted[] = [];
  for (const { key, value } of await pairRows(ctx.reads)) {
    const known =
      value.state === 'active' && isHere(await ctx.people.get(value.report)) ? await knownPair(ctx, key) : undefined;
    if (!known) continue;
    const met = datesMet(known.standing);
    const due = dueDate(known.facts, bothOf(known));
    // Who is not due yet for the first time has not been asked for anything.
    if (due === undefined || (met.length === 0 && due >= to)) continue;
    const { supervisor, report } = value;
    counted.push({ supervisor, report, unit: known.supervisor.team, isInTime: due >= to, gap: gapIn(met, from, to) });
  }
  return counted;
}

/** `oneonone status`, for admins: shares and medians above the floor, and nobody's name. */
export async function showFigures(ctx: ActionContext): Promise<Reply> {
  if (!ctx.actor.isAdmin)
    throw new UserError('Only admins can see this; your own are in /hallway oneonone. Nothing was changed.');
  const program = await ctx.tx.get(programs, organisationKey);
  const rows = (await ctx.tx.list(figures)).slice(-periodsShown);
  return {
    message: figuresCard(
      {
        rhythm: program?.isOn ? rhythmWords(program.rhythm) : undefined,
        figures: rows.map(({ key, value: { from, cells } }) => ({
          to: key as LocalDate,
          from,
          // Kept under a lower floor, or an older rule: it is not said any more.
          cells: cells.map((cell) => ({ ...cell, met: tellable(cell.met, cell.reports, ctx.settings.floor) })),
        })),
        floor: ctx.settings.floor,
      },
      ctx.settings.reader,
    ),
  };
}

/** The latest period and the trend, as bars of text. */
export function figuresCard(
  facts: {
    readonly rhythm: string | undefined;
    readonly figures: readonly (Figure & { readonly to: LocalDate })[];
    readonly floor: number;
  },
  reader: Reader,
): Message {
  const day = (date: LocalDate) => formatDate(date, 'day', reader);
  const latest = facts.figures.at(-1);
  const running = facts.rhythm === undefined ? 'One-on-ones are off.' : `One-on-ones ${facts.rhythm}.`;
  const begin = facts.rhythm === undefined ? ' /hallway oneonone every 2 weeks starts them.' : '';
  if (!latest)
    return card([paragraph(text`${running}${begin} The first figure comes when a period is over.`)], facts.floor);
  const head = paragraph(
    text`${bold(titleOf(latest.cells))} ${day(latest.from)} to ${day(addDays(latest.to, -1))}. ${running}`,
  );
  const trend = facts.figures.flatMap(({ to, cells: [only, ...more] }) =>
    only && only.unit === null && more.length === 0 ? [text`${shareOf(only)} · to ${day(addDays(to, -1))}`] : [],
  );
  return card(
    [
      head,
      ...(latest.cells.length === 0 ? [] : [list(latest.cells.map(lineOf))]),
      ...(trend.length < 2 ? [] : [paragraph(text`Over the periods:`), list(trend)]),
    ],
    facts.floor,
  );
}

const card = (blocks: Message['blocks'], floor: number): Message => ({
  fallback: 'One-on-ones',
  blocks: [
    ...blocks,
    note(text`Only where at least ${floor} supervisors and ${floor} reports stand behind a figure. No names.`),
  ],
});

function titleOf(cells: readonly Cell[]): string {
  if (cells.length === 0) return 'Too few people for a figure.';
  const [only, ...more] = cells;
  return only && more.length === 0 ? `${sentenceOf(only)}.` : 'How often people met in time.';
}

const sentenceOf = (cell: Cell): string =>
  cell.met === 'all'
    ? 'Everybody met in time'
    : cell.met === 'few'
      ? 'Too few to tell'
      : `${percentOf(cell, cell.met)}% of pairs met in time`;

function lineOf(cell: Cell): Text {
  // A gap has many who met behind it, which would tell which side is the small one.
  const gap = cell.gap === null || cell.met === 'few' ? '' : `, half of the gaps within ${cell.gap} days`;
  // The bar first, so that bars stand under one another.
  return text`${shareOf(cell)} · ${bold(cell.unit ?? 'Everybody')}${gap}`;
}

/** `██████░░░░ 63%`; who all agree are said so without a number. */
function shareOf(cell: Cell): string {
  if (cell.met === 'all') return 'Everybody met in time';
  if (cell.met === 'few') return 'Too few to tell';
  const percent = percentOf(cell, cell.met);
  const full = Math.round((percent / 100) * barLength);
  return `${'█'.repeat(full)}${'░'.repeat(barLength - full)} ${percent}%`;
}

/** Every report is in one pair, so reports are pairs. */
const percentOf = (cell: Cell, met: number): number => Math.round((met / cell.reports) * 100);
