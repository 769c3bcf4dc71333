import type { PersonId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import { imports } from './import-apply.ts';
import { drafts } from './import-chat.ts';
import { datesMet } from './meetings.ts';
import { cards, choices, joiners, pairs, standings } from './records.ts';

/** What one-on-ones hold on a person. */
export async function heldOn(ctx: ReadContext, person: PersonId): Promise<Json> {
  const mine = (await ctx.reads.list(pairs)).filter(({ value }) => isOf(value, person));
  const own = await Promise.all(
    mine.map(async ({ key, value }) => {
      const standing = await ctx.reads.get(standings, key);
      const { supervisor, report, state, since } = value;
      return { supervisor, report, state, since, met: standing ? [...datesMet(standing)] : [] };
    }),
  );
  const start = (await ctx.reads.get(joiners, person))?.start ?? null;
  const chosen = JSON.parse(JSON.stringify((await ctx.reads.get(choices, person)) ?? null)) as Json;
  return { pairs: own, start, choices: chosen };
}

const isOf = ({ supervisor, report }: { supervisor: PersonId; report: PersonId }, person: PersonId) =>
  supervisor === person || report === person;

/** Erases a person with everything the two of each of their pairs had. */
export async function forgetPerson(ctx: WorkContext, person: PersonId): Promise<void> {
  const { tx } = ctx;
  for (const { key, value } of await tx.list(pairs)) {
    if (!isOf(value, person)) continue;
    await tx.remove(pairs, key);
    await tx.remove(standings, key);
    await tx.cancel(`oneonone/ask/${key}/`);
  }
  for (const { key, value } of await tx.list(cards)) {
    if (key.startsWith(`${person}/`)) await tx.remove(cards, key);
    else if (value.lines.some(({ report }) => report === person)) await tx.put(cards, key, withoutLine(value, person));
  }
  for (const { key, value } of await tx.list(imports))
    if (value.changes.some((change) => change.key.includes(person))) await tx.remove(imports, key);
  // A pasted file may name anybody.
  for (const { key } of await tx.list(drafts)) await tx.remove(drafts, key);
  await tx.remove(choices, person);
  await tx.remove(joiners, person);
}

function withoutLine(card: ReturnType<typeof cards.parse>, person: PersonId) {
  const { question, ...rest } = card;
  const lines = card.lines.filter(({ report }) => report !== person);
  return { ...rest, lines, ...(question && question.report !== person ? { question } : {}) };
}
