import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import type { PersonId } from '../core/ids.ts';
import { collection } from '../ports/collection.ts';
import type { LogEntry } from '../ports/house.ts';
import { schema } from '../ports/schema.ts';
import type { Reads, Tx } from '../ports/storage.ts';
import type { Instant } from '../time/zoned.ts';

const lineSchema = z.object({
  collection: z.string(),
  key: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  what: z.string(),
  was: z.string().optional(),
  is: z.string().optional(),
  undoBy: z.string().optional(),
});
export type ChangeLine = z.infer<typeof lineSchema>;

/** What admins did, by number, with both values, so that it can be put back. */
export const changeRows = collection(
  'runtime.change',
  z.object({ at: schema.instant, by: schema.person.optional(), lines: z.array(lineSchema), isUndone: z.boolean() }),
);
const counterRows = collection('runtime.counter', z.object({ last: z.number().int() }));
export const changeCollections = [changeRows, counterRows];

const keyOf = (number: number) => String(number).padStart(8, '0');

/** Writes one entry for everything one action changed; answers its number. */
export async function writeEntry(tx: Tx, at: Instant, by: PersonId | undefined, lines: readonly ChangeLine[]) {
  const number = ((await tx.get(counterRows, 'change'))?.last ?? 0) + 1;
  await tx.put(counterRows, 'change', { last: number });
  await tx.put(changeRows, keyOf(number), { at, by, lines: [...lines], isUndone: false });
  return number;
}

/** The latest entries, newest first. */
export async function latestEntries(reads: Reads, limit: number): Promise<readonly LogEntry[]> {
  const last = (await reads.get(counterRows, 'change'))?.last ?? 0;
  const rows = await reads.list(changeRows, { from: keyOf(Math.max(1, last - limit + 1)) });
  return rows
    .map(({ key, value }) => ({
      number: Number(key),
      at: value.at,
      by: value.by,
      lines: value.lines,
      isUndone: value.isUndone,
    }))
    .reverse();
}

/** The lines of an entry that may still be undone. UserError where it is unknown, undone, or overtaken by a later change. */
export async function undoableLines(
  tx: Tx,
  number: number,
  current: (line: ChangeLine) => Promise<unknown>,
): Promise<readonly ChangeLine[]> {
  const entry = await tx.get(changeRows, keyOf(number));
  if (!entry) throw new UserError(`There is no entry ${number} in the log. /hallway log shows the numbers.`);
  if (entry.isUndone) throw new UserError(`Entry ${number} has been undone already. Nothing was changed.`);
  for (const line of entry.lines) {
    if (line.undoBy !== undefined) throw new UserError(`${line.undoBy} Nothing was changed.`);
    if (isDeepStrictEqual(plainCopy(await current(line)), plainCopy(line.after))) continue;
    throw new UserError(await overtaken(tx, number, line));
  }
  await tx.put(changeRows, keyOf(number), { ...entry, isUndone: true });
  return [...entry.lines].reverse();
}

/** What was overtaken by a later entry, or by what somebody decided for themselves, which is in no log. */
async function overtaken(tx: Tx, number: number, { collection: name, key, what }: ChangeLine): Promise<string> {
  const later = await tx.list(changeRows, { from: keyOf(number + 1) });
  const isLogged = later.some(
    ({ value }) => !value.isUndone && value.lines.some((line) => line.collection === name && line.key === key),
  );
  return isLogged
    ? `${what} has changed again since entry ${number}. Undo the later entry first. Nothing was changed.`
    : `${what} has changed since entry ${number}, and the log has no later entry to undo. Nothing was changed.`;
}

/** As the store would give it back: without undefined members. */
const plainCopy = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** What stands where a line was about somebody who is forgotten. */
const erasedLine: ChangeLine = {
  ...{ collection: '', key: '', what: 'Something about somebody who has been erased' },
  undoBy: 'It was about somebody who has been erased, so it cannot be taken back.',
};

/** Takes a person out of the log: what was done about them, and that it was them who did something. */
export async function forgetInLog(tx: Tx, person: PersonId): Promise<void> {
  for (const { key, value } of await tx.list(changeRows)) {
    const kept = value.lines.filter((line) => !JSON.stringify([line.key, line.before, line.after]).includes(person));
    const isTheirs = value.by === person;
    if (kept.length === value.lines.length && !isTheirs) continue;
    // The entry stays, so that its number and what it did to others can still be accounted for.
    const lines = kept.length === value.lines.length ? kept : [...kept.filter(({ key: of }) => of !== ''), erasedLine];
    await tx.put(changeRows, key, { ...value, lines, by: isTheirs ? undefined : value.by });
  }
}
