import { crc32 } from 'node:zlib';
import { StoreDamaged } from './problems.ts';

/** A line is `<length> <checksum> <JSON>\n`, the first two as eight hexadecimal digits of the JSON's bytes. */
const DIGITS = 8;
const HEAD = 2 * (DIGITS + 1);
const NEWLINE = 0x0a;
/** A page that was never written back after a power cut reads as zeros; no JSON holds one. */
const UNWRITTEN = Buffer.alloc(512);

/** What stands at the end of a file: nothing, or the beginning of a line whose write never ended. */
export interface Tail {
  /** Bytes up to and including the last good line. */
  readonly goodBytes: number;
  readonly tornBytes: number;
}

/** One value as a checksummed line. */
export function encodeLine(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  return Buffer.concat([Buffer.from(`${hex(json.length)} ${hex(crc32(json))} `), json, Buffer.of(NEWLINE)]);
}

/**
 * Hands every line's value to `visit`, with its number from 1 on. A last line that was never written to its end is left
 * out; any other that does not hold what was written throws StoreDamaged, since it may have been confirmed.
 */
export function eachLine(bytes: Buffer, file: string, visit: (value: unknown, line: number) => void): Tail {
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    const isLast = end >= bytes.length - 1;
    if (newline < 0 || !isIntact(bytes, start, end)) {
      if (isLast && isTorn(bytes, start, newline < 0)) break;
      throw new StoreDamaged(file, line, 'does not hold what was written (its checksum is wrong)');
    }
    visit(JSON.parse(bytes.toString('utf8', start + HEAD, end)), line);
    start = end + 1;
  }
  return { goodBytes: start, tornBytes: bytes.length - start };
}

function isIntact(bytes: Buffer, start: number, end: number): boolean {
  const json = bytes.subarray(start + HEAD, end);
  return bytes.toString('latin1', start, Math.min(start + HEAD, end)) === `${hex(json.length)} ${hex(crc32(json))} `;
}

/** A complete line whose newline alone is wrong was written to its end: that is damage. */
function isTorn(bytes: Buffer, start: number, endsOpen: boolean): boolean {
  if (bytes.indexOf(UNWRITTEN, start) >= 0) return true;
  if (!endsOpen) return false;
  const length = Number.parseInt(bytes.toString('latin1', start, start + DIGITS), 16);
  return !(bytes.length - start >= HEAD + length + 1);
}

const hex = (number: number) => number.toString(16).padStart(DIGITS, '0');
