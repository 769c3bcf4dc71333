import { closest, distance } from 'fastest-levenshtein';

/** The known word somebody most likely meant, or undefined where none is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(word.toLowerCase(), [...known]);
  return distance(word.toLowerCase(), found) <= Math.max(1, Math.floor(found.length / 3)) ? found : undefined;
}
