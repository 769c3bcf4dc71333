import type { Ledger } from '../../../src/drivers/lowdb/ledger.ts';
import { put } from './ledger-in-memory.ts';

/** How many groups of two commits a history has. */
export const STEPS = 6;

/** Commits in groups of two, and rewrites while they go on. */
export async function play(
  ledger: Ledger,
  confirm: (number: number) => void,
  start: (number: number) => void,
): Promise<void> {
  const rewrites: Promise<unknown>[] = [];
  for (let step = 0; step < STEPS; step++) {
    const commits = [2 * step, 2 * step + 1].map((number) => {
      start(number);
      const rows = { [`k${number}`]: number, last: number, [`k${number - 5}`]: undefined };
      return put(ledger, rows).then(() => confirm(number));
    });
    if (step % 3 === 2) rewrites.push(ledger.rewrite().catch(() => undefined));
    await Promise.allSettled(commits);
  }
  await Promise.all(rewrites);
}

/** The rows after the first so many commits. */
export const rowsAfter = (count: number) =>
  rowsOfCommits(new Set(Array.from({ length: count }, (_, number) => number)));

/** The rows after these commits, in order. */
export function rowsOfCommits(confirmed: ReadonlySet<number>): Readonly<Record<string, unknown>> {
  const rows = new Map<string, unknown>();
  for (const number of [...confirmed].sort((a, b) => a - b)) {
    rows.set(`k${number}`, number).set('last', number);
    rows.delete(`k${number - 5}`);
  }
  return Object.fromEntries(rows);
}
