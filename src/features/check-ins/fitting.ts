import { wallTime } from '../../time/zoned.ts';
import { packs, pulsePack } from './packs.ts';
import type { Program } from './records.ts';

/** A form or a card holds no more. */
export const mostStanding = 3;
export const longestQuestion = 200;

const minutesToAnswer = 90;
const lastMinute = 23 * 60 + 59;

/** A summary comes after its question, a reminder in between: moves the one and drops the other where a new time demands it. */
export function fitted(program: Program): Program {
  const { reminderAt, ...rest } = program;
  const { time } = rest.cadence;
  const digestAt = rest.digestAt > time ? rest.digestAt : laterThan(time);
  const isBetween = reminderAt !== undefined && reminderAt > time && reminderAt < digestAt;
  return { ...rest, digestAt, ...(isBetween ? { reminderAt } : {}) };
}

function laterThan(time: Program['digestAt']): Program['digestAt'] {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const at = Math.min(hours * 60 + minutes + minutesToAnswer, lastMinute);
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
