import { z } from 'zod';
import { bold, text } from '../core/message.ts';
import { collection } from '../ports/collection.ts';
import type { StatusLine } from '../ports/context.ts';
import { schema } from '../ports/schema.ts';
import type { Reads, Tx } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';

/** What went wrong, with its cure, for `status`. */
export const problemRows = collection(
  'runtime.problem',
  z.object({ at: schema.instant, times: z.number().int(), what: z.string(), cure: z.string() }),
);

const shownDays = 30;

/** Keeps a problem; the same key again counts and moves its time. True when it is new. */
export async function keepProblem(tx: Tx, now: Instant, key: string, what: string, cure: string): Promise<boolean> {
  const known = await tx.get(problemRows, key);
  await tx.put(problemRows, key, { at: now, times: (known?.times ?? 0) + 1, what, cure });
  return known === undefined;
}

/** Drops the problems under a prefix but those named. */
export async function settleProblems(tx: Tx, prefix: string, still: readonly string[]): Promise<void> {
  for (const { key } of await tx.list(problemRows, { prefix }))
    if (!still.includes(key)) await tx.remove(problemRows, key);
}

/** Problems of the last 30 days, latest first. */
export async function problemLines(reads: Reads, now: Instant): Promise<readonly StatusLine[]> {
  const rows = (await reads.list(problemRows)).filter(({ value }) => value.at >= plus(now, { days: -shownDays }));
  rows.sort((a, b) => b.value.at - a.value.at);
  return rows.map(({ value }) => ({
    isProblem: true,
    text: text`${value.what}${value.times > 1 ? ` (${value.times} times)` : ''} ${bold(value.cure)}`,
  }));
}
