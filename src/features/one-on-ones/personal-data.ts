import type { PersonId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import { notes, topics } from './agenda-records.ts';
import { cardsHeld, choicesHeld, pairHeld } from './held-words.ts';
import { imports } from './import-apply.ts';
import { drafts } from './import-chat.ts';
import { suggestions } from './kits.ts';
import {
  askPrefix,
  type Card,
  type Choices,
  cards,
  choices,
  joiners,
  pairs,
  sheetPrefix,
  standings,
} from './records.ts';
import { seen } from './welcome-path.ts';
import { sheets } from './worksheet-records.ts';

/** What one-on-ones hold on a person. Private notes go to nobody but their author; an operator learns how many there are. */
export async function heldOn(ctx: ReadContext, person: PersonId, reader: 'self' | 'operator'): Promise<Json> {
  const mine = (await ctx.reads.list(pairs)).filter(({ value }) => isOf(value, person));
  const own = await Promise.all(mine.map(({ key, value }) => pairHeld(ctx, key, value, person)));
  const start = (await ctx.reads.get(joiners, person))?.start ?? null;
  const chosen = choicesHeld(await ctx.reads.get(choices, person));
  const nudges = await cardsHeld(ctx, person);
  const told = { nudges: reader === 'self' ? [...nudges] : nudges.length };
  return { pairs: own, start, choices: chosen, ...told, ...(await ownWords(ctx, person, reader)) };
}

/** What they wrote: topics are shared by two and told as counts to an operator, notes are theirs alone. */
async function ownWords(ctx: ReadContext, person: PersonId, reader: 'self' | 'operator') {
  const mine = await ctx.reads.list(notes, { prefix: `${person}/` });
  const written = (await ctx.reads.list(topics)).filter(({ value }) => value.by === person);
  const drawn = (await ctx.reads.list(sheets)).filter(({ key }) => isNamedIn(key, person));
  if (reader === 'operator') return { notes: mine.length, topics: written.length, sheets: drawn.length };
  return {
    notes: mine.map(({ key, value }) => ({ about: key.slice(person.length + 1), ...value })),
    topics: written.map(({ value }) => value.text),
    sheets: drawn.map(({ value }) => value.sheet),
  };
}

const isOf = ({ supervisor, report }: { supervisor: PersonId; report: PersonId }, person: PersonId) =>
  supervisor === person || report === person;

/** The two people that a key of topics, sheets or notes names; of two accounts of one person each has a drawer. */
const isNamedIn = (key: string, person: PersonId) => key.split('/').slice(0, 2).includes(person);

/** Erases a person with everything the two of each of their pairs had. */
export async function forgetPerson(ctx: WorkContext, person: PersonId): Promise<void> {
  const { tx } = ctx;
  for (const { key, value } of await tx.list(pairs)) {
    if (!isOf(value, person)) {
      const { before, ...rest } = value;
      if (before === person) await tx.put(pairs, key, rest);
      continue;
    }
    await tx.remove(pairs, key);
    await tx.remove(standings, key);
    await tx.cancel(askPrefix(key));
    await tx.cancel(sheetPrefix(key));
  }
  for (const { key } of await tx.list(topics)) if (isNamedIn(key, person)) await tx.remove(topics, key);
  for (const { key } of await tx.list(sheets)) if (isNamedIn(key, person)) await tx.remove(sheets, key);
  for (const { key, value } of await tx.list(cards)) {
    if (key.startsWith(`${person}/`)) await tx.remove(cards, key);
    else if (namesSomebody(value) || value.lines.some(({ report }) => report === person))
      await tx.put(cards, key, withoutLine(value, person));
  }
  for (const { key, value } of await tx.list(choices))
    if (JSON.stringify(value).includes(person)) await tx.put(choices, key, withoutName(value, person));
  for (const { key, value } of await tx.list(imports))
    if (JSON.stringify(value).includes(person)) await tx.remove(imports, key);
  // A pasted file may name anybody.
  for (const { key } of await tx.list(drafts)) await tx.remove(drafts, key);
  for (const { key } of await tx.list(notes)) if (isNamedIn(key, person)) await tx.remove(notes, key);
  await tx.remove(choices, person);
  await tx.remove(joiners, person);
  await tx.remove(seen, person);
}

/** True where what a card suggests may be about somebody: only thoughts for anybody are about nobody. */
const namesSomebody = ({ suggestion }: Card) =>
  suggestion !== undefined && !suggestions.some(({ text }) => text === suggestion);

function withoutLine(card: Card, person: PersonId): Card {
  const { question, suggestion, ...rest } = card;
  const lines = card.lines.filter(({ report }) => report !== person);
  return {
    ...rest,
    lines,
    ...(question && question.report !== person ? { question } : {}),
    ...(suggestion === undefined || namesSomebody(card) ? {} : { suggestion }),
  };
}

/** Keeps when the last suggestion was, and not that it was about them. */
function withoutName({ lastSuggestion, suggested, ...others }: Choices, person: PersonId): Choices {
  return {
    ...others,
    ...(lastSuggestion
      ? { lastSuggestion: isAbout(lastSuggestion.id, person) ? { ...lastSuggestion, id: '' } : lastSuggestion }
      : {}),
    ...(suggested ? { suggested: suggested.filter((id) => !isAbout(id, person)) } : {}),
  };
}

const isAbout = (id: string, person: PersonId) => id.includes(person);
