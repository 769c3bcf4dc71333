import { CsvError, parse } from 'csv-parse/sync';

/** A row of a spreadsheet: its cells without the blanks around them, and the line of the file it begins in. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of CSV text with commas, semicolons or tabs between, the header among them; empty ones are left out. Where
 * quotes or commas do not add up, the line that shows it.
 */
export function readCsv(csv: string): { readonly rows: readonly CsvRow[] } | { readonly brokenLine: number } {
  const header = csv.slice(0, csv.search(/[\r\n]|$/));
  const delimiter = [',', ';', '\t'].find((each) => header.includes(each)) ?? ',';
  try {
    const parsed: unknown = parse(csv, {
      bom: true,
      delimiter,
      trim: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
    return { rows: (parsed as { record: string[]; info: { lines: number } }[]).map(rowOf) };
  } catch (cause) {
    if (cause instanceof CsvError) return { brokenLine: Number(cause.lines ?? 1) };
    throw cause;
  }
}

/** The parser counts to the end of a record; a cell with a line break in it ends a line later than it began. */
function rowOf({ record, info }: { readonly record: readonly string[]; readonly info: { readonly lines: number } }) {
  const breaks = record.reduce((sum, cell) => sum + (cell.split('\n').length - 1), 0);
  return { line: info.lines - breaks, cells: record };
}
