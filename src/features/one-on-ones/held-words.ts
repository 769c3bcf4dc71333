import type { PersonId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import type { ReadContext } from '../../ports/context.ts';
import { localDateOf } from '../../time/zoned.ts';
import { tips } from './kits.ts';
import { datesMet } from './meetings.ts';
import { type Choices, cards, defaultStanding, type Pair, standings } from './records.ts';
import { rhythmWords } from './rhythm.ts';

/** One pair as it is told to one of the two: when a talk was put off to is the supervisor's own business. */
export async function pairHeld(ctx: ReadContext, key: string, pair: Pair, person: PersonId): Promise<Json> {
  const { supervisor, report, state, since, rhythm } = pair;
  const standing = (await ctx.reads.get(standings, key)) ?? defaultStanding;
  const { askedAt, restUntil } = standing;
  return {
    ...{ supervisor, report, state, since, met: [...datesMet(standing)] },
    ...(rhythm ? { rhythm: rhythmWords(rhythm) } : {}),
    ...(askedAt === undefined ? {} : { asked: localDateOf(askedAt, ctx.settings.calendar.zone) }),
    ...(restUntil === undefined || person !== supervisor ? {} : { putOffTo: restUntil }),
  };
}

/** What somebody chose for themselves, in words. */
export function choicesHeld(chosen: Choices | undefined): Json {
  if (!chosen) return null;
  const { rhythm, restUntil, isAnyHour, noTips, noSuggestions, noSheets, lastTip, lastSuggestion, suggested } = chosen;
  return {
    ...(rhythm ? { rhythm: rhythmWords(rhythm) } : {}),
    ...(restUntil === undefined ? {} : { nudges: restUntil === 'on' ? 'off' : `not before ${restUntil}` }),
    ...(isAnyHour ? { anyHour: true } : {}),
    ...(noTips ? { noTips } : {}),
    ...(noSuggestions ? { noSuggestions } : {}),
    ...(noSheets ? { noWordOfSheets: noSheets } : {}),
    ...(lastTip
      ? { lastTip: tips.find(({ id }) => id === lastTip.id)?.text ?? lastTip.id, lastTipOn: lastTip.on }
      : {}),
    ...(lastSuggestion ? { lastSuggestionOn: lastSuggestion.on } : {}),
    ...(suggested && suggested.length > 0 ? { suggested } : {}),
  };
}

/** The nudges that were made for a supervisor, each with whom it named. */
export async function cardsHeld(ctx: ReadContext, person: PersonId): Promise<readonly Json[]> {
  const rows = await ctx.reads.list(cards, { prefix: `${person}/` });
  return rows.map(({ key, value }) => ({
    on: key.slice(person.length + 1),
    about: value.lines.map(({ report }) => report),
    ...(value.suggestion === undefined ? {} : { suggestion: value.suggestion }),
  }));
}
