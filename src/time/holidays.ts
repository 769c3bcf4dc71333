import Holidays from 'date-holidays';
import { kept } from './kept.ts';
import { type Parsed, problem, read } from './words.ts';
import { addDays, type LocalDate, localDate } from './zoned.ts';

/** A public holiday that closes the whole day, and its English name where there is one. */
export type Holiday = { readonly date: LocalDate; readonly name: string };

const DAY = 86_400_000;
const MAX_COUNTRY_YEARS = 2_048;

const world = new Holidays();
const calculators = new Map<string, Holidays>();
const starting = new Map<string, readonly Holiday[]>();
const byDate = new Map<string, ReadonlyMap<LocalDate, string>>();

/** True for an ISO 3166 country we know the holidays of, alone or with its region: `DE`, `DE-BY`, in any case. */
export const isCountry = (value: unknown): value is string => typeof value === 'string' && isKnown(value);

/** The code of a country as people write one: `pt`, `de by`, `Portugal`. */
export function parseCountry(typed: readonly string[]): Parsed<string> {
  const code = typed.join('-').toUpperCase();
  if (isCountry(code)) return read(code);
  const words = typed.join(' ');
  const named = Object.entries<string>(world.getCountries('en') ?? {}).find(
    ([, name]) => name.toLowerCase() === words.toLowerCase(),
  );
  const sentence = `I don't know the public holidays of "${words}". Give a country or its code, such as PT or DE-BY.`;
  return named ? read(named[0]) : problem(sentence, words);
}

function isListed(value: string): boolean {
  const [country = '', state, region, ...more] = value.toUpperCase().split('-');
  if (more.length > 0 || !Object.hasOwn(world.getCountries() ?? {}, country)) return false;
  if (state === undefined) return true;
  if (!Object.hasOwn(world.getStates(country) ?? {}, state)) return false;
  return region === undefined || Object.hasOwn(world.getRegions(country, state) ?? {}, region);
}

/** The library puts its whole list together at each question, and everybody's country is asked for at each read. */
const isKnown = kept(isListed, MAX_COUNTRY_YEARS);

/** The whole-day public holidays there in that year, by date; half days are left out. RangeError for an unknown country. */
export function holidaysIn(country: string, year: number): Holiday[] {
  return [...holidayNames(country, year)].map(([date, name]) => ({ date, name }));
}

/** The same as a lookup from date to name, kept between calls. */
export function holidayNames(country: string, year: number): ReadonlyMap<LocalDate, string> {
  const key = `${country} ${year}`;
  const known = byDate.get(key);
  if (known !== undefined) return known;
  const found = new Map<LocalDate, string>();
  // A holiday of several days may begin in December and end in January.
  for (const { date, name } of [...startingIn(country, year - 1), ...startingIn(country, year)].sort(byDay)) {
    if (date.startsWith(`${year}-`) && !found.has(date)) found.set(date, name);
  }
  if (byDate.size >= MAX_COUNTRY_YEARS) byDate.clear();
  byDate.set(key, found);
  return found;
}

function startingIn(country: string, year: number): readonly Holiday[] {
  const key = `${country} ${year}`;
  const known = starting.get(key);
  if (known !== undefined) return known;
  const days = calculator(country).getHolidays(year).flatMap(wholeDays);
  if (starting.size >= MAX_COUNTRY_YEARS) starting.clear();
  starting.set(key, days);
  return days;
}

// Only the text of `date` is local to the country; `start` and `end` are instants, good for the length alone.
function wholeDays(holiday: { date: string; start: Date; end: Date; name: string }): Holiday[] {
  if (holiday.date.slice(11, 16) !== '00:00') return [];
  const length = Math.round((holiday.end.getTime() - holiday.start.getTime()) / DAY);
  const first = localDate(holiday.date.slice(0, 10));
  return Array.from({ length }, (_, day) => ({ date: addDays(first, day), name: holiday.name }));
}

function calculator(country: string): Holidays {
  const code = country.toUpperCase();
  const known = calculators.get(code);
  if (known !== undefined) return known;
  if (!isCountry(code)) throw new RangeError(`not a country: "${country}" (wanted ISO 3166 such as DE or DE-BY)`);
  const made = new Holidays(code, { types: ['public'], languages: ['en'] });
  calculators.set(code, made);
  return made;
}

function byDay(a: Holiday, b: Holiday): number {
  return a.date < b.date ? -1 : Number(a.date > b.date);
}
