import { minuteOfDay, type WallTime, wallTime } from '../../time/zoned.ts';
import { packs, pulsePack } from './packs.ts';
import type { Program } from './records.ts';

/** A form or a card holds no more. */
export const mostStanding = 3;
export const longestQuestion = 200;

/** A summary nobody has set a time for leaves as much to answer. */
export const minutesToAnswer = 90;
const lastMinute = 23 * 60 + 59;

/**
 * A summary comes after its question, at least `least` minutes, and a reminder in between: moves the one and drops the other
 * where a new time demands it.
 */
export function fitted(program: Program, least = 1): Program {
  const { reminderAt, ...rest } = program;
  const { time } = rest.cadence;
  const isFar = minuteOfDay(rest.digestAt) - minuteOfDay(time) >= least;
  const digestAt = isFar ? rest.digestAt : (timeAfter(time, minutesToAnswer) ?? rest.digestAt);
  const isBetween = reminderAt !== undefined && reminderAt > time && reminderAt < digestAt;
  return { ...rest, digestAt, ...(isBetween ? { reminderAt } : {}) };
}

/** The time to answer that a question keeps when it moves: what it had, and at first what it should have. */
export function leastToAnswer(before: Pick<Program, 'digestAt' | 'cadence'> | undefined): number {
  if (!before) return minutesToAnswer;
  return Math.min(minutesToAnswer, minuteOfDay(before.digestAt) - minuteOfDay(before.cadence.time));
}

/** So much later on the same day, at the latest its last minute; undefined where that is no later. */
export function timeAfter(time: WallTime, minutes: number): WallTime | undefined {
  const at = Math.min(minuteOfDay(time) + minutes, lastMinute);
  if (at <= minuteOfDay(time)) return undefined;
  const two = (part: number) => String(part).padStart(2, '0');
  return wallTime(`${two(Math.floor(at / 60))}:${two(at % 60)}`);
}

/** What does not go together in a program from a file, by the names the file has. */
export function faultOf(program: Program): string | undefined {
  const { pack, digestAt, cadence, shape, isLocal, isAnonymous, reminderAt, standing } = program;
  const isOpen = shape === 'water-cooler';
  if (!packs.has(pack)) return `there is no pack "${pack}"; there are ${[...packs.keys()].join(', ')}.`;
  if (digestAt <= cadence.time) return `digestAt has to be later than the question's ${cadence.time}.`;
  if (isOpen && isLocal) return 'a water cooler has one time for all: isLocal false.';
  if (isOpen && isAnonymous) return 'in a thread everybody sees who writes: isAnonymous false.';
  if (pack === pulsePack && (isOpen || !isAnonymous))
    return 'the pulse is asked in private and without names: shape private, isAnonymous true.';
  if (reminderAt !== undefined && (reminderAt <= cadence.time || reminderAt >= digestAt))
    return `reminderAt has to lie between ${cadence.time} and ${digestAt}.`;
  const isTooLong = standing.length > mostStanding || standing.some((one) => one.length > longestQuestion);
  return isTooLong ? `standing holds up to ${mostStanding} questions of ${longestQuestion} characters.` : undefined;
}
