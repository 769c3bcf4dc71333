import { describe, expect, it } from 'vitest';
import { type Cadence, nextOccurrence } from '../../src/time/cadence.ts';
import { instant, localDate, toIso, wallTime, zone } from '../../src/time/zoned.ts';

/*
 * The expectation is built without the sources under test: a date's instant is searched by asking Intl what the wall
 * clock there shows. On a date without that wall time the clock is followed from the last minute that exists.
 */
const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 5, 1);
const DAYS = 500;

const CLOCK_CHANGES = [
  'America/New_York',
  'Europe/London',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
];
const OTHERS = ['Africa/Casablanca', 'Asia/Kathmandu', 'America/Sao_Paulo'];
const TIMES = ['01:30', '02:15', '02:30', '02:45', '10:00'];

function clockOf(timeZone: string) {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (ms: number) => format.format(ms);
}

function offsetsOf(clock: (ms: number) => string): number[] {
  const offsets = new Set<number>();
  for (let ms = START - DAY; ms < START + (DAYS + 2) * DAY; ms += DAY) {
    offsets.add(Date.parse(`${clock(ms).replace(' ', 'T')}Z`) - ms);
  }
  return [...offsets];
}

function searchInstant(clock: (ms: number) => string, offsets: number[], localMs: number): number {
  for (let back = 0; back <= 180; back++) {
    const wanted = new Date(localMs - back * MINUTE).toISOString().slice(0, 16).replace('T', ' ');
    const found = offsets.map((offset) => localMs - back * MINUTE - offset).filter((ms) => clock(ms) === wanted);
    if (found.length > 0) return Math.min(...found) + back * MINUTE;
  }
  throw new Error('no such wall time within three hours');
}

function expectedYear(timeZone: string, time: string, everyDays: number): string[] {
  const clock = clockOf(timeZone);
  const offsets = offsetsOf(clock);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Array.from({ length: Math.ceil(DAYS / everyDays) }, (_, n) => {
    const localMs = START + n * everyDays * DAY + (hours * 60 + minutes) * MINUTE;
    return new Date(searchInstant(clock, offsets, localMs)).toISOString();
  });
}

function livedYear(cadence: Cadence, count: number): string[] {
  const lived: string[] = [];
  let at = instant(START - 2 * DAY);
  while (lived.length < count) {
    at = nextOccurrence(cadence, at).at;
    lived.push(toIso(at));
  }
  return lived;
}

describe.each([...CLOCK_CHANGES, ...OTHERS])('a virtual year in %s', (timeZone) => {
  it.each(TIMES)('meets every day at %s, none dropped, none twice', (time) => {
    const from = localDate(new Date(START).toISOString().slice(0, 10));
    const cadence = { rule: 'FREQ=DAILY', from, time: wallTime(time), zone: zone(timeZone) };

    const lived = livedYear(cadence, DAYS);

    expect(lived).toEqual(expectedYear(timeZone, time, 1));
    expect(new Set(lived).size).toBe(DAYS);
  });

  it('keeps a fortnight at its wall time across both changes', () => {
    const from = localDate(new Date(START).toISOString().slice(0, 10));
    const cadence = { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', from, time: wallTime('10:00'), zone: zone(timeZone) };

    expect(livedYear(cadence, 35)).toEqual(expectedYear(timeZone, '10:00', 14).slice(0, 35));
  });
});

describe('the expectation itself', () => {
  it.each(CLOCK_CHANGES)('sees two offsets in %s', (timeZone) => {
    expect(offsetsOf(clockOf(timeZone))).toHaveLength(2);
  });

  it('takes the later reading in a gap and the earlier in a fold', () => {
    const year = expectedYear('America/New_York', '02:30', 1);
    const folds = expectedYear('America/New_York', '01:30', 1);

    expect(year).toContain('2027-03-14T07:30:00.000Z'); // 03:30 summer time
    expect(folds).toContain('2026-11-01T05:30:00.000Z'); // the first 01:30
    expect(expectedYear('Australia/Lord_Howe', '02:15', 1)).toContain('2026-10-03T15:45:00.000Z'); // 02:45
  });
});
