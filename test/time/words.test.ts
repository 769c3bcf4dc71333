import { describe, expect, it } from 'vitest';
import { parseHours, parseTime } from '../../src/time/clock-words.ts';
import { parseDate, parseSpan, plusSpan } from '../../src/time/date-words.ts';
import { parseWorkdays } from '../../src/time/day-words.ts';
import type { Parsed } from '../../src/time/words.ts';
import { parseZone } from '../../src/time/zone-words.ts';
import { instant, localDate, zone } from '../../src/time/zoned.ts';

/** A Sunday. */
const CONTEXT = { now: instant('2026-11-22T12:00Z'), zone: zone('Europe/Lisbon') };

const got = <T>(parsed: Parsed<T>) => (parsed.ok ? parsed.value : parsed.problem);

describe('dates', () => {
  it.each([
    ['2026-12-01', '2026-12-01'],
    ['1 dec', '2026-12-01'],
    ['1 December 2026', '2026-12-01'],
    ['Dec 1, 2026', '2026-12-01'],
    ['1st of december', '2026-12-01'],
    ['22 nov', '2026-11-22'],
    ['21 nov', '2027-11-21'],
    ['29 feb', '2028-02-29'],
    ['today', '2026-11-22'],
    ['tomorrow', '2026-11-23'],
    ['monday', '2026-11-23'],
    ['sunday', '2026-11-29'],
    ['next tuesday', '2026-11-24'],
    ['next week', '2026-11-23'],
    ['next month', '2026-12-01'],
  ])('read %j as %s', (text, date) => {
    expect(got(parseDate(text, CONTEXT))).toBe(date);
    expect(got(parseDate(text.split(' '), CONTEXT))).toBe(date);
  });

  it('read next tuesday as that of next week', () => {
    const monday = { ...CONTEXT, now: instant('2026-11-23T12:00Z') };
    expect([got(parseDate('tuesday', monday)), got(parseDate('next tuesday', monday))]).toEqual([
      '2026-11-24',
      '2026-12-01',
    ]);
  });

  it('are today where the zone says so', () => {
    expect(got(parseDate('today', { ...CONTEXT, zone: zone('Pacific/Auckland') }))).toBe('2026-11-23');
  });

  it.each([
    ['31 feb', 'There is no 31 February.'],
    ['29 feb 2027', '2027 has no 29 February.'],
    ['2026-02-30', 'There is no 2026-02-30 in the calendar.'],
    ['1/12', '"1/12" can be read two ways.'],
    ['1 decembr', 'I don\'t know the month "decembr". Did you mean december?'],
    ['tomorow', 'I don\'t know the date "tomorow". Did you mean tomorrow?'],
    ['next tusday', 'I don\'t know the day "tusday". Did you mean tuesday?'],
    ['', 'I need a date.'],
    ['1 dec 2026 10:00', 'I can\'t read the date "1 dec 2026 10:00".'],
  ])('name the cure for %j', (text, sentence) => {
    const date = parseDate(text, CONTEXT);
    expect(date.ok ? '' : date.problem).toContain(sentence);
  });
});

describe('spans', () => {
  it('are days, weeks and months', () => {
    const texts = ['3 days', 'two weeks', 'a month', 'fortnight', 'for 1 day'];
    expect(texts.map((text) => got(parseSpan(text)))).toEqual([
      { months: 0, days: 3 },
      { months: 0, days: 14 },
      { months: 1, days: 0 },
      { months: 0, days: 14 },
      { months: 0, days: 1 },
    ]);
    expect(plusSpan(localDate('2027-01-31'), { months: 1, days: 1 })).toBe('2027-03-01');
  });

  it.each(['0 days', '99 years', 'soon', '', '3', 'x weeks'])('are not read from %j', (text) => {
    expect(parseSpan(text).ok).toBe(false);
  });

  it('suggest a near unit', () => {
    expect(parseSpan('3 wekks')).toMatchObject({ at: 'wekks', suggestion: 'weeks' });
  });
});

describe('times and hours', () => {
  it.each([
    ['10', '10:00'],
    ['9.30', '09:30'],
    ['0930', '09:30'],
    ['10am', '10:00'],
    ['10:30 pm', '22:30'],
    ['12 am', '00:00'],
    ['12pm', '12:00'],
    ['10h30', '10:30'],
    ['Noon', '12:00'],
  ])('read %j as %s', (text, time) => {
    expect(got(parseTime(text))).toBe(time);
  });

  it.each(['25:00', '13pm', '0am', '10:5', 'ten', '', 'constructor'])('read no time from %j', (text) => {
    expect(parseTime(text).ok).toBe(false);
  });

  it.each([
    ['09:00-17:00', '09:00', '17:00'],
    ['9-17', '09:00', '17:00'],
    ['9am to 5pm', '09:00', '17:00'],
    ['9–5', '09:00', '17:00'],
    ['1-5pm', '13:00', '17:00'],
    ['9-5pm', '09:00', '17:00'],
    ['22-6', '22:00', '06:00'],
    ['noon to midnight', '12:00', '00:00'],
  ])('read %j as hours', (text, from, to) => {
    expect(got(parseHours(text))).toEqual({ from, to });
  });

  it.each(['9', '9-9', '9-25', '9-12-17', ''])('read no hours from %j', (text) => {
    expect(parseHours(text).ok).toBe(false);
  });
});

describe('workdays', () => {
  it.each([
    ['mon-thu', [1, 2, 3, 4]],
    ['mon,tue,thu', [1, 2, 4]],
    ['Mon to Wed', [1, 2, 3]],
    ['monday and friday', [1, 5]],
    ['sun-thu', [1, 2, 3, 4, 7]],
    ['weekdays', [1, 2, 3, 4, 5]],
  ])('read %j', (text, days) => {
    expect(got(parseWorkdays(text))).toEqual(days);
  });

  it('suggest a near day', () => {
    expect(parseWorkdays('mon-thrsday')).toMatchObject({ at: 'thrsday', suggestion: 'thursday' });
    expect(parseWorkdays('').ok).toBe(false);
  });
});

describe('zones', () => {
  it.each([
    ['europe/lisbon', 'Europe/Lisbon'],
    ['America/New York', 'America/New_York'],
    ['lisbon', 'Europe/Lisbon'],
    ['New York', 'America/New_York'],
    ['são paulo', 'America/Sao_Paulo'],
    ['kathmandu', 'Asia/Kathmandu'],
    ['san francisco', 'America/Los_Angeles'],
    ['utc', 'UTC'],
  ])('read %j as %s', (text, name) => {
    expect(got(parseZone(text))).toBe(name);
  });

  it('name the cure', () => {
    expect(parseZone('lisbn')).toMatchObject({ at: 'lisbn', suggestion: 'lisbon' });
    expect(parseZone('EST')).toMatchObject({ at: 'EST', suggestion: 'new york' });
    expect([parseZone('+01:00').ok, parseZone('').ok, parseZone('constructor').ok]).toEqual([false, false, false]);
  });
});
