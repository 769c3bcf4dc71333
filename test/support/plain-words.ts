import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { Message } from '../../src/core/message.ts';
import { read } from './reading.ts';

/** The sentences of a card, without its buttons. */
export const sentences = (message: Message): string =>
  read(message)
    .split('\n')
    .filter((line) => !line.startsWith('['))
    .join('. ');

export const countWords = (text: string): number => text.split(/\s+/).filter((word) => /\w/.test(word)).length;

/** The school year in which a text is read with ease, after Flesch and Kincaid. */
export function gradeOf(text: string): number {
  const sentence = Math.max(1, text.split(/[.?:]\s/).length);
  return fleschKincaid({ sentence, word: countWords(text), syllable: syllable(text) });
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
