import { optionsOf, type Question } from './question.ts';
import type { Cell } from './records.ts';

/** The distribution of a question's values, or nothing where fewer than the floor have answered. */
export function cellOf(question: Question, values: readonly (number | string)[], floor: number): Cell | undefined {
  if (question.kind === 'open' || values.length < floor) return undefined;
  const counts = optionsOf(question).map((_, index) => values.filter((value) => value === index + 1).length);
  return { question, answers: values.length, counts };
}

/** The value all gave, from 1; undefined where they differ. */
export function unanimous({ answers, counts }: Cell): number | undefined {
  const index = counts.indexOf(answers);
  return index < 0 ? undefined : index + 1;
}

/** The mean of the values, from 1. */
export const meanOfCell = ({ answers, counts }: Cell): number =>
  counts.reduce((sum, count, index) => sum + count * (index + 1), 0) / Math.max(1, answers);

/** How many agreed or agreed strongly, of how many: the upper two of five values. */
export const positiveOf = ({ answers, counts }: Cell) => ({
  of: answers,
  positive: counts.slice(Math.ceil(counts.length / 2)).reduce((sum, count) => sum + count, 0),
});
