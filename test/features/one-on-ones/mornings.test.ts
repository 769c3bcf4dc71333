import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { morningOn } from '../../../src/features/one-on-ones/mornings.ts';
import { type Calendar, isWithinHours, isWorkingDay } from '../../../src/time/workweek.ts';
import { addDays, localDate, toIso, wallTime, wallTimeOf, zone } from '../../../src/time/zoned.ts';

const calendar = (days: number[], from: string, to: string, closed: string[] = []): Calendar => ({
  days,
  from: wallTime(from),
  to: wallTime(to),
  zone: zone('Europe/Lisbon'),
  closed: closed.map(localDate),
});
const office = calendar([1, 2, 3, 4, 5], '09:00', '17:00');
const at = (one: Calendar, date: string, isAnyHour = false) => {
  const morning = morningOn(one, localDate(date), isAnyHour);
  return morning === undefined ? undefined : toIso(morning).slice(0, 16);
};

describe("a supervisor's morning", () => {
  it.each([
    ['ten on the first day', office, '2026-12-07', '2026-12-07T10:00'],
    ['nine in the middle', office, '2026-12-09', '2026-12-09T09:00'],
    ['nine on the last day', office, '2026-12-11', '2026-12-11T09:00'],
    ['none on a Saturday', office, '2026-12-12', undefined],
    [
      'ten on Tuesday where Monday is closed',
      calendar([1, 2, 3, 4, 5], '09:00', '17:00', ['2026-12-07']),
      '2026-12-08',
      '2026-12-08T10:00',
    ],
    [
      'none on the last day for somebody who begins at half past three',
      calendar([1, 2, 3], '15:30', '23:00'),
      '2026-12-09',
      undefined,
    ],
    [
      'Thursday is the last day where Friday is closed',
      calendar([1, 2, 3, 4, 5], '15:30', '23:00', ['2026-12-11']),
      '2026-12-10',
      undefined,
    ],
    [
      'Sunday is the first day of a week from Sunday to Thursday',
      calendar([7, 1, 2, 3, 4], '08:00', '16:00'),
      '2026-12-06',
      '2026-12-06T10:00',
    ],
    ['Monday is then like any other', calendar([7, 1, 2, 3, 4], '08:00', '16:00'), '2026-12-07', '2026-12-07T08:00'],
    ['the only day of a week is both', calendar([3], '09:00', '17:00'), '2026-12-09', '2026-12-09T10:00'],
    ['none on a first day that is over by ten', calendar([1, 2], '05:00', '09:30'), '2026-12-07', undefined],
  ])('is %s', (_, one, date, expected) => {
    expect(at(one, date)).toBe(expected);
  });

  it('is the start of any day for those who chose so', () => {
    expect(at(office, '2026-12-07', true)).toBe('2026-12-07T09:00');
    expect(at(calendar([1, 2, 3], '15:30', '23:00'), '2026-12-09', true)).toBe('2026-12-09T15:30');
  });

  it('keeps its wall time through clock changes', () => {
    expect(at(office, '2026-10-23')).toBe('2026-10-23T08:00');
    expect(at(office, '2026-10-27')).toBe('2026-10-27T09:00');
  });

  it('lies inside working hours, whatever they are', () => {
    const any = fc.record({
      days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      hours: fc.constantFrom(['09:00', '17:00'], ['22:00', '06:00'], ['04:00', '09:00'], ['14:00', '23:30']),
      day: fc.nat(400),
    });
    fc.assert(
      fc.property(any, fc.boolean(), ({ days, hours: [from = '', to = ''], day }, isAnyHour) => {
        const one = calendar(days, from, to);
        const date = addDays(localDate('2026-01-01'), day);
        const morning = morningOn(one, date, isAnyHour);
        if (morning === undefined) return;

        expect(isWorkingDay(one, date)).toBe(true);
        expect(isWithinHours(one, morning)).toBe(true);
        if (days.length === 1 && !isAnyHour) {
          expect(wallTimeOf(morning, one.zone) >= '10:00').toBe(true);
          expect(wallTimeOf(morning, one.zone) <= '15:00').toBe(true);
        }
      }),
    );
  });
});
