import { type Calendar, isWorkingDay, workingStretch } from '../../time/workweek.ts';
import { addDays, type Instant, instantAt, type LocalDate, wallTime, weekdayOf } from '../../time/zoned.ts';

const notBeforeOnFirstDay = wallTime('10:00');
const notAfterOnLastDay = wallTime('15:00');

/**
 * When somebody is written to on a date: as their working day begins, on the first day of their week not before 10:00,
 * and on the last one not after 15:00, unless they chose any hour. Undefined on a day off, and where no time is left.
 */
export function morningOn(calendar: Calendar, date: LocalDate, isAnyHour: boolean): Instant | undefined {
  const stretch = workingStretch(calendar, date);
  if (stretch === undefined || isAnyHour) return stretch?.from;
  const start = weekStart(calendar, date);
  const worksIn = (from: LocalDate, to: LocalDate) => {
    for (let day = from; day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) return true;
    return false;
  };
  const isFirst = !worksIn(start, addDays(date, -1));
  const isLast = !worksIn(addDays(date, 1), addDays(start, 6));
  const ten = instantAt(date, notBeforeOnFirstDay, calendar.zone);
  const at = isFirst && stretch.from < ten ? ten : stretch.from;
  if (at >= stretch.to) return undefined;
  return isLast && at > instantAt(date, notAfterOnLastDay, calendar.zone) ? undefined : at;
}

/** The first date of the working week that holds a date; a week begins after its longest rest (Sunday in Tel Aviv). */
function weekStart({ days }: Calendar, date: LocalDate): LocalDate {
  let [first, longest] = [1, 0];
  for (let day = 1; day <= 7; day += 1) {
    const rest = restBefore(days, day);
    if (days.includes(day) && rest > longest) [first, longest] = [day, rest];
  }
  return addDays(date, -((weekdayOf(date) - first + 7) % 7));
}

function restBefore(days: readonly number[], day: number): number {
  let rest = 0;
  while (rest < 7 && !days.includes(((day - 2 - rest + 14) % 7) + 1)) rest += 1;
  return rest;
}
