import { z } from 'zod';
import { daysBetween, type LocalDate } from '../../time/zoned.ts';
import career from './kits/career.json' with { type: 'json' };
import feedback from './kits/feedback.json' with { type: 'json' };
import first from './kits/first.json' with { type: 'json' };
import hardWeek from './kits/hardweek.json' with { type: 'json' };
import journey from './kits/journey.json' with { type: 'json' };
import persona from './kits/persona.json' with { type: 'json' };
import suggestionList from './kits/suggestions.json' with { type: 'json' };
import tipList from './kits/tips.json' with { type: 'json' };
import trust from './kits/trust.json' with { type: 'json' };
import workload from './kits/workload.json' with { type: 'json' };

const said = z.object({ id: z.string().regex(/^[a-z]+$/), text: z.string().min(1).max(160) });
const kitSchema = z.object({
  id: z.string().regex(/^[a-z]+$/),
  title: z.string().max(40),
  about: z.string(),
  steps: z.array(z.string()).min(1),
  questions: z.array(said),
  /** Where the thought comes from; the words are ours. */
  source: z.string(),
  /** The same in a few words, as cards name it. */
  credit: z.string().max(60),
});
/** A talk's worth of help: what it is for, how it goes, questions to ask. */
export type Kit = z.infer<typeof kitSchema>;

/** Every kit, in the order they are offered. */
export const kits: readonly Kit[] = z
  .array(kitSchema)
  .parse([first, career, feedback, workload, trust, hardWeek, persona, journey]);
/** Lines for supervisors, one a week at most. */
export const tips = z.array(said).parse(tipList);
/** Things worth doing for somebody, one a fortnight at most. */
export const suggestions = z.array(said).parse(suggestionList);

/** The kit of that name, or the one whose title begins so. */
export const findKit = (words: string): Kit | undefined =>
  kits.find(({ id }) => id === words.toLowerCase()) ??
  kits.find(({ title }) => title.toLowerCase().startsWith(words.toLowerCase()));

const questions = kits.flatMap((kit) => kit.questions.map((question) => ({ ...question, kit: kit.id })));
/** For the first talk, and only for it. */
const firstKit = 'first';
/** So many questions have to come in between before one is asked of the same person again. */
const restingQuestions = 12;

export const questionText = (id: string): string | undefined => questions.find((one) => one.id === id)?.text;

/** A question for two people that was not among their latest; `draw` in [0, 1) chooses. */
export function nextQuestion(asked: readonly string[], isFirstTalk: boolean, draw: number): string {
  const resting = new Set(asked.slice(-restingQuestions));
  const fitting = questions.filter(({ kit, id }) => (kit === firstKit) === isFirstTalk && !resting.has(id));
  const open = fitting.length > 0 ? fitting : questions.filter(({ id }) => id !== asked.at(-1));
  return open[Math.floor(draw * open.length)]?.id ?? 'loadeffort';
}

/** Something said beside a card before, and when. */
interface Last {
  readonly id: string;
  readonly on: LocalDate;
}

/** One of the sayings, unless the last was within so many days; never the same twice in a row. */
export function nextSaying<Saying extends { readonly id: string }>(
  sayings: readonly Saying[],
  last: Last | undefined,
  date: LocalDate,
  days: number,
  draw: number,
): Saying | undefined {
  if (last && daysBetween(last.on, date) < days) return undefined;
  const open = sayings.filter(({ id }) => id !== last?.id);
  return open[Math.floor(draw * open.length)];
}
