import type { PersonId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Collection } from '../../ports/storage.ts';
import { markOf } from './pool.ts';
import { answers, greeted, pools, programs, suggestions, takers } from './records.ts';

const isOf = (key: string, person: PersonId) => key.endsWith(`/${person}`);

/** What check-ins hold on a person. Of what has no name only the count of open questions they have answered or skipped. */
export async function heldOn(ctx: ReadContext, person: PersonId): Promise<Json> {
  const mine = (await ctx.reads.list(answers)).filter(({ key }) => isOf(key, person));
  const open = (await ctx.reads.list(pools)).filter(({ value }) => {
    const mark = markOf(ctx.random, value, person);
    return value.answered.includes(mark) || value.skipped.includes(mark);
  });
  const rhythms = (await ctx.reads.list(takers)).filter(({ key }) => isOf(key, person));
  return {
    answers: mine.map(({ key, value }) => ({ question: key.slice(0, -person.length - 1), values: value.values })),
    ...(open.length === 0 ? {} : { withoutName: unnamedWords(open.length) }),
    asked: rhythms.map(({ key, value }) => ({ program: key.slice(0, -person.length - 1), rhythm: value.rhythm })),
    proposed: (await ctx.reads.list(suggestions)).flatMap(({ value }) => (value.by === person ? [value.text] : [])),
  };
}

const unnamedWords = (count: number) =>
  `${count} open ${count === 1 ? 'question' : 'questions'} answered or skipped; nobody can tell which answer is yours`;

/** Erases a person. What was answered without a name stays in its heap: nobody can tell which one it is. */
export async function forgetPerson(ctx: WorkContext, person: PersonId): Promise<void> {
  const { tx } = ctx;
  await removeOf(ctx, answers, person);
  await removeOf(ctx, takers, person);
  for (const { key, value } of await tx.list(greeted))
    if (value.people.includes(person))
      await tx.put(greeted, key, { people: value.people.filter((one) => one !== person) });
  for (const { key, value } of await tx.list(suggestions)) {
    const { by, ...rest } = value;
    if (by === person) await tx.put(suggestions, key, rest);
  }
  for (const { key, value } of await tx.list(programs)) {
    const { setUpBy, reportsOf, ...rest } = value;
    if (reportsOf === person) await tx.remove(programs, key);
    else if (setUpBy === person)
      await tx.put(programs, key, { ...rest, ...(reportsOf === undefined ? {} : { reportsOf }) });
  }
}

async function removeOf<Row>({ tx }: WorkContext, rows: Collection<Row>, person: PersonId): Promise<void> {
  for (const { key } of await tx.list(rows)) if (isOf(key, person)) await tx.remove(rows, key);
}
