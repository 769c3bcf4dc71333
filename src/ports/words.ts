import type { Word } from './context.ts';

/** The words of a command as the person reads them, for messages and for grammars that take plain words. */
export const plainWords = (words: readonly Word[]): string[] => words.map((word) => word.text);
