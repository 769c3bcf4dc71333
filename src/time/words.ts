import { distance } from 'fastest-levenshtein';
import type { Instant, Zone } from './zoned.ts';

/** What somebody typed: a text, or its words. */
export type Words = string | readonly string[];

/** What words are read against: the moment, and the zone whose calendar they mean. */
export type WordContext = { readonly now: Instant; readonly zone: Zone };

/** Words that could not be read: a sentence for the person, the word at fault as typed, and a word that would do. */
export type Problem = {
  readonly ok: false;
  readonly problem: string;
  readonly at: string;
  readonly suggestion?: string;
};

/** A value read from words, or why not. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | Problem;

/** The single words of a text, without the commas and full stops after them. */
export function wordsOf(input: Words): string[] {
  const text = typeof input === 'string' ? input : input.join(' ');
  return text
    .split(/[\s,]+/)
    .map((word) => word.replace(/[.;]+$/, ''))
    .filter((word) => word !== '');
}

/** A value read. */
export function read<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** A problem with its sentence, the word at fault and, if given, a word that would do. */
export function problem(sentence: string, at: string, suggestion?: string): Problem {
  return { ok: false, problem: sentence, at, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** "I don't know the day "tusday". Did you mean tuesday?", or without a near word `otherwise` in place of the question. */
export function unknownWord(kind: string, at: string, known: readonly string[], otherwise: string): Problem {
  const suggestion = nearest(at, known);
  const cure = suggestion === undefined ? otherwise : `Did you mean ${suggestion}?`;
  return problem(`I don't know the ${kind} "${at}". ${cure}`, at, suggestion);
}

/** The known word closest to a mistyped one, in any case; undefined if none is within a third of its letters. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of known) {
    const far = mistakesBetween(typed, candidate.toLowerCase());
    if (far < least) [best, least] = [candidate, far];
  }
  return best;
}

/** Letters added, dropped or mistaken; two neighbours that changed places are one mistake. */
function mistakesBetween(typed: string, meant: string): number {
  const at = [...typed].findIndex((letter, index) => letter !== meant[index]);
  const swapped = `${typed.slice(0, at)}${typed[at + 1] ?? ''}${typed[at] ?? ''}${typed.slice(at + 2)}`;
  return at >= 0 && swapped === meant ? 1 : distance(typed, meant);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
