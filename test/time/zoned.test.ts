import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  formatDate,
  formatInstant,
  instant,
  instantAt,
  isLocalDate,
  isWallTime,
  isZone,
  localDate,
  localDateOf,
  plus,
  plusDuration,
  type Reader,
  toIso,
  utcOffsetMinutes,
  wallTime,
  wallTimeOf,
  weekdayOf,
  zone,
  zoneCity,
  zoneNames,
} from '../../src/time/zoned.ts';

const BRITISH: Reader = { locale: 'en-GB', hourCycle: 'h23' };
const AMERICAN: Reader = { locale: 'en-US', hourCycle: 'h12' };
const LISBON = zone('Europe/Lisbon');
const NEW_YORK = zone('America/New_York');
const DECEMBER = instant('2026-12-01T10:00Z');

const anyDate = fc
  .integer({ min: Date.UTC(1972, 0), max: Date.UTC(2060, 0) })
  .map((ms) => localDate(new Date(ms).toISOString().slice(0, 10)));
const anyZone = fc.constantFrom(...zoneNames());

describe('parsing', () => {
  it.each(['2027-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00', '', ' 2026-01-01'])(
    'takes %j for no date',
    (text) => {
      expect(isLocalDate(text)).toBe(false);
      expect(() => localDate(text)).toThrow(RangeError);
    },
  );

  it.each(['24:00', '9:00', '09:60', '09:00:00', 'noon', ''])('takes %j for no wall time', (text) => {
    expect(isWallTime(text)).toBe(false);
    expect(() => wallTime(text)).toThrow(RangeError);
  });

  it.each(['+01:00', 'local', 'lisbon', 'Europe/Lissabon', '', 'constructor'])('takes %j for no zone', (text) => {
    expect(isZone(text)).toBe(false);
    expect(() => zone(text)).toThrow(RangeError);
  });

  it.each(['2026-12-01', '2026-12-01T10:00', 'soon', Number.NaN, 1.5, 9e15])('takes %j for no instant', (text) => {
    expect(() => instant(text)).toThrow(RangeError);
  });

  it('spells zones properly and keeps newer names', () => {
    expect([zone('europe/lisbon'), zone('ASIA/KATHMANDU'), zone('utc')]).toEqual([
      'Europe/Lisbon',
      'Asia/Kathmandu',
      'UTC',
    ]);
    expect([zoneCity(LISBON), zoneCity(zone('America/Argentina/Buenos_Aires'))]).toEqual(['Lisbon', 'Buenos Aires']);
  });
});

describe('conversion', () => {
  it('agrees with Intl for any zone and moment', () => {
    const moment = fc.integer({ min: Date.UTC(1972, 0), max: Date.UTC(2060, 0) });
    fc.assert(
      fc.property(anyZone, moment, (place, ms) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone: place, dateStyle: 'short', timeStyle: 'short' });
        expect(`${localDateOf(instant(ms), place)} ${wallTimeOf(instant(ms), place)}`).toBe(format.format(ms));
      }),
      { numRuns: 300 },
    );
  });

  it('comes back to the same date and time, or later by a gap', () => {
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(anyZone, anyDate, minutes, (place, date, minute) => {
        const time = wallTime(new Date(minute * 60_000).toISOString().slice(11, 16));
        const at = instantAt(date, time, place);
        const seen = `${localDateOf(at, place)} ${wallTimeOf(at, place)}`;
        if (seen !== `${date} ${time}`) {
          expect(seen > `${date} ${time}`).toBe(true);
          expect(utcOffsetMinutes(place, at)).toBeGreaterThan(utcOffsetMinutes(place, plus(at, { days: -1 })));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('crosses a day that a zone left out', () => {
    expect(toIso(instantAt(localDate('2011-12-30'), wallTime('10:00'), zone('Pacific/Apia')))).toBe(
      '2011-12-30T20:00:00.000Z',
    );
  });

  it('gives offsets in minutes', () => {
    expect(utcOffsetMinutes(zone('Asia/Kathmandu'), DECEMBER)).toBe(345);
    expect(utcOffsetMinutes(NEW_YORK, DECEMBER)).toBe(-300);
    expect(utcOffsetMinutes(zone('Pacific/Chatham'), DECEMBER)).toBe(825);
  });
});

describe('arithmetic', () => {
  it('adds days back and forth, and weekdays follow', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -3000, max: 3000 }), (date, n) => {
        const other = addDays(date, n);
        expect(daysBetween(date, other)).toBe(n);
        expect(weekdayOf(other)).toBe(new Date(other).getUTCDay() || 7);
      }),
    );
  });

  it('ends months on their last day', () => {
    expect(addMonths(localDate('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(localDate('2028-01-31'), 1)).toBe('2028-02-29');
    expect(addMonths(localDate('2028-02-29'), -12)).toBe('2027-02-28');
  });

  it('tells a calendar day from 24 hours', () => {
    const before = instant('2027-03-13T17:00Z');
    expect(toIso(plusDuration(before, 'P1D', NEW_YORK))).toBe('2027-03-14T16:00:00.000Z');
    expect(toIso(plusDuration(before, 'PT24H', NEW_YORK))).toBe('2027-03-14T17:00:00.000Z');
    expect(toIso(plus(before, { days: 1, hours: 1, minutes: 1, seconds: 1 }))).toBe('2027-03-14T18:01:01.000Z');
    expect(() => plusDuration(before, 'a day', NEW_YORK)).toThrow(RangeError);
  });

  it('has no date after 9999', () => {
    expect(() => addDays(localDate('9999-12-31'), 1)).toThrow(RangeError);
  });
});

describe('format', () => {
  it('writes British and American', () => {
    const styles = ['time', 'day', 'dayTime', 'weekdayTime', 'date'] as const;
    const write = (reader: Reader) => styles.map((style) => formatInstant(DECEMBER, LISBON, style, reader));

    expect(write(BRITISH)).toEqual(['10:00', 'Tue 1 Dec', 'Tue 1 Dec, 10:00', 'Tue 10:00', '1 Dec 2026']);
    expect(write(AMERICAN)).toEqual(['10:00 AM', 'Tue, Dec 1', 'Tue, Dec 1, 10:00 AM', 'Tue 10:00 AM', 'Dec 1, 2026']);
  });

  it('writes dates whatever the zone of the machine', () => {
    const write = (style: 'day' | 'date' | 'weekday') => formatDate(localDate('2026-12-01'), style, BRITISH);
    expect([write('day'), write('date'), write('weekday')]).toEqual(['Tue 1 Dec', '1 Dec 2026', 'Tuesday']);
  });

  it('falls back to British for a locale it cannot read', () => {
    expect(formatInstant(DECEMBER, LISBON, 'day', { locale: 'en_US!', hourCycle: 'h23' })).toBe('Tue 1 Dec');
  });
});
