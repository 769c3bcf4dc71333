import { type Cadence, datesBetween } from '../../time/cadence.ts';
import type { Calendar } from '../../time/workweek.ts';
import { isWorkingDay } from '../../time/workweek.ts';
import {
  addDays,
  type Instant,
  instantAt,
  type LocalDate,
  localDateOf,
  utcOffsetMinutes,
  type WallTime,
  type Zone,
} from '../../time/zoned.ts';
import type { Program } from './records.ts';

/** One thing a program does on one of its dates: for a zone it asks or reminds, for a band it tells. */
export interface Step {
  readonly kind: 'ask' | 'remind' | 'digest' | 'post';
  /** The zone, where need be with the time people begin to work, the band, or `all`. */
  readonly of: string;
  readonly date: LocalDate;
  readonly at: Instant;
}

/** Somewhere people work, and when; `to` at or before `from` is a night shift's end on the next day. */
export interface Spot {
  readonly zone: Zone;
  readonly from: WallTime;
  readonly to: WallTime;
}

type Dated = Pick<Program, 'cadence' | 'isLocal' | 'shape' | 'digestAt' | 'digestPer' | 'isAnonymous' | 'reminderAt'>;

/** Everywhere on earth it is one of three dates. */
const margin = 2;
/** A yearly rule has a date within it. */
const stretchDays = 400;

/** What stands for everybody where there is no band and no zone. */
export const everybody = 'all';

/** The three bands of zones a digest may be split by, from east to west. */
export type Band = 'Asia and Pacific' | 'Europe and Africa' | 'Americas';

/** The band of a zone by its clocks at an instant: from UTC+3:30 on, from UTC-1:30 on, and the rest. */
export function bandOf(zone: Zone, at: Instant): Band {
  const offset = utcOffsetMinutes(zone, at);
  if (offset > 3 * 60) return 'Asia and Pacific';
  return offset > -2 * 60 ? 'Europe and Africa' : 'Americas';
}

/** The band a person's answer goes into; one for all where the program has one digest. */
export const bandFor = (program: Pick<Dated, 'digestPer' | 'isAnonymous'>, zone: Zone, at: Instant): string =>
  program.digestPer === 'band' && !program.isAnonymous ? bandOf(zone, at) : everybody;

/** When the digest of a date is due: at its wall time in whichever zone has it last. */
export function digestAt(program: Dated, date: LocalDate, spots: readonly Spot[], band = everybody): Instant {
  const wanted = program.isLocal && spots.length > 0 ? spots.map(({ zone }) => zone) : [program.cadence.zone];
  const all = wanted.map((zone) => ({ zone, at: instantAt(date, program.digestAt, zone) }));
  const inBand = all.filter(({ zone, at }) => band === everybody || bandFor(program, zone, at) === band);
  // Whoever was asked and has moved or left since may have been the last of their band.
  return Math.max(...(inBand.length > 0 ? inBand : all).map(({ at }) => at)) as Instant;
}

/** When a program's question falls due for somebody on a date, whatever their hours. */
export const dueAt = ({ cadence, isLocal }: Dated, date: LocalDate, zone: Zone): Instant =>
  instantAt(date, cadence.time, isLocal ? zone : cadence.zone);

/** All steps of a date, in order of time. */
export function stepsOf(program: Dated, date: LocalDate, spots: readonly Spot[], calendar: Calendar): readonly Step[] {
  const { cadence, isLocal, reminderAt } = program;
  if (program.shape === 'water-cooler') {
    if (!isWorkingDay(calendar, date)) return [];
    return [{ kind: 'post', of: everybody, date, at: instantAt(date, cadence.time, cadence.zone) }];
  }
  const steps = new Map<string, Step>();
  const add = (step: Step) => steps.set(`${step.kind} ${step.of}`, step);
  if (!isLocal) add({ kind: 'ask', of: everybody, date, at: dueAt(program, date, cadence.zone) });
  for (const spot of spots) {
    const band = isLocal ? bandFor(program, spot.zone, instantAt(date, program.digestAt, spot.zone)) : everybody;
    const closes = digestAt(program, date, spots, band);
    add({ kind: 'digest', of: band, date, at: closes });
    for (const ask of asksIn(program, date, spot)) if (ask.at < closes) add(ask);
    if (reminderAt === undefined || program.isAnonymous) continue;
    const [of, zone] = isLocal ? [spot.zone, spot.zone] : [everybody, cadence.zone];
    add({ kind: 'remind', of, date, at: instantAt(date, reminderAt, zone) });
  }
  return [...steps.values()].sort(bySoonest);
}

/** Those of a spot are asked in their zone's turn if they work by then, else as soon as they begin to. */
function asksIn(program: Dated, date: LocalDate, { zone, from, to }: Spot): readonly Step[] {
  const { isLocal } = program;
  const due = dueAt(program, date, zone);
  const dueDate = localDateOf(due, zone);
  const start = instantAt(dueDate, from, zone);
  const isOnNightShift = to <= from && due < instantAt(dueDate, to, zone);
  // Where all have one turn its step is there already.
  const inTurn: readonly Step[] = isLocal ? [{ kind: 'ask', of: zone, date, at: due }] : [];
  if (start <= due) return inTurn;
  const of = `${isLocal ? zone : everybody} ${isLocal ? '' : `${zone} `}${from}`;
  return [...(isOnNightShift ? inTurn : []), { kind: 'ask', of, date, at: start }];
}

/** Steps within `[from, to]`, soonest first, at most `limit`. */
export function stepsBetween(
  program: Dated,
  spots: readonly Spot[],
  calendar: Calendar,
  window: { readonly from: Instant; readonly to: Instant; readonly limit: number },
): readonly Step[] {
  const { cadence } = program;
  const last = addDays(localDateOf(window.to, cadence.zone), margin);
  const found: Step[] = [];
  let start = addDays(localDateOf(window.from, cadence.zone), -margin);
  while (start <= last) {
    const end = addDays(start, stretchDays);
    for (const date of datesBetween(cadence, start, end < last ? end : last)) {
      // A later date's first step comes at most so long before this one's last.
      const isEnough = found.length >= window.limit && daysAfter(date, found[window.limit - 1]) > margin;
      if (isEnough) return cut(found, window);
      const steps = stepsOf(program, date, spots, calendar);
      found.push(...steps.filter(({ at }) => at >= window.from && at <= window.to));
      if (found.length >= window.limit) found.sort(bySoonest);
    }
    start = addDays(end, 1);
  }
  return cut(found, window);
}

const bySoonest = (a: Step, b: Step) => a.at - b.at || (a.of < b.of ? -1 : 1);
const cut = (steps: Step[], { limit }: { limit: number }) => steps.sort(bySoonest).slice(0, limit);
const daysAfter = (date: LocalDate, step: Step | undefined) =>
  step === undefined ? 0 : (Date.parse(date) - Date.parse(step.date)) / 86_400_000;

/** The quarter a date lies in: `2026-Q4`. */
export const quarterOf = (date: LocalDate) => `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;

/** The last date of the cadence before its quarter ends. */
export function isLastOfQuarter(cadence: Cadence, date: LocalDate): boolean {
  const next = datesBetween(cadence, addDays(date, 1), addDays(date, stretchDays)).at(0);
  return next === undefined || quarterOf(next) !== quarterOf(date);
}
