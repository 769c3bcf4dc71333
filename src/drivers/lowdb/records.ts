import type { Json } from '../../core/json.ts';
import { type Change, Sealed, type Stored } from './layer.ts';
import { StoreDamaged, StoreError } from './problems.ts';

/** The shape of the files; a newer one stops an older Hallway. */
const FORMAT = 1;

/** The first line of a file: what it is and which generation. */
export interface Header {
  readonly hallway: 'journal' | 'snapshot';
  readonly format: number;
  readonly generation: number;
}

/** A value as it stands in a line: nothing for a removal, the JSON itself, or a mark and the sealed text. */
type Written = readonly [] | readonly [Json] | readonly [0, string];
/** A change as it stands in a line. */
export type WrittenChange = readonly [table: string, key: string, ...Written];
export type WrittenRow = readonly [key: string, ...Written];

/** One commit: its number within the journal, and what it wrote and removed. */
export interface Commit {
  readonly number: number;
  readonly changes: readonly WrittenChange[];
}

export const header = (hallway: Header['hallway'], generation: number): Header => ({
  hallway,
  format: FORMAT,
  generation,
});

/** Checks a file's first line. StoreError of kind `newer` where a newer Hallway wrote it. */
export function checkHeader(value: unknown, wanted: Header['hallway'], file: string): Header {
  const found = value as Partial<Header> | null;
  if (found?.hallway !== wanted || typeof found.generation !== 'number' || typeof found.format !== 'number')
    throw new StoreDamaged(file, 1, `is no ${wanted} of Hallway`);
  if (found.format > FORMAT)
    throw new StoreError('newer', `${file} was written by a newer Hallway; start that version, or a later one`);
  return found as Header;
}

export const writtenRow = (key: string, value: Stored): WrittenRow => [key, ...written(value)];
export const writtenChange = ({ table, key, value }: Change): WrittenChange => [table, key, ...written(value)];

/** The value of a row or change as it stands in a line; undefined for a removal. */
export function storedOf(written: readonly (Json | undefined)[]): Stored | undefined {
  const [first, sealed] = written;
  return typeof sealed === 'string' ? new Sealed(sealed) : first;
}

function written(value: Stored | undefined): Written {
  if (value === undefined) return [];
  return value instanceof Sealed ? [0, value.text] : [value];
}
