import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCadence, parseCadence } from '../../src/time/cadence-words.ts';
import { instant, localDate, wallTime, zone } from '../../src/time/zoned.ts';

/** Sunday noon in Lisbon. */
const CONTEXT = { now: instant('2026-11-22T12:00Z'), zone: zone('Europe/Lisbon') };

function reading(text: string, now = CONTEXT.now): string {
  const read = parseCadence(text, { ...CONTEXT, now });
  return read.ok ? `${read.cadence.rule} ${read.cadence.from} ${read.cadence.time} ${read.cadence.zone}` : read.problem;
}

describe('a cadence in words', () => {
  it.each([
    ['every 2 weeks on tuesday at 10:00', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 2026-11-24 10:00'],
    ['every week on monday and thursday at 10:00', 'FREQ=WEEKLY;BYDAY=MO,TH 2026-11-23 10:00'],
    ['monthly on the first monday at 10:00', 'FREQ=MONTHLY;BYDAY=1MO 2026-12-07 10:00'],
    ['every month on the last friday at 9:30', 'FREQ=MONTHLY;BYDAY=-1FR 2026-11-27 09:30'],
    ['every 2 months on the 2nd tuesday', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU 2026-12-08 10:00'],
    ['every day', 'FREQ=DAILY 2026-11-23 10:00'],
    ['every day at 13:00', 'FREQ=DAILY 2026-11-22 13:00'],
    ['every weekday at 09:30', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 2026-11-23 09:30'],
    ['every working day at 9', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 2026-11-23 09:00'],
    ['Every Other Tuesday at 10', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 2026-11-24 10:00'],
    ['every tuesday at 9.30', 'FREQ=WEEKLY;BYDAY=TU 2026-11-24 09:30'],
    ['weekly on Thursdays, tues at 10am', 'FREQ=WEEKLY;BYDAY=TU,TH 2026-11-24 10:00'],
    ['fortnightly on wed at 10:30 pm', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE 2026-11-25 22:30'],
    ['every 3 weeks', 'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO 2026-11-23 10:00'],
    ['tuesdays at noon', 'FREQ=WEEKLY;BYDAY=TU 2026-11-24 12:00'],
    ['every second week on fri', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR 2026-11-27 10:00'],
    ['every first monday of the month', 'FREQ=MONTHLY;BYDAY=1MO 2026-12-07 10:00'],
    ['every second tuesday of the month', 'FREQ=MONTHLY;BYDAY=2TU 2026-12-08 10:00'],
    ['every month on the 15th and last day at 8:00', 'FREQ=MONTHLY;BYMONTHDAY=15,-1 2026-11-30 08:00'],
    ['every month on the first and third tue and last fri', 'FREQ=MONTHLY;BYDAY=1TU,3TU,-1FR 2026-11-27 10:00'],
    ['every 15th at 11', 'FREQ=MONTHLY;BYMONTHDAY=15 2026-12-15 11:00'],
    ['every month from 15 dec', 'FREQ=MONTHLY;BYMONTHDAY=15 2026-12-15 10:00'],
    ['every 2 weeks from friday at 11', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR 2026-11-27 11:00'],
    ['every 2 weeks on tue from 25 nov', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 2026-12-01 10:00'],
  ])('reads %j', (text, expected) => {
    expect(reading(text)).toBe(`${expected} Europe/Lisbon`);
    expect(reading(text.toUpperCase())).toBe(`${expected} Europe/Lisbon`);
  });

  it('takes zone, start and time in any order', () => {
    const expected = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 2026-12-01 10:00 America/New_York';
    expect(reading('every 2 weeks on tuesday at 10:00 in new york from 1 dec')).toBe(expected);
    expect(reading('every 2 weeks from 1 dec in America/New_York at 10 on tue')).toBe(expected);
    expect(reading('every 2 weeks tue 10:00 starting 2026-12-01 in new york')).toBe(expected);
  });

  it('starts at the first match whose wall time is ahead, there', () => {
    expect(reading('every tuesday at 10:00', instant('2026-11-24T09:59Z'))).toContain('2026-11-24');
    expect(reading('every tuesday at 10:00', instant('2026-11-24T10:00Z'))).toContain('2026-12-01');
    expect(reading('every day at 9 in auckland', instant('2026-11-23T19:00Z'))).toContain('2026-11-24'); // 08:00 on the 24th
    expect(reading('every day at 9 in auckland', instant('2026-11-23T20:00Z'))).toContain('2026-11-25');
  });
});

describe('a cadence that cannot be read', () => {
  it.each([
    ['every 2 weeks on tusday at 10:00', 'I don\'t know the day "tusday". Did you mean tuesday?', 'tusday', 'tuesday'],
    ['evry 2 weeks on tuesday', 'I don\'t know the word "evry". Did you mean every?', 'evry', 'every'],
    ['every 2 weks on tuesday', 'I don\'t know the word "weks". Did you mean weeks?', 'weks', 'weeks'],
    [
      'every month on the fifth monday',
      'Not every month has a fifth Monday. Did you mean the last Monday?',
      'fifth',
      'last',
    ],
    ['every month on the 31st', 'Not every month has a day 31. Did you mean the last day?', '31st', 'last day'],
    [
      'every month on monday',
      'Which monday of the month? For example "on the first monday".',
      'monday',
      'first monday',
    ],
    ['every week on mon in lisbn', 'I don\'t know the time zone "lisbn". Did you mean lisbon?', 'lisbn', 'lisbon'],
    [
      'every week on mon at 25:00',
      'I can\'t read the time "25:00". Write it like 10:00 or 2:30 pm.',
      '25:00',
      undefined,
    ],
    [
      'every week on mon from 1 jan 2020',
      '1 jan 2020 is already past. Choose a first date from today on.',
      '1 jan 2020',
      'today',
    ],
  ])('%j names the cure', (text, problem, at, suggestion) => {
    const read = parseCadence(text, CONTEXT);
    expect(read).toEqual({ ok: false, problem, at, ...(suggestion === undefined ? {} : { suggestion }) });
  });

  it.each([
    ['every second tuesday at 10', 'can be read two ways'],
    ['every week on the first monday', 'belongs to a month'],
    ['every day on monday', 'leaves no day to choose'],
    ['every 0 weeks on monday', 'every 1 to 52 weeks'],
    ['every 100 weeks on monday', 'every 1 to 52 weeks'],
    ['every 2 weekdays', 'every weekday'],
    ['every week on mon at 10 at 11', 'You said "at" twice'],
    ['every week on mon at', 'nothing after "at"'],
    ['every month on first monday and 15th', 'not both'],
    ['every month on the last', 'The last what'],
    ['every week on the', 'I don\'t know the day "the".'],
    ['every second tusday', 'Did you mean tuesday?'],
    ['every', 'Every what?'],
    ['', 'Say how often'],
    ['on tuesday', 'Say how often'],
    ['every constructor on constructor', 'For example'],
  ])('%j says %j', (text, words) => {
    expect(reading(text)).toContain(words);
    expect(parseCadence(text, CONTEXT).ok).toBe(false);
  });

  it('is never an exception, whatever the words', () => {
    const word = fc.constantFrom(
      'every',
      'other',
      '2',
      'weeks',
      'month',
      'on',
      'the',
      'first',
      'last',
      'monday',
      'day',
      'at',
      '10',
      '10:00',
      'pm',
      'in',
      'lisbon',
      'from',
      '1',
      'dec',
      'next',
      'and',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 10 }), (words) => {
        const read = parseCadence(words, CONTEXT);
        if (!read.ok) expect(read.problem).toMatch(/[.?]$/);
        else expect(reading(describeCadence(read.cadence))).toContain(read.cadence.rule);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('describing', () => {
  it('says what people would', () => {
    const say = (rule: string) => describeCadence({ rule, time: wallTime('10:00') });
    expect(say('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU')).toBe('Every 2 weeks on Tuesday at 10:00');
    expect(say('FREQ=WEEKLY;INTERVAL=1;BYDAY=TU')).toBe('Every week on Tuesday at 10:00');
    expect(say('FREQ=MONTHLY;BYDAY=1MO')).toBe('Every month on the first Monday at 10:00');
    expect(say('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR')).toBe('Every weekday at 10:00');
    expect(say('FREQ=MONTHLY;BYMONTHDAY=1,22,-1')).toBe('Every month on the 1st, 22nd and last day at 10:00');
    expect(say('FREQ=YEARLY;BYMONTH=2')).toBe('By the rule FREQ=YEARLY;BYMONTH=2 at 10:00');
    const cadence = { rule: 'FREQ=DAILY', time: wallTime('14:30') };
    expect(describeCadence(cadence, { locale: 'en-US', hourCycle: 'h12' })).toBe('Every day at 2:30 PM');
  });

  it('is read back as the same cadence', () => {
    const pick = (all: readonly string[]) => fc.subarray([...all], { minLength: 1 }).map((some) => some.join(','));
    const interval = fc.integer({ min: 1, max: 12 }).map((n) => (n === 1 ? '' : `;INTERVAL=${n}`));
    const days = pick(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);
    const places = pick(['1MO', '4MO', '-1MO', '2WE', '3WE', '1SU', '-1SU']);
    const monthDays = pick(['1', '2', '3', '11', '12', '13', '21', '22', '28', '-1']);
    const rule = fc.oneof(
      interval.map((every) => `FREQ=DAILY${every}`),
      fc.tuple(interval, days).map(([every, by]) => `FREQ=WEEKLY${every};BYDAY=${by}`),
      fc.tuple(interval, places).map(([every, by]) => `FREQ=MONTHLY${every};BYDAY=${by}`),
      fc.tuple(interval, monthDays).map(([every, by]) => `FREQ=MONTHLY${every};BYMONTHDAY=${by}`),
    );
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((n) => wallTime(new Date(n * 60_000).toISOString().slice(11, 16)));
    const reader = fc.constantFrom(
      undefined,
      { locale: 'en-US', hourCycle: 'h12' } as const,
      { locale: 'en-GB', hourCycle: 'h12' } as const,
    );
    fc.assert(
      fc.property(rule, time, reader, (text, at, who) => {
        const read = parseCadence(describeCadence({ rule: text, time: at }, who), CONTEXT);
        expect(read).toMatchObject({ ok: true, cadence: { rule: text, time: at } });
        if (read.ok) expect(read.cadence.from >= localDate('2026-11-22')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
