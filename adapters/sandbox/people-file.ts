import { stringify } from 'csv-stringify/sync';
import readXlsxFile from 'read-excel-file/node';
import { type ReadPeople, readPeople } from './people-csv.ts';

const zipMark = [0x50, 0x4b, 0x03, 0x04];
const oldExcelMark = [0xd0, 0xcf, 0x11, 0xe0];

const begins = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
const wrong = (error: string): ReadPeople => ({ errors: [{ line: 1, error }] });

/**
 * Reads an organisation from a file as people have it: CSV in UTF-8, UTF-16 or the Latin-1 that spreadsheets save, or an
 * Excel workbook, of which the first sheet counts. What cannot be read names the way out.
 */
export async function readPeopleFile(bytes: Uint8Array): Promise<ReadPeople> {
  if (begins(bytes, oldExcelMark))
    return wrong('This is an Excel file of the old kind (.xls). Save it as .xlsx or as CSV, and bring that.');
  return begins(bytes, zipMark) ? readWorkbook(bytes) : readPeople(textOf(bytes));
}

async function readWorkbook(bytes: Uint8Array): Promise<ReadPeople> {
  try {
    const [sheet] = await readXlsxFile(Buffer.from(bytes));
    const rows = (sheet?.data ?? []).map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
    // Empty rows stay, so that a line's number is its row's.
    return readPeople(stringify(rows));
  } catch {
    return wrong('I could not read this as an Excel file. Save it as CSV (UTF-8), and bring that.');
  }
}

/** Windows-1252 is Latin-1 with the letters that spreadsheets put into its gaps; every byte is some letter there. */
function textOf(bytes: Uint8Array): string {
  if (begins(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  if (begins(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
