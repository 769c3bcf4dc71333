import { type Calendar, type Stretch, workingStretch } from './workweek.ts';
import { addDays, type Instant, type LocalDate, minuteOfDay, plus, wallTimeOf } from './zoned.ts';

const SLOT_MINUTES = 30;
/** Proposals further ahead than this help nobody. */
const PROPOSAL_DAYS = 14;
/** Where in the day a proposal falls, in turn, so that three are not all at nine. */
const PARTS_OF_DAY = [0.5, 0.25, 0.75];

/**
 * When everybody works at once, in order, as seen on the first calendar's `date`: its stretch of that date cut by
 * everybody else's, on whatever date theirs is. Empty without calendars or overlap.
 */
export function freeTogether(calendars: readonly Calendar[], date: LocalDate): Stretch[] {
  const [first, ...others] = calendars;
  const stretch = first && workingStretch(first, date);
  if (stretch === undefined) return [];
  return others.reduce((free, calendar) => intersect(free, stretchesAround(calendar, date)), [stretch]);
}

/**
 * Up to `n` starts of half hours when everybody works, within the 14 days after `afterDate` and in order: on different
 * days as long as there are such days, on the first calendar's full or half hours.
 */
export function proposals(calendars: readonly Calendar[], afterDate: LocalDate, n: number): Instant[] {
  const days: Instant[][] = [];
  for (let day = 1; day <= PROPOSAL_DAYS && days.length < n; day++) {
    const slots = freeTogether(calendars, addDays(afterDate, day)).flatMap((free) => slotsIn(free, calendars));
    if (slots.length > 0) days.push(slots);
  }
  const chosen: Instant[] = [];
  while (chosen.length < n && days.some((slots) => slots.length > 0)) {
    for (const slots of days) {
      if (chosen.length < n && slots.length > 0) chosen.push(...takeOne(slots, chosen.length));
    }
  }
  return chosen.sort((a, b) => a - b);
}

function takeOne(slots: Instant[], turn: number): Instant[] {
  const part = PARTS_OF_DAY[turn % PARTS_OF_DAY.length] ?? 0;
  return slots.splice(Math.floor(slots.length * part), 1);
}

function slotsIn(free: Stretch, calendars: readonly Calendar[]): Instant[] {
  const zone = calendars[0]?.zone;
  if (zone === undefined) return [];
  const slots: Instant[] = [];
  for (let at = free.from; plus(at, { minutes: SLOT_MINUTES }) <= free.to; ) {
    // Read the clock each time: Lord Howe's changes shift it by half an hour, Chatham's stands at a quarter to.
    const past = minuteOfDay(wallTimeOf(at, zone)) % SLOT_MINUTES;
    if (past === 0) slots.push(at);
    at = plus(at, { minutes: SLOT_MINUTES - past });
  }
  return slots;
}

function stretchesAround(calendar: Calendar, date: LocalDate): Stretch[] {
  const joined: Stretch[] = [];
  // Local dates differ by up to 26 hours, and a night shift adds a day.
  for (const day of [-2, -1, 0, 1, 2]) {
    const next = workingStretch(calendar, addDays(date, day));
    const last = joined.at(-1);
    // Somebody at work round the clock is not interrupted at midnight.
    if (next && last?.to === next.from) joined.splice(-1, 1, { from: last.from, to: next.to });
    else if (next) joined.push(next);
  }
  return joined;
}

function intersect(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return some.flatMap((a) =>
    others.flatMap((b) => {
      const from = a.from > b.from ? a.from : b.from;
      const to = a.to < b.to ? a.to : b.to;
      return from < to ? [{ from, to }] : [];
    }),
  );
}
