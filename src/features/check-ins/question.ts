import { z } from 'zod';

/** One question as it is asked. */
export const questionSchema = z.object({
  id: z.string().min(1),
  text: z.string().min(1),
  /** Free words, agreement from 1 to 5, how somebody feels, or one of `options`. */
  kind: z.enum(['open', 'scale', 'mood', 'choice']),
  tags: z.array(z.string()).optional(),
  /** What the values are called, lowest first. */
  options: z.array(z.string().min(1)).min(2).max(5).optional(),
  /** What is asked of those whose value was low. */
  followUp: z.string().optional(),
  /** Where the wording is from, if the pack's source does not say it. */
  source: z.string().optional(),
  /** What several questions measure together. */
  theme: z.string().optional(),
});
export type Question = z.infer<typeof questionSchema>;

/** A pack as its data file holds it. */
export const packSchema = z.object({
  name: z.string(),
  title: z.string(),
  /** What it is for, as a sentence to an admin. */
  about: z.string(),
  source: z.string(),
  licence: z.string(),
  questions: z.array(questionSchema).min(1),
});
export type Pack = z.infer<typeof packSchema>;

const agreement = ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'];
const moods = ['Rough', 'So-so', 'Fine', 'Good', 'Great'];

/** The highest value that counts as low, and so is asked what would help. */
const lowest = 2;

/** What the values of a question are called, lowest first; none for free words. */
export function optionsOf({ kind, options }: Question): readonly string[] {
  if (kind === 'open') return [];
  return options ?? (kind === 'mood' ? moods : agreement);
}

/** True for a question whose values stand in an order. */
export const isOrdered = ({ kind }: Question) => kind === 'scale' || kind === 'mood';

/** The words asked after a low value; undefined where none are. */
export const followUpOf = (question: Question, value: number | string): string | undefined =>
  isOrdered(question) && typeof value === 'number' && value <= lowest ? question.followUp : undefined;

/** What the words of a follow-up are kept under. */
export const followUpId = (question: string) => `${question}+`;
