import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cadence,
  cadenceProblem,
  closingDate,
  datesBetween,
  midwayDate,
  nextDate,
  nextOccurrence,
  periodAfter,
} from '../../src/time/cadence.ts';
import type { Calendar } from '../../src/time/workweek.ts';
import { addDays, daysBetween, instant, localDate, toIso, wallTime, weekdayOf, zone } from '../../src/time/zoned.ts';

const FROM = localDate('2026-11-24');
const cadence = (rule: string, from = FROM): Cadence => ({
  rule,
  from,
  time: wallTime('10:00'),
  zone: zone('Europe/Lisbon'),
});
const FORTNIGHT = cadence('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU');
const OFFICE: Calendar = {
  days: [1, 2, 3, 4, 5],
  from: wallTime('09:00'),
  to: wallTime('17:00'),
  zone: zone('Europe/Lisbon'),
  country: 'PT',
  closed: [],
};

describe('dates', () => {
  it('begin at the anchor and keep the interval far from it', () => {
    expect(datesBetween(FORTNIGHT, localDate('2026-01-01'), localDate('2026-12-31'))).toEqual([
      '2026-11-24',
      '2026-12-08',
      '2026-12-22',
    ]);
    const far = nextDate(FORTNIGHT, localDate('2056-01-01'));
    expect(weekdayOf(far)).toBe(2);
    expect(daysBetween(FROM, far) % 14).toBe(0);
  });

  it('are the same however the span is cut', () => {
    const day = fc.integer({ min: -400, max: 4000 });
    const rule = fc.constantFrom(
      'FREQ=DAILY;INTERVAL=3',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH',
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15',
    );
    fc.assert(
      fc.property(rule, day, fc.nat(500), fc.nat(500), (text, start, a, b) => {
        const program = cadence(text);
        const [from, middle, to] = [addDays(FROM, start), addDays(FROM, start + a), addDays(FROM, start + a + b)];
        const whole = datesBetween(program, from, to);
        expect(whole).toEqual([
          ...datesBetween(program, from, addDays(middle, -1)),
          ...datesBetween(program, middle, to),
        ]);
        expect(whole[0] ?? nextDate(program, from)).toBe(nextDate(program, from));
      }),
      { numRuns: 60 },
    );
  });

  it('skip what a month or year lacks', () => {
    expect(datesBetween(cadence('FREQ=MONTHLY;BYDAY=5TU'), FROM, localDate('2027-06-30'))).toEqual([
      '2026-12-29',
      '2027-03-30',
      '2027-06-29',
    ]);
    expect(datesBetween(cadence('FREQ=MONTHLY;BYMONTHDAY=31'), FROM, localDate('2027-03-31'))).toEqual([
      '2026-12-31',
      '2027-01-31',
      '2027-03-31',
    ]);
    expect(nextDate(cadence('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'), localDate('2097-01-01'))).toBe('2104-02-29');
  });

  it('answer quickly far from the anchor', () => {
    const old = cadence('FREQ=DAILY', localDate('1990-01-01'));
    expect(nextDate(old, localDate('2090-01-01'))).toBe('2090-01-01');
    const started = performance.now();
    for (let n = 0; n < 20_000; n++) nextOccurrence(old, instant(1_800_000_000_000 + n * 100_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('occurrences', () => {
  it('come strictly after the instant asked for', () => {
    const first = nextOccurrence(FORTNIGHT, instant('2026-11-24T09:59:59.999Z'));
    const second = nextOccurrence(FORTNIGHT, first.at);
    expect([first.date, toIso(first.at), second.date]).toEqual([
      '2026-11-24',
      '2026-11-24T10:00:00.000Z',
      '2026-12-08',
    ]);
  });
});

describe('problems', () => {
  it.each([
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /never comes round/],
    ['FREQ=HOURLY', /FREQ=HOURLY/],
    ['FREQ=DAILY;COUNT=3', /COUNT=3/],
    ['FREQ=MONTHLY;BYMONTHDAY=45', /BYMONTHDAY=45/],
    ['FREQ=WEEKLY;BYDAY=1MO', /can't be read/],
    ['INTERVAL=2', /FREQ/],
    ['constructor=1', /constructor/],
    ['', /part/],
  ])('names what is wrong with %j', (rule, words) => {
    expect(cadenceProblem(cadence(rule))).toMatch(words);
  });

  it('finds none in rules that recur', () => {
    for (const rule of [
      FORTNIGHT.rule,
      'FREQ=DAILY',
      'FREQ=MONTHLY;BYDAY=5TU',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    ]) {
      expect(cadenceProblem(cadence(rule))).toBeUndefined();
    }
    expect(() => nextDate(cadence('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'), FROM)).toThrow(RangeError);
  });
});

describe('periods', () => {
  it('have a midway and a closing on working days', () => {
    const period = periodAfter(FORTNIGHT, localDate('2026-12-22'));
    expect(period).toEqual({ start: '2026-12-22', end: '2027-01-05' });
    expect([midwayDate(period, OFFICE), closingDate(period, OFFICE)]).toEqual(['2026-12-29', '2027-01-04']);
  });

  it('move the midway past closed days', () => {
    const period = periodAfter(FORTNIGHT, FROM);
    expect(midwayDate(period, OFFICE)).toBe('2026-12-02'); // 1 December is a holiday in Portugal
    expect(closingDate(period, OFFICE)).toBe('2026-12-07');
  });

  it('have none when too short or closed throughout', () => {
    const day = periodAfter(cadence('FREQ=DAILY'), FROM);
    expect([midwayDate(day, OFFICE), closingDate(day, OFFICE)]).toEqual([undefined, FROM]);
    const period = periodAfter(FORTNIGHT, FROM);
    expect([midwayDate(period, { ...OFFICE, days: [] }), closingDate(period, { ...OFFICE, days: [] })]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
