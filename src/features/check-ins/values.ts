import { UserError } from '../../core/errors.ts';
import type { FormValues } from '../../core/form.ts';
import type { JsonObject } from '../../core/json.ts';
import { longestAnswer } from './messages.ts';
import { optionsOf, type Question } from './question.ts';

/** The value a button carries. UserError for one that its question does not have. */
export function readValue(questions: readonly Question[], args: JsonObject): { question: string; value: number } {
  const question = questions.find(({ id }) => id === args.question);
  const value = typeof args.value === 'number' ? args.value : Number.NaN;
  if (!question || optionsOf(question)[value - 1] === undefined)
    throw new UserError('I no longer know this answer. /hallway answer shows the question as it is now.');
  return { question: question.id, value };
}

/** What was filled in for a question, or what is wrong with it. */
export function readField(
  question: Question,
  typed: FormValues[string],
): { readonly value: number | string } | { readonly problem: string } {
  const words = typeof typed === 'string' ? typed.trim() : '';
  if (question.kind === 'open') {
    if (words === '') return { problem: 'Write a few words, or close this.' };
    return words.length > longestAnswer
      ? { problem: `Please keep it under ${longestAnswer} characters.` }
      : { value: words };
  }
  return optionsOf(question)[Number(words) - 1] === undefined ? { problem: 'Choose one.' } : { value: Number(words) };
}
