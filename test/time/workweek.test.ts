import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeTogether, proposals } from '../../src/time/free-together.ts';
import { holidaysIn, isCountry } from '../../src/time/holidays.ts';
import {
  type Calendar,
  isWithinHours,
  isWorkingDay,
  lastWorkingDay,
  nextWorkingDay,
  nextWorkingInstant,
  whyClosed,
} from '../../src/time/workweek.ts';
import {
  addDays,
  instant,
  localDate,
  localDateOf,
  plus,
  toIso,
  wallTime,
  wallTimeOf,
  zone,
} from '../../src/time/zoned.ts';

const OFFICE: Calendar = {
  days: [1, 2, 3, 4, 5],
  from: wallTime('09:00'),
  to: wallTime('17:00'),
  zone: zone('Europe/Lisbon'),
  country: 'PT',
  closed: [localDate('2026-11-25')],
};
const NIGHT: Calendar = {
  ...OFFICE,
  from: wallTime('22:00'),
  to: wallTime('06:00'),
  zone: zone('America/New_York'),
  closed: [],
};
const NEVER: Calendar = { ...OFFICE, days: [] };

const halfHour = fc
  .integer({ min: 0, max: 47 })
  .map((n) => wallTime(new Date(n * 1_800_000).toISOString().slice(11, 16)));
const anyCalendar: fc.Arbitrary<Calendar> = fc.record({
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
  from: halfHour,
  to: halfHour,
  zone: fc
    .constantFrom(
      'Europe/Lisbon',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'Africa/Casablanca',
    )
    .map(zone),
  country: fc.constantFrom('PT', 'US', 'DE-BY', undefined),
  closed: fc.constantFrom([], [localDate('2027-03-15')]),
});
const anyInstant = fc.integer({ min: Date.UTC(2026, 9), max: Date.UTC(2027, 10) }).map((ms) => instant(ms));

describe('holidays', () => {
  it('are public, whole and named in English', () => {
    expect(holidaysIn('DE-BY', 2026)).toContainEqual({ date: '2026-06-04', name: 'Corpus Christi' });
    expect(holidaysIn('DE-BE', 2026).map(({ date }) => date)).not.toContain('2026-06-04');
    expect(holidaysIn('IS', 2026).map(({ date }) => date)).not.toContain('2026-12-24'); // free from 13:00 only
  });

  it('of several days close each of them', () => {
    const dates = holidaysIn('KR', 2026).map(({ date }) => date);
    expect(dates).toEqual(expect.arrayContaining(['2026-02-17', '2026-02-18', '2026-02-19']));
  });

  it('know their countries', () => {
    expect(['DE', 'de-by', 'US-CA'].map(isCountry)).toEqual([true, true, true]);
    expect(['XX', 'DE-XX', 'Germany', '', 'constructor', 7].map(isCountry)).toEqual(Array(6).fill(false));
    expect(() => holidaysIn('XX', 2026)).toThrow(/not a country: "XX"/);
  });
});

describe('working days', () => {
  it('say why they are none', () => {
    const why = (date: string) => whyClosed(OFFICE, localDate(date));
    expect(['2026-12-25', '2026-11-28', '2026-11-25', '2026-11-24'].map(why)).toEqual([
      'Christmas Day',
      'Saturday',
      'closed day',
      undefined,
    ]);
  });

  it('are found in both directions', () => {
    expect(nextWorkingDay(OFFICE, localDate('2026-12-25'))).toBe('2026-12-28');
    expect(lastWorkingDay(OFFICE, localDate('2026-12-27'))).toBe('2026-12-24');
    expect([nextWorkingDay(NEVER, localDate('2026-12-25')), lastWorkingDay(NEVER, localDate('2026-12-25'))]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('are closed exactly when there is a reason', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, (calendar, at) => {
        const date = localDateOf(at, calendar.zone);
        expect(isWorkingDay(calendar, date)).toBe(whyClosed(calendar, date) === undefined);
      }),
    );
  });
});

describe('working hours', () => {
  it('end before their last minute', () => {
    const within = (iso: string) => isWithinHours(OFFICE, instant(iso));
    expect(['2026-11-24T08:59:59Z', '2026-11-24T09:00Z', '2026-11-24T16:59Z', '2026-11-24T17:00Z'].map(within)).toEqual(
      [false, true, true, false],
    );
  });

  it('of a night shift belong to the day it begins on', () => {
    const next = (iso: string) => toIso(nextWorkingInstant(NIGHT, instant(iso)) ?? instant(0));
    expect(next('2026-11-28T08:00Z')).toBe('2026-11-28T08:00:00.000Z'); // Saturday 03:00, Friday's shift
    expect(next('2026-11-28T11:00Z')).toBe('2026-12-01T03:00:00.000Z'); // Saturday 06:00: Monday 22:00
  });

  it('are one hour shorter in the spring night', () => {
    const saturday = { ...NIGHT, days: [6] };
    expect(isWithinHours(saturday, instant('2027-03-14T09:59Z'))).toBe(true); // 05:59 summer time
    expect(isWithinHours(saturday, instant('2027-03-14T10:00Z'))).toBe(false);
  });

  it('always come, unless nobody ever works', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, (calendar, at) => {
        const next = nextWorkingInstant(calendar, at);
        if (next === undefined) {
          expect(calendar.days).toEqual([]);
          return;
        }
        expect(next).toBeGreaterThanOrEqual(at);
        expect(isWithinHours(calendar, next)).toBe(true);
        expect(isWithinHours(calendar, at)).toBe(next === at);
        if (next > at) expect(isWithinHours(calendar, plus(next, { seconds: -1 }))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('time together', () => {
  const DATE = localDate('2026-11-26');
  const KATHMANDU: Calendar = { ...OFFICE, zone: zone('Asia/Kathmandu'), country: undefined };

  it('is what working hours share', () => {
    const free = freeTogether([OFFICE, KATHMANDU], DATE);
    expect(free.map(({ from, to }) => [toIso(from), toIso(to)])).toEqual([
      ['2026-11-26T09:00:00.000Z', '2026-11-26T11:15:00.000Z'],
    ]);
    expect(freeTogether([OFFICE, NEVER], DATE)).toEqual([]);
    expect(freeTogether([], DATE)).toEqual([]);
  });

  it('goes on at midnight for somebody at work round the clock', () => {
    const always: Calendar = {
      ...KATHMANDU,
      days: [1, 2, 3, 4, 5, 6, 7],
      from: wallTime('00:00'),
      to: wallTime('00:00'),
    };
    expect(freeTogether([{ ...NIGHT, country: undefined }, always], localDate('2026-11-25'))).toHaveLength(1);
  });

  it('gives three proposals on three days', () => {
    const when = proposals([OFFICE, KATHMANDU], localDate('2026-11-24'), 3);
    expect(when.map((at) => localDateOf(at, OFFICE.zone))).toEqual(['2026-11-26', '2026-11-27', '2026-11-30']);
  });

  it('repeats a day only when there are too few', () => {
    const friday = { ...OFFICE, days: [5] };
    const when = proposals([friday], localDate('2026-11-24'), 3).map((at) => localDateOf(at, OFFICE.zone));
    expect(when).toEqual(['2026-11-27', '2026-11-27', '2026-12-04']);
    expect(proposals([NEVER], localDate('2026-11-24'), 3)).toEqual([]);
  });

  it('lies in everybody\u2019s working hours, on the half hour, after the date, in order, each once', () => {
    fc.assert(
      fc.property(
        fc.array(anyCalendar, { minLength: 1, maxLength: 3 }),
        anyInstant,
        fc.integer({ min: 0, max: 5 }),
        (calendars, at, n) => {
          const after = localDateOf(at, zone('UTC'));
          const when = proposals(calendars, after, n);
          expect(when.length).toBeLessThanOrEqual(n);
          expect(when).toEqual([...new Set(when)].sort((a, b) => a - b));
          for (const slot of when) {
            const first = calendars[0] ?? OFFICE;
            expect(wallTimeOf(slot, first.zone)).toMatch(/:[03]0$/);
            expect(localDateOf(slot, first.zone) >= addDays(after, 1)).toBe(true);
            for (const calendar of calendars) {
              expect(isWithinHours(calendar, slot) && isWithinHours(calendar, plus(slot, { minutes: 29 }))).toBe(true);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
