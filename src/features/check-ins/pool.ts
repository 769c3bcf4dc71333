import type { PersonId } from '../../core/ids.ts';
import type { Random } from '../../ports/random.ts';
import type { Pool } from './records.ts';

/** The row grows in steps of so many characters, so that its length tells nothing of one answer. */
const paddedTo = 4_096;

type Value = number | string;

/** An empty pool with a salt of its own: marks of one period say nothing in another. */
export const newPool = (random: Pick<Random, 'id'>): Pool =>
  padded({ salt: random.id(), answered: [], skipped: [], values: {}, padding: '' });

/**
 * The opaque mark of a person in a pool: a keyed hash, so that without the installation's secret and the pool's salt,
 * which goes with the pool, nobody can tell whose it is.
 */
export const markOf = (random: Pick<Random, 'seed'>, { salt }: Pool, person: PersonId): string =>
  random.seed(`checkin/mark/${salt}/${person}`);

/** Adds one person's values, each to its question's own shuffled heap, so that no two of them can be put together again. */
export function pour(
  random: Pick<Random, 'draw' | 'id'>,
  pool: Pool,
  mark: string,
  values: readonly { readonly question: string; readonly value: Value }[],
): Pool {
  const heaps: Record<string, Value[]> = { ...pool.values };
  for (const { question, value } of values) heaps[question] = shuffled(random, [...(heaps[question] ?? []), value]);
  return padded({
    ...pool,
    values: heaps,
    answered: [...pool.answered, mark].sort(),
    skipped: pool.skipped.filter((one) => one !== mark),
  });
}

/** Marks that somebody would rather not answer this time. */
export const passBy = (pool: Pool, mark: string): Pool =>
  padded({ ...pool, skipped: [...new Set([...pool.skipped, mark])].sort() });

/** The same things in an order that nothing can tell. */
export function shuffled<Item>(random: Pick<Random, 'draw' | 'id'>, items: readonly Item[]): Item[] {
  const mixed = [...items];
  const seed = random.id();
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random.draw(`${seed}/${last}`) * (last + 1));
    const [a, b] = [mixed[last], mixed[other]];
    if (a === undefined || b === undefined) continue;
    mixed[last] = b;
    mixed[other] = a;
  }
  return mixed;
}

function padded(pool: Pool): Pool {
  const bare = Buffer.byteLength(JSON.stringify({ ...pool, padding: '' }));
  return { ...pool, padding: ' '.repeat((paddedTo - (bare % paddedTo)) % paddedTo) };
}
