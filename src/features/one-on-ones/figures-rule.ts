import type { PersonId } from '../../core/ids.ts';
import { daysBetween, type LocalDate } from '../../time/zoned.ts';

/** One pair as the leaders' figure counts it. */
export interface Counted {
  readonly supervisor: PersonId;
  readonly report: PersonId;
  readonly unit: string | undefined;
  readonly isInTime: boolean;
  /** Days between the last two meetings, if the later one was in this period. */
  readonly gap: number | undefined;
}

/** One published cell: everybody, or one unit. */
export interface Cell {
  readonly unit: string | null;
  readonly supervisors: number;
  readonly reports: number;
  /** How many met in time; `all` is said without a number, `few` where either side is below the floor. */
  readonly met: number | 'all' | 'few';
  /** Median of the gaps; null where too few stand behind it. */
  readonly gap: number | null;
}

/** Units that cannot stand alone, taken together. */
export const otherUnits = 'Everybody else';

/**
 * The cells of one period. Each pair is in exactly one: by unit, where every cell, that of the units too small to stand
 * alone included, has at least `floor` supervisors and `floor` reports; else all in one, if that reaches it; else none.
 */
export function cellsOf(pairs: readonly Counted[], floor: number): readonly Cell[] {
  const units = [...Map.groupBy(pairs, ({ unit }) => unit ?? otherUnits)];
  const large = units.filter(([unit, own]) => unit !== otherUnits && reaches(own, floor));
  const rest = pairs.filter(({ unit }) => !large.some(([name]) => name === (unit ?? otherUnits)));
  const isSplit = large.length + Math.sign(rest.length) > 1 && (rest.length === 0 || reaches(rest, floor));
  if (isSplit && areApart([...large.map(([, own]) => own), rest])) {
    const cells = large
      .map(([unit, own]) => cellOf(unit, own, floor))
      .sort((a, b) => ((a.unit ?? '') < (b.unit ?? '') ? -1 : 1));
    return rest.length === 0 ? cells : [...cells, cellOf(otherUnits, rest, floor)];
  }
  return reaches(pairs, floor) ? [cellOf(null, pairs, floor)] : [];
}

const peopleIn = (pairs: readonly Counted[], side: 'supervisor' | 'report') => new Set(pairs.map((pair) => pair[side]));

const reaches = (pairs: readonly Counted[], floor: number): boolean =>
  peopleIn(pairs, 'supervisor').size >= floor && peopleIn(pairs, 'report').size >= floor;

/** Nobody is supervisor in two cells: what one cell says of them is not told apart by another. */
function areApart(cells: readonly (readonly Counted[])[]): boolean {
  const all = cells.flatMap((pairs) => [...peopleIn(pairs, 'supervisor')]);
  return new Set(all).size === all.length;
}

function cellOf(unit: string | null, pairs: readonly Counted[], floor: number): Cell {
  const met = pairs.filter(({ isInTime }) => isInTime).length;
  const reports = peopleIn(pairs, 'report').size;
  const gaps = pairs.flatMap((pair) => (pair.gap === undefined ? [] : [{ ...pair, gap: pair.gap }]));
  return {
    unit,
    supervisors: peopleIn(pairs, 'supervisor').size,
    reports,
    met: tellable(met === pairs.length ? 'all' : met, reports, floor),
    gap: reaches(gaps, floor) ? median(gaps.map(({ gap }) => gap)) : null,
  };
}

/**
 * What may be said of how many met: a count only where those who met and those who did not are both enough. That nobody
 * met is not told from a few who did, since both say of somebody that they did not.
 */
export function tellable(met: number | 'all' | 'few', reports: number, floor: number): Cell['met'] {
  return typeof met !== 'number' || (met >= floor && reports - met >= floor) ? met : 'few';
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[half], sorted[half]] : [sorted[half - 1], sorted[half]];
  return Math.round((low + high) / 2);
}

/** The days between the last two of these dates, if the last lies in the period. */
export function gapIn(met: readonly LocalDate[], from: LocalDate, to: LocalDate): number | undefined {
  const [before, last] = met.slice(-2);
  if (before === undefined || last === undefined || last < from || last >= to) return undefined;
  return daysBetween(before, last);
}
