import { Temporal } from 'temporal-polyfill';

declare const kind: unique symbol;

/** A moment: whole milliseconds since 1970-01-01T00:00Z, without leap seconds. */
export type Instant = number & { readonly [kind]: 'Instant' };
/** A day on somebody's calendar, `YYYY-MM-DD`, years 1000 to 9999; compares correctly as text. */
export type LocalDate = string & { readonly [kind]: 'LocalDate' };
/** A time on somebody's wall clock, `HH:MM`, 00:00 to 23:59; compares correctly as text. */
export type WallTime = string & { readonly [kind]: 'WallTime' };
/** An IANA time zone name such as `Europe/Lisbon`; never an offset such as `+01:00`. */
export type Zone = string & { readonly [kind]: 'Zone' };
/** How the reader likes dates written: a BCP 47 locale, and a 12 or 24 hour clock. */
export type Reader = { readonly locale: string; readonly hourCycle: 'h12' | 'h23' };
/** What a formatted moment shows; in British English `10:00`, `Tue 1 Dec`, `Tue 1 Dec, 10:00`, `Tue 10:00`, `1 Dec 2026`. */
export type InstantStyle = 'time' | 'day' | 'dayTime' | 'weekdayTime' | 'date';
/** What a formatted date shows: `Tue 1 Dec` or `1 Dec 2026`. */
export type DateStyle = 'day' | 'date';

const MINUTE = 60_000;
const DAY = 86_400_000;
const MAX_ZONE_YEARS = 4_096;
const MAX_FORMATTERS = 2_048;

const asInstant = (ms: number) => ms as Instant;
const asDate = (utcMidnight: number) => new Date(utcMidnight).toISOString().slice(0, 10) as LocalDate;

/** True for a real calendar day written `YYYY-MM-DD`; 2027-02-29 is not one. */
export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !/^[1-9]\d{3}-\d\d-\d\d$/.test(value)) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && asDate(ms) === value;
}

/** True for `HH:MM` from 00:00 to 23:59, both parts with two digits. */
export function isWallTime(value: unknown): value is WallTime {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** True for a zone this machine's time zone data knows, in any case; offsets and `local` are none. */
export function isZone(value: unknown): value is Zone {
  return typeof value === 'string' && canonicalZone(value) !== undefined;
}

/** The instant of an ISO text with an offset or `Z`, or of whole epoch milliseconds; RangeError otherwise. */
export function instant(isoOrMs: string | number): Instant {
  if (typeof isoOrMs === 'number') {
    if (Number.isInteger(isoOrMs) && Math.abs(isoOrMs) <= 8.64e15) return asInstant(isoOrMs);
    throw new RangeError(`not an instant: ${isoOrMs} (wanted whole milliseconds since 1970)`);
  }
  try {
    return asInstant(Temporal.Instant.from(isoOrMs).epochMilliseconds);
  } catch (cause) {
    throw new RangeError(`not an instant: "${isoOrMs}" (wanted e.g. 2026-12-01T10:00Z)`, { cause });
  }
}

/** The date of a `YYYY-MM-DD` text; RangeError for anything else. */
export function localDate(text: string): LocalDate {
  if (isLocalDate(text)) return text;
  throw new RangeError(`not a date: "${text}" (wanted a real day as YYYY-MM-DD)`);
}

/** The wall time of an `HH:MM` text; RangeError for anything else. */
export function wallTime(text: string): WallTime {
  if (isWallTime(text)) return text;
  throw new RangeError(`not a time: "${text}" (wanted HH:MM from 00:00 to 23:59)`);
}

/** The zone of that name in any case, properly spelt (`europe/lisbon` gives `Europe/Lisbon`); RangeError if unknown. */
export function zone(text: string): Zone {
  const found = canonicalZone(text);
  if (found !== undefined) return found;
  throw new RangeError(`not a time zone: "${text}" (wanted an IANA name such as Europe/Lisbon)`);
}

/** The instant as UTC text, `2026-12-01T10:00:00.000Z`; always the same length, so it sorts as text. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}

/** When that wall time comes on that date there. In a spring gap the later reading, in an autumn fold the earlier. */
export function instantAt(date: LocalDate, time: WallTime, zone: Zone): Instant {
  const local = Date.parse(date) + minuteOfDay(time) * MINUTE;
  const before = offsetMs(zone, local - DAY);
  const after = offsetMs(zone, local + DAY);
  if (before === after || offsetMs(zone, local - before) === before) return asInstant(local - before);
  // The old offset no longer holds at its own reading: either the change is past, or `local` lies in the gap.
  return asInstant(offsetMs(zone, local - after) === after ? local - after : local - before);
}

/** The calendar date there at that instant. */
export function localDateOf(at: Instant, zone: Zone): LocalDate {
  return asDate(at + offsetMs(zone, at));
}

/** The wall clock there at that instant, seconds cut off. */
export function wallTimeOf(at: Instant, zone: Zone): WallTime {
  return new Date(at + offsetMs(zone, at)).toISOString().slice(11, 16) as WallTime;
}

/** Minutes the clocks there are ahead of UTC at that instant (negative west of it; whole since 1972). */
export function utcOffsetMinutes(zone: Zone, at: Instant): number {
  return offsetMs(zone, at) / MINUTE;
}

/** Minutes from midnight to that wall time, 0 to 1439. */
export function minuteOfDay(time: WallTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The date `n` days later, or earlier if negative. */
export function addDays(date: LocalDate, n: number): LocalDate {
  return asDate(Date.parse(date) + n * DAY);
}

/** The same day `n` months later or earlier; a day the month lacks becomes its last (31 Jan + 1 = 28 or 29 Feb). */
export function addMonths(date: LocalDate, n: number): LocalDate {
  return localDate(Temporal.PlainDate.from(date).add({ months: n }).toString());
}

/** Whole days from `a` to `b`; negative if `b` comes first. */
export function daysBetween(a: LocalDate, b: LocalDate): number {
  return (Date.parse(b) - Date.parse(a)) / DAY;
}

/** ISO day of the week: 1 Monday to 7 Sunday. */
export function weekdayOf(date: LocalDate): number {
  return ((((Date.parse(date) / DAY + 3) % 7) + 7) % 7) + 1;
}

/** Exact time later: a day is 24 hours here, whatever the clocks do; use `addDays` for calendar days. */
export function plus(
  at: Instant,
  span: { readonly days?: number; readonly hours?: number; readonly minutes?: number; readonly seconds?: number },
): Instant {
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = span;
  return asInstant(at + days * DAY + hours * 60 * MINUTE + minutes * MINUTE + seconds * 1_000);
}

/** An ISO 8601 duration later: its years to days on the calendar there, its hours to seconds exact. RangeError if malformed. */
export function plusDuration(at: Instant, isoDuration: string, zone: Zone): Instant {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  try {
    return asInstant(there.add(Temporal.Duration.from(isoDuration)).epochMilliseconds);
  } catch (cause) {
    throw new RangeError(`not a duration: "${isoDuration}" (wanted e.g. P1D or PT3H)`, { cause });
  }
}

/** The moment as that reader writes it, on the clocks of `zone`; an unknown locale reads as British English. */
export function formatInstant(at: Instant, zone: Zone, style: InstantStyle, reader: Reader): string {
  // ICU puts a narrow no-break space before AM; some chat clients draw it as a box.
  return formatter(zone, style, reader).format(at).replaceAll('\u202f', ' ');
}

/** The calendar date as that reader writes it. */
export function formatDate(date: LocalDate, style: DateStyle, reader: Reader): string {
  return formatter('UTC', style, reader).format(Date.parse(date));
}

/** The city a zone is named after, for people: `Lisbon`, `Buenos Aires`; `UTC` stays `UTC`. */
export function zoneCity(zone: Zone): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** Every zone name this machine lists; older spellings (Asia/Calcutta) may stand for newer ones. */
export function zoneNames(): readonly Zone[] {
  return Intl.supportedValuesOf('timeZone').filter(isZone);
}

const spellings = new Map<string, Zone>();

function canonicalZone(text: string): Zone | undefined {
  const known = spellings.get(text);
  if (known !== undefined || !/^[A-Za-z]/.test(text)) return known;
  try {
    const name = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId as Zone;
    if (spellings.size >= MAX_ZONE_YEARS) spellings.clear();
    spellings.set(text, name);
    return name;
  } catch {
    return undefined;
  }
}

/** One stretch of constant offset, in ms ahead of UTC, from `from` to the next stretch's or the year's end. */
type Stretch = { readonly from: number; readonly offset: number };

const zoneYears = new Map<string, Map<number, readonly Stretch[]>>();
let zoneYearCount = 0;

// Temporal needs about 30 us for a conversion; with the year's changes at hand it is arithmetic.
function offsetMs(zone: Zone, at: number): number {
  const year = new Date(at).getUTCFullYear();
  const stretches = zoneYears.get(zone)?.get(year) ?? loadYear(zone, year);
  let offset = 0;
  for (const stretch of stretches) {
    if (stretch.from > at) break;
    offset = stretch.offset;
  }
  return offset;
}

function loadYear(zone: Zone, year: number): readonly Stretch[] {
  const start = Temporal.Instant.fromEpochMilliseconds(Date.UTC(year, 0));
  let there: Temporal.ZonedDateTime | null = start.toZonedDateTimeISO(zone);
  const stretches: Stretch[] = [];
  while (there !== null && new Date(there.epochMilliseconds).getUTCFullYear() === year) {
    stretches.push({ from: there.epochMilliseconds, offset: there.offsetNanoseconds / 1e6 });
    there = there.getTimeZoneTransition('next');
  }
  if (++zoneYearCount > MAX_ZONE_YEARS) {
    zoneYears.clear();
    zoneYearCount = 1;
  }
  const years = zoneYears.get(zone) ?? new Map<number, readonly Stretch[]>();
  zoneYears.set(zone, years.set(year, stretches));
  return stretches;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

const FIELDS = {
  time: {},
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  dayTime: { weekday: 'short', day: 'numeric', month: 'short' },
  weekdayTime: { weekday: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
} satisfies Record<InstantStyle, Intl.DateTimeFormatOptions>;

function formatter(timeZone: string, style: InstantStyle, { locale, hourCycle }: Reader): Intl.DateTimeFormat {
  const key = `${timeZone} ${style} ${locale} ${hourCycle}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const clock = { hour: hourCycle === 'h12' ? 'numeric' : '2-digit', minute: '2-digit', hourCycle } as const;
  const options = { timeZone, ...FIELDS[style], ...(style === 'day' || style === 'date' ? {} : clock) };
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  const made = new Intl.DateTimeFormat([...supported(locale), 'en-GB'], options);
  formatters.set(key, made);
  return made;
}

function supported(locale: string): string[] {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale);
  } catch {
    return [];
  }
}
