import type { PersonId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import { notes, topicPrefix, topics } from './agenda-records.ts';
import { imports } from './import-apply.ts';
import { drafts } from './import-chat.ts';
import { datesMet } from './meetings.ts';
import { askPrefix, cards, choices, joiners, pairs, standings } from './records.ts';
import { seen } from './welcome-path.ts';
import { sheetKey, sheetKinds, sheets } from './worksheet-records.ts';

/** What one-on-ones hold on a person. Private notes go to nobody but their author; an operator learns how many there are. */
export async function heldOn(ctx: ReadContext, person: PersonId, reader: 'self' | 'operator'): Promise<Json> {
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
  return { pairs: own, start, choices: chosen, ...(await ownWords(ctx, person, reader)) };
}

/** What they wrote: topics are shared by two and told as counts to an operator, notes are theirs alone. */
async function ownWords(ctx: ReadContext, person: PersonId, reader: 'self' | 'operator') {
  const mine = await ctx.reads.list(notes, { prefix: `${person}/` });
  const written = (await ctx.reads.list(topics)).filter(({ value }) => value.by === person);
  const drawn = (await ctx.reads.list(sheets)).filter(({ key }) => key.split('/').slice(0, 2).includes(person));
  if (reader === 'operator') return { notes: mine.length, topics: written.length, sheets: drawn.length };
  return {
    notes: mine.map(({ key, value }) => ({ about: key.slice(person.length + 1), ...value })),
    topics: written.map(({ value }) => value.text),
    sheets: drawn.map(({ value }) => value.sheet),
  };
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
    await tx.cancel(askPrefix(key));
    for (const { key: topic } of await tx.list(topics, { prefix: topicPrefix(key) })) await tx.remove(topics, topic);
    for (const kind of sheetKinds) await tx.remove(sheets, sheetKey(key, kind));
  }
  for (const { key, value } of await tx.list(cards)) {
    if (key.startsWith(`${person}/`)) await tx.remove(cards, key);
    else if (value.lines.some(({ report }) => report === person)) await tx.put(cards, key, withoutLine(value, person));
  }
  for (const { key, value } of await tx.list(imports))
    if (value.changes.some((change) => change.key.includes(person))) await tx.remove(imports, key);
  // A pasted file may name anybody.
  for (const { key } of await tx.list(drafts)) await tx.remove(drafts, key);
  for (const { key } of await tx.list(notes)) if (key.split('/').includes(person)) await tx.remove(notes, key);
  await tx.remove(choices, person);
  await tx.remove(joiners, person);
  await tx.remove(seen, person);
}

function withoutLine(card: ReturnType<typeof cards.parse>, person: PersonId) {
  const { question, ...rest } = card;
  const lines = card.lines.filter(({ report }) => report !== person);
  return { ...rest, lines, ...(question && question.report !== person ? { question } : {}) };
}
