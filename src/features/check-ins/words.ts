/** Words that began a sentence, within one: only the first letter changes, days keep theirs. */
export const inSentence = (words: string): string => `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`;
