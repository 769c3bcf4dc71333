import { clean, cut } from '../../core/plain.ts';
import type { ReadContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { topics } from './records.ts';

const most = 3;
const letters = 40;
/** As much as the field takes: three of them with room to spare, cut when they are kept. */
export const topicsFieldLetters = 200;

/** What leads somewhere: an address of the web or of a mailbox, written out or bare. */
const linkLike = /:\/\/|\bmailto:|\S@\S|[\p{L}\d]\.\p{L}{2,}/iu;

/** What somebody is happy to talk about, as a card says it. */
export interface Talk {
  readonly person: Person;
  readonly topics: readonly string[];
}

/** Topics from words with commas between, each once and at most 40 characters; or what is wrong with them, with the cure. */
export function readTopics(words: string): { readonly topics: readonly string[] } | { readonly problem: string } {
  // Without disguises first, or one could stand in the middle of a link and go when the rest is kept.
  const plain = clean(words);
  if (linkLike.test(plain)) return { problem: 'Plain words only, please: no links or addresses.' };
  const said = plain
    .split(/[,;、\n]/)
    .map(tidy)
    .filter(Boolean);
  const found = said.filter((one, index) => said.findIndex((other) => isSame(one, other)) === index);
  return found.length > most ? { problem: `Three fit; these are ${found.length}. Please choose.` } : { topics: found };
}

/** One short line, without the stop that the card's sentence brings itself. */
const tidy = (topic: string): string =>
  cut(
    topic
      .replace(/\s+/g, ' ')
      .replace(/[\s.!]+$/, '')
      .trim(),
    letters,
  );

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** What these people are happy to talk about, those who said so; one topic each where there are more than two of them. */
export async function talkOf(ctx: ReadContext, people: readonly Person[]): Promise<readonly Talk[]> {
  const all = await Promise.all(
    people.map(async (person) => ({ person, topics: (await ctx.reads.get(topics, person.id))?.topics ?? [] })),
  );
  return all
    .filter((one) => one.topics.length > 0)
    .map((one) => (people.length === 2 ? one : { ...one, topics: one.topics.slice(0, 1) }));
}
