import { Temporal } from 'temporal-polyfill';
import { dateOfUtc, type Instant, type LocalDate, localDate, minuteOfDay, type WallTime, type Zone } from './values.ts';

export * from './values.ts';

/** How the reader likes dates written: a BCP 47 locale, and a 12 or 24 hour clock. */
export type Reader = { readonly locale: string; readonly hourCycle: 'h12' | 'h23' };
/** What a formatted moment shows; in British English `10:00`, `Tue 1 Dec`, `Tue 1 Dec, 10:00`, `Tue 10:00`, `1 Dec 2026`. */
export type InstantStyle = 'time' | 'day' | 'dayTime' | 'weekdayTime' | 'date';
/** What a formatted date shows: `Tue 1 Dec`, `1 Dec 2026` or `Tuesday`. */
export type DateStyle = 'day' | 'date' | 'weekday';

const MINUTE = 60_000;
const DAY = 86_400_000;
const MAX_ZONE_YEARS = 4_096;
const MAX_FORMATTERS = 2_048;

const asInstant = (ms: number) => ms as Instant;

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
  return dateOfUtc(at + offsetMs(zone, at));
}

/** The wall clock there at that instant, seconds cut off. */
export function wallTimeOf(at: Instant, zone: Zone): WallTime {
  return new Date(at + offsetMs(zone, at)).toISOString().slice(11, 16) as WallTime;
}

/** Minutes the clocks there are ahead of UTC at that instant (negative west of it; whole since 1972). */
export function utcOffsetMinutes(zone: Zone, at: Instant): number {
  return offsetMs(zone, at) / MINUTE;
}

/** The same day `n` months later or earlier; a day the month lacks becomes its last (31 Jan + 1 = 28 or 29 Feb). */
export function addMonths(date: LocalDate, n: number): LocalDate {
  return localDate(Temporal.PlainDate.from(date).add({ months: n }).toString());
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

/** The moment on the clocks of `zone` as a Temporal object, for libraries that take one. */
export function temporalAt(at: Instant, zone: Zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
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
  weekday: { weekday: 'long' },
} satisfies Record<InstantStyle | DateStyle, Intl.DateTimeFormatOptions>;

function formatter(
  timeZone: string,
  style: InstantStyle | DateStyle,
  { locale, hourCycle }: Reader,
): Intl.DateTimeFormat {
  const key = `${timeZone} ${style} ${locale} ${hourCycle}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const clock = { hour: hourCycle === 'h12' ? 'numeric' : '2-digit', minute: '2-digit', hourCycle } as const;
  const options = { timeZone, ...FIELDS[style], ...(/time/i.test(style) ? clock : {}) };
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
