import type { ReadContext } from '../../ports/context.ts';
import { describeCadence } from '../../time/cadence-words.ts';
import { type Zone, zoneCity } from '../../time/zoned.ts';
import { packs, pulsePack } from './packs.ts';
import type { Program } from './records.ts';
import { inSentence } from './words.ts';

/** A rhythm as the log keeps it: `Every weekday at 09:30, in everybody's own time`. */
export const rhythmWords = ({ cadence, isLocal }: Pick<Program, 'cadence' | 'isLocal'>) =>
  `${describeCadence(cadence)}, ${isLocal ? "in everybody's own time" : cadence.zone}`;

/** The same to somebody who is asked: `Every weekday at 09:30, your time,`. */
export const rhythmTold = (
  ctx: Pick<ReadContext, 'settings'>,
  { cadence, isLocal }: Pick<Program, 'cadence' | 'isLocal'>,
) => `${describeCadence(cadence, ctx.settings.reader)}, ${isLocal ? 'your time' : cityTime(cadence.zone)},`;

/** Whose clock is meant: `London time`. */
export const cityTime = (zone: Zone) => (zone === 'UTC' ? zone : `${zoneCity(zone)} time`);

/** What is asked, in a few words. */
export const askedWords = ({ standing, pack }: Pick<Program, 'standing' | 'pack'>) =>
  standing.length > 0
    ? standing.map((one) => `"${one}"`).join(' ')
    : `questions of the pack "${packs.get(pack)?.title ?? pack}"`;

/** Asked and told by the quarter: an own question takes the pack's place, and is told on its day. */
export const isPulse = ({ pack, standing }: Pick<Program, 'pack' | 'standing'>): boolean =>
  pack === pulsePack && standing.length === 0;

/** What becomes of the answers, in a sentence without its full stop. */
export function sharedWords(program: Program): string {
  if (program.shape === 'water-cooler')
    return 'One question to the channel, answered in its thread. I keep nothing of it';
  const how = program.isAnonymous ? 'without names' : 'by name';
  if (isPulse(program))
    return `Open until ${openWords(program)}, shared ${how} in the channel at the end of the quarter`;
  const where = program.inThread ? ' in a thread' : '';
  return `Shared ${how} in the channel${where} ${digestWords(program)}`;
}

const openWords = ({ digestAt, isLocal, cadence }: Program): string =>
  isLocal ? `it is ${digestAt} for the last who are asked` : `${digestAt}, ${cityTime(cadence.zone)}`;

/** The reminder of a program that has one, as a sentence; nothing else. */
export const reminderWords = ({ reminderAt, isAnonymous }: Program): string =>
  reminderAt === undefined || isAnonymous ? '' : `One reminder at ${reminderAt}, only to those who have said nothing.`;

/** When answers are shared, so that nobody takes it for their own clock. */
function digestWords({ digestAt, digestPer, isAnonymous, isLocal, cadence }: Program): string {
  if (!isLocal) return `at ${digestAt}, ${cityTime(cadence.zone)}`;
  const whom = digestPer === 'band' && !isAnonymous ? 'the last in each band of time zones' : 'the last who are asked';
  return `once it is ${digestAt} for ${whom}`;
}

/** A program's rhythm for a line of status. */
export const shortRhythm = (ctx: ReadContext, { cadence, isLocal }: Program) =>
  `${inSentence(describeCadence(cadence, ctx.settings.reader))}, ${isLocal ? "in everybody's own time" : cityTime(cadence.zone)}`;
