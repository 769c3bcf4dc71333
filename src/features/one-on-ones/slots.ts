import { proposals } from '../../time/free-together.ts';
import type { Calendar } from '../../time/workweek.ts';
import type { Instant, LocalDate } from '../../time/zoned.ts';

const mostKept = 1_024;
const kept = new Map<string, readonly Instant[]>();

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
