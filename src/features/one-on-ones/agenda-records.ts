import { z } from 'zod';
import type { PersonId } from '../../core/ids.ts';
import { collection } from '../../ports/collection.ts';
import type { ReadContext } from '../../ports/context.ts';
import { schema } from '../../ports/schema.ts';
import { drawersOf, type Mine } from './mine.ts';

const topicSchema = z.object({
  text: z.string(),
  by: schema.person,
  addedOn: schema.date,
  /** Ticked off; it goes with the next meeting, the others are carried over. */
  isDone: z.boolean(),
});
export type Topic = z.infer<typeof topicSchema>;
/** What two people want to talk about, keyed `supervisor/report/id`; both see it, nobody else. Sealed. */
export const topics = collection<Topic>('oneonone.topic', topicSchema, { sealed: true });

/**
 * What one of the two noted for themselves, keyed `author/other`: the key begins with the author, who is the only one it
 * is ever read for. Sealed.
 */
export const notes = collection('oneonone.note', z.object({ text: z.string(), on: schema.date }), {
  sealed: true,
  merge: (kept, joined) => ({ ...kept, text: `${kept.text}\n\n${joined.text}` }),
});

export const topicPrefix = (pair: string) => `${pair}/`;
export const noteKey = (author: PersonId, other: PersonId) => `${author}/${other}`;

/** The topics of a pair as one of the two sees them, oldest first. */
export async function topicsOf(ctx: ReadContext, found: Mine) {
  const lists = drawersOf(found).map((pair) => ctx.reads.list(topics, { prefix: topicPrefix(pair) }));
  return (await Promise.all(lists))
    .flat()
    .sort((a, b) => (a.value.addedOn < b.value.addedOn ? -1 : a.value.addedOn > b.value.addedOn ? 1 : 0));
}
