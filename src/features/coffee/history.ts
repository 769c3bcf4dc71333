import type { PersonId } from '../../core/ids.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { daysBetween, type LocalDate } from '../../time/zoned.ts';
import type { MetPair } from './pairing/types.ts';
import { avoids, type Met, met, nevers } from './records.ts';

const metKey = (a: PersonId, b: PersonId) => `${a}/${b}`;

/** Every pair among the people of a group. */
export function pairsOf<Id>(people: readonly Id[]): readonly (readonly [Id, Id])[] {
  return people.flatMap((a, index) => people.slice(index + 1).map((b) => [a, b] as const));
}

/** True where no two of these people have been introduced before. */
export async function haveNeverMet(ctx: ReadContext, people: readonly PersonId[]): Promise<boolean> {
  const rows = await Promise.all(pairsOf(people).map(([a, b]) => ctx.reads.get(met, metKey(a, b))));
  return rows.every((row) => row === undefined || row.times === 0);
}

/** Counts an introduction on a date, and its starter, for every pair of a group. */
export async function recordMet(
  ctx: WorkContext,
  people: readonly PersonId[],
  date: LocalDate,
  starter: string,
): Promise<void> {
  for (const [a, b] of pairsOf(people)) await recordPair(ctx, a, b, date, starter);
}

/** Counts an introduction of two people. */
export async function recordPair(
  ctx: WorkContext,
  a: PersonId,
  b: PersonId,
  date: LocalDate,
  starter: string,
): Promise<void> {
  const known = await ctx.tx.get(met, metKey(a, b));
  const times = (known?.times ?? 0) + 1;
  const asked = withStarter(known?.asked, starter);
  await putBoth(ctx, a, b, { times, last: date, asked, ...(known && known.times > 0 ? { before: known.last } : {}) });
}

/** Takes an introduction back: it did not happen, so the pair may be put together again soon. */
export async function takeBack(ctx: WorkContext, people: readonly PersonId[], date: LocalDate): Promise<void> {
  for (const [a, b] of pairsOf(people)) {
    const known = await ctx.tx.get(met, metKey(a, b));
    if (!known || known.last !== date) continue;
    // The row stays even at none, so that no starter comes twice.
    const times = known.before === undefined ? 0 : known.times - 1;
    await putBoth(ctx, a, b, { times, last: known.before ?? known.last, asked: known.asked });
  }
}

const withStarter = (asked: readonly string[] = [], starter: string) => [
  ...asked.filter((one) => one !== starter),
  starter,
];

/** The starters any two of these people have had, oldest first. */
export async function startersOf(ctx: ReadContext, people: readonly PersonId[]): Promise<readonly string[]> {
  const rows = await Promise.all(pairsOf(people).map(([a, b]) => ctx.reads.get(met, metKey(a, b))));
  return rows.flatMap((row) => row?.asked ?? []);
}

/** Remembers another question these people were given. */
export async function recordStarter(ctx: WorkContext, people: readonly PersonId[], starter: string): Promise<void> {
  for (const [a, b] of pairsOf(people)) {
    const known = await ctx.tx.get(met, metKey(a, b));
    if (known) await putBoth(ctx, a, b, { ...known, asked: withStarter(known.asked, starter) });
  }
}

async function putBoth(ctx: WorkContext, a: PersonId, b: PersonId, row: Met): Promise<void> {
  await ctx.tx.put(met, metKey(a, b), row);
  await ctx.tx.put(met, metKey(b, a), row);
}

/** The date two people were last introduced, or undefined. */
export async function lastMet(ctx: ReadContext, a: PersonId, b: PersonId): Promise<LocalDate | undefined> {
  const row = await ctx.reads.get(met, metKey(a, b));
  return row && row.times > 0 ? row.last : undefined;
}

/** Whom a person has been introduced to, latest first. */
export async function metBy(
  ctx: ReadContext,
  person: PersonId,
): Promise<readonly { person: PersonId; last: LocalDate }[]> {
  const rows = await ctx.reads.list(met, { prefix: `${person}/` });
  return rows
    .filter(({ value }) => value.times > 0)
    .map(({ key, value }) => ({ person: key.slice(person.length + 1) as PersonId, last: value.last }))
    .sort((a, b) => (a.last < b.last ? 1 : -1));
}

/** The past meetings among these people, over all programs; rounds ago are counted in periods of this program. */
export async function metAmong(
  ctx: ReadContext,
  people: readonly Person[],
  date: LocalDate,
  periodDays: number,
): Promise<readonly MetPair[]> {
  const present = new Set<string>(people.map((person) => person.id));
  const pairs: MetPair[] = [];
  for (const { id } of people) {
    for (const { key, value } of await ctx.reads.list(met, { prefix: `${id}/` })) {
      const other = key.slice(id.length + 1);
      if (id >= other || !present.has(other) || value.times === 0) continue;
      const roundsAgo = Math.max(1, Math.round(daysBetween(value.last, date) / periodDays));
      pairs.push({ pair: [id, other], times: value.times, roundsAgo });
    }
  }
  return pairs;
}

/** Pairs who may not be put together: what admins keep apart and what people asked for, which nobody can tell apart. */
export async function keptApart(
  ctx: ReadContext,
  people: readonly Person[],
): Promise<readonly (readonly [PersonId, PersonId])[]> {
  const present = new Set<PersonId>(people.map((person) => person.id));
  const asked = (await ctx.reads.list(nevers)).map(({ value }) => value.pair);
  for (const person of people) {
    // Also what somebody asked for under another account: it is kept to, though not shown through this one.
    for (const id of [person.id, ...(person.also ?? [])]) {
      const own = await ctx.reads.get(avoids, id);
      asked.push(...(own?.people ?? []).map((other): [PersonId, PersonId] => [person.id, other]));
    }
  }
  return asked.filter(([a, b]) => present.has(a) && present.has(b));
}
