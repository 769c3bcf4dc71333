import { proposals } from '../../time/free-together.ts';
import type { Calendar } from '../../time/workweek.ts';
import type { Instant, LocalDate } from '../../time/zoned.ts';

const mostKept = 1_024;
const kept = new Map<string, readonly Instant[]>();

/** So many half hours are looked through for one that is not taken: two for each of fourteen reports. */
const mostLookedAt = 28;

/** Half hours that suit both, after a date. Kept by working weeks: of thousands of pairs most share theirs, and they are dear. */
export function slotsFor(calendars: readonly [Calendar, Calendar], date: LocalDate, count: number): readonly Instant[] {
  const key = JSON.stringify([calendars, date, count]);
  const known = kept.get(key);
  if (known) return known;
  const found = proposals(calendars, date, count);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, found);
  return found;
}

/** The same without those that are taken: two people cannot be met at once. */
export function slotsBut(
  taken: ReadonlySet<Instant>,
  calendars: readonly [Calendar, Calendar],
  date: LocalDate,
  count: number,
): readonly Instant[] {
  const first = slotsFor(calendars, date, count);
  if (!first.some((slot) => taken.has(slot))) return first;
  const others = slotsFor(calendars, date, mostLookedAt).filter((slot) => !taken.has(slot));
  return others.slice(0, count);
}
