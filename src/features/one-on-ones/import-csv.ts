import { readCsv } from '../../core/csv.ts';
import { isLocalDate, type LocalDate } from '../../time/zoned.ts';
import { parseRhythm, type Rhythm } from './rhythm.ts';

/** The columns a file may have; the first two it must. */
export const columns = ['report', 'supervisor', 'every', 'start', 'last'] as const;
type Column = (typeof columns)[number];

const brokenLine = 'The quotes or commas do not add up. Put quotes around text that has a comma in it.';

/** What is wrong in one cell, with the cure. */
export interface Fault {
  readonly line: number;
  readonly column: string;
  readonly error: string;
}

/** One line of the file whose cells make sense on their own. */
export interface ImportLine {
  readonly line: number;
  readonly report: string;
  /** Empty takes the report off whatever list they are on. */
  readonly supervisor: string;
  readonly rhythm?: Rhythm;
  readonly start?: LocalDate;
  readonly last?: LocalDate;
}

/** The lines of a file, and what is wrong with the others. */
export interface ReadImport {
  readonly lines: readonly ImportLine[];
  readonly faults: readonly Fault[];
}

/** Reads CSV text (comma, semicolon or tab) with a header; every cell that needs mending is named at once. */
export function readImport(csv: string): ReadImport {
  const table = readCsv(csv);
  if (!('rows' in table))
    return { lines: [], faults: [{ line: table.brokenLine, column: 'the line', error: brokenLine }] };
  const [header, ...rows] = table.rows;
  const names = header?.cells.map((name) => name.toLowerCase()) ?? [];
  const faults = headerFaults(names);
  if (faults.length > 0) return { lines: [], faults };
  const read = rows.map(({ line, cells }) => readLine(line, cells, names));
  return {
    lines: read.flatMap((one) => ('faults' in one ? [] : [one])),
    faults: read.flatMap((one) => ('faults' in one ? one.faults : [])),
  };
}

function headerFaults(names: readonly string[]): readonly Fault[] {
  const known: readonly string[] = columns;
  const fault = (column: string, error: string): Fault => ({ line: 1, column, error });
  const missing = columns.slice(0, 2).filter((name) => !names.includes(name));
  // The cure names every column, so that the ones I don't know need no line of their own.
  if (missing.length > 0)
    return [
      fault(
        missing.join(' and '),
        `The first line has to name the columns: ${columns.join(',')}; only the first two are needed.`,
      ),
    ];
  return names.flatMap((name, index) => {
    if (!known.includes(name)) return [fault(name, `I don't know this column. Known are ${columns.join(', ')}.`)];
    return names.indexOf(name) < index ? [fault(name, 'This column is there twice. Remove one.')] : [];
  });
}

function readLine(line: number, cells: readonly string[], names: readonly string[]): ImportLine | { faults: Fault[] } {
  const faults: Fault[] = [];
  const fault = (column: string, error: string) => void faults.push({ line, column, error });
  const cell = (column: Column) => cells[names.indexOf(column)] ?? '';
  const date = (column: 'start' | 'last'): LocalDate | undefined => {
    const text = names.includes(column) ? cell(column) : '';
    if (text !== '' && !isLocalDate(text)) fault(column, `"${text}" is no date. Write it like 2026-12-01.`);
    return isLocalDate(text) ? text : undefined;
  };
  if (cells.slice(names.length).some(Boolean))
    fault('the line', 'There are more cells than columns. Put quotes around text that has a comma in it.');
  if (cell('report') === '') fault('report', 'The report is missing. Write an address or an id.');
  const every = names.includes('every') ? cell('every') : '';
  const rhythm = every === '' ? undefined : parseRhythm(every.split(/\s+/));
  if (rhythm?.ok === false) fault('every', rhythm.problem);
  const [start, last] = [date('start'), date('last')];
  if (faults.length > 0) return { faults };
  return {
    line,
    report: cell('report'),
    supervisor: cell('supervisor'),
    ...(rhythm?.ok ? { rhythm: rhythm.value } : {}),
    ...(start === undefined ? {} : { start }),
    ...(last === undefined ? {} : { last }),
  };
}
