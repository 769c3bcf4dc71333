import type { ReadContext } from '../../ports/context.ts';
import type { Occurrence, Schedule, Window } from '../../ports/feature.ts';
import type { Calendar } from '../../time/workweek.ts';
import { addDays, type Instant, instantAt, type LocalDate, localDate, localDateOf, toIso } from '../../time/zoned.ts';
import { lookAround } from './look-around.ts';
import { morningOn } from './mornings.ts';
import { isHere, teams } from './pair-facts.ts';
import { planMorning } from './plan.ts';
import { choices, plans } from './records.ts';

/** A nudge is of its day; who is asleep by then is written to on another. */
const graceMinutes = 12 * 60;
const daysAhead = 40;
/** Mornings looked for at once: none but the one that runs has been claimed, so a few are enough, and they are dear. */
const fewMornings = 16;
const DAY = 86_400_000;

interface Hours {
  readonly calendar: Calendar;
  readonly isAnyHour: boolean;
}

/** Mornings of supervisors, by the instant: everybody's who begins then is planned together. */
export const oneOnOneSchedule: Schedule<ReturnType<typeof plans.parse>> = {
  name: 'oneonone',
  subjects: plans,
  followsPeople: true,
  async occurrences(ctx, _subject, window) {
    const mornings = await morningsIn(ctx, { ...window, limit: Math.min(window.limit, fewMornings) });
    const last = mornings.length < fewMornings ? window.to : (mornings.at(-1)?.at ?? window.to);
    const looks = daily(ctx, { ...window, to: last });
    return [...looks, ...mornings].sort((a, b) => a.at - b.at).slice(0, window.limit);
  },
  async run(ctx, _subject, { step, at }) {
    if (step === 'look') await lookAround(ctx);
    else await planMorning(ctx, at);
  },
  missed: async () => undefined,
};

/** Once a day, as the house begins its day: who is new, who has moved, which figures are due. */
function daily(ctx: ReadContext, { from, to, limit }: Window): readonly Occurrence[] {
  const { zone, from: start } = ctx.settings.calendar;
  const found: Occurrence[] = [];
  for (let date = localDateOf(from, zone); found.length < limit; date = addDays(date, 1)) {
    const at = instantAt(date, start, zone);
    if (at > to) return found;
    if (at >= from)
      found.push({
        step: 'look',
        date,
        at,
        graceMinutes: 24 * 60,
        what: 'Looks who is new and who has moved',
        to: 'nobody',
        why: 'every day',
      });
  }
  return found;
}

async function morningsIn(ctx: ReadContext, window: Window): Promise<readonly Occurrence[]> {
  const hours = await hoursOfSupervisors(ctx);
  const found = new Set<Instant>();
  const first = localDate(toIso(window.from).slice(0, 10));
  for (let day = -1; day <= daysAhead; day += 1) {
    const date = addDays(first, day);
    // A later local date cannot begin before this anywhere on earth.
    const settled = Date.parse(date) - DAY;
    if (settled > window.to || [...found].filter((at) => at < settled).length >= window.limit) break;
    for (const { calendar, isAnyHour } of hours) {
      const at = morningOn(calendar, date, isAnyHour);
      if (at !== undefined && at >= window.from && at <= window.to) found.add(at);
    }
  }
  return [...found]
    .sort((a, b) => a - b)
    .slice(0, window.limit)
    .map(occurrence);
}

function occurrence(at: Instant): Occurrence {
  const iso = toIso(at);
  return {
    step: iso.slice(11, 16),
    date: iso.slice(0, 10) as LocalDate,
    at,
    graceMinutes,
    what: 'Looks whose one-on-ones come round',
    to: 'supervisors whose day begins',
    why: 'each supervisor hears on their own morning',
  };
}

/** Every working week that a supervisor has, each once. */
async function hoursOfSupervisors(ctx: ReadContext): Promise<readonly Hours[]> {
  const found = new Map<string, Hours>();
  for (const id of (await teams(ctx)).keys()) {
    const person = await ctx.people.get(id);
    if (!isHere(person)) continue;
    const isAnyHour = (await ctx.reads.get(choices, id))?.isAnyHour ?? false;
    const { calendar } = person;
    found.set(JSON.stringify([calendar, isAnyHour]), { calendar, isAnyHour });
  }
  return [...found.values()];
}
