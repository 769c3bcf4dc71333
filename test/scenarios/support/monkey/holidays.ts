import Holidays from 'date-holidays';
import { DAY, dayAfter } from '../wall-clock.ts';

const known = new Map<string, ReadonlySet<string>>();

/** The dates of whole-day public holidays there in a year, read from the library without the sources under test. */
export function holidaysOf(country: string, year: number): ReadonlySet<string> {
  const key = `${country} ${year}`;
  const found = known.get(key) ?? new Set([year - 1, year].flatMap((one) => datesIn(country, one)));
  known.set(key, found);
  return found;
}

function datesIn(country: string, year: number): readonly string[] {
  return new Holidays(country).getHolidays(year).flatMap(({ type, date, start, end }) => {
    if (type !== 'public' || date.slice(11, 16) !== '00:00') return [];
    const days = Math.round((end.getTime() - start.getTime()) / DAY);
    return Array.from({ length: days }, (_, day) => dayAfter(date.slice(0, 10), day));
  });
}
