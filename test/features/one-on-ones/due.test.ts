import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Both,
  dueDate,
  type Facts,
  gapsOf,
  needOn,
  spreadDays,
  turnOn,
} from '../../../src/features/one-on-ones/due.ts';
import { milestonesOf } from '../../../src/features/one-on-ones/newcomers.ts';
import { lengthOf, type Rhythm } from '../../../src/features/one-on-ones/rhythm.ts';
import { type Calendar, isWorkingDay } from '../../../src/time/workweek.ts';
import { addDays, daysBetween, type LocalDate, localDate, wallTime, zone } from '../../../src/time/zoned.ts';

const start = localDate('2026-01-05');
const dates = (from: number, to: number) => fc.integer({ min: from, max: to }).map((day) => addDays(start, day));
const rhythms: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({ unit: fc.constant('week' as const), every: fc.integer({ min: 1, max: 13 }) }),
  fc.record({ unit: fc.constant('month' as const), every: fc.integer({ min: 1, max: 3 }) }),
);
const leave = fc
  .tuple(dates(0, 500), fc.integer({ min: 1, max: 40 }))
  .map(([from, days]) => Array.from({ length: days }, (_, day) => addDays(from, day)));
const calendars: fc.Arbitrary<Calendar> = fc.record({
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  from: fc.constantFrom('06:00', '09:00', '22:00').map(wallTime),
  to: fc.constantFrom('17:00', '21:00').map(wallTime),
  zone: fc.constantFrom('Europe/Lisbon', 'America/New_York', 'Asia/Kathmandu').map(zone),
  country: fc.constantFrom('PT', 'US', undefined),
  closed: fc.array(leave, { maxLength: 3 }).map((some) => some.flat()),
});
const boths: fc.Arbitrary<Both> = fc.record({ supervisor: calendars, report: calendars });
const factsOf = fc.record({
  rhythm: rhythms,
  first: dates(0, 200),
  restUntil: fc.option(dates(0, 500), { nil: undefined }),
  milestones: fc.option(dates(-60, 300).map(milestonesOf), { nil: undefined }),
});
const withLast = (facts: Omit<Facts, 'last'>, last: LocalDate, loggedOn: LocalDate): Facts => ({
  ...facts,
  last,
  loggedOn,
});
const runs = { numRuns: 400 };

describe('a due date', () => {
  it('never comes earlier for a later meeting', () => {
    fc.assert(
      fc.property(boths, factsOf, dates(0, 300), fc.nat(60), dates(300, 360), (both, facts, last, later, loggedOn) => {
        const one = dueDate(withLast(facts, last, loggedOn), both);
        const two = dueDate(withLast(facts, addDays(last, later), loggedOn), both);

        expect(one === undefined || two === undefined || one <= two).toBe(true);
      }),
      runs,
    );
  });

  it('is never in the past once a meeting has been told of, however long ago it was', () => {
    fc.assert(
      fc.property(boths, factsOf, dates(0, 300), fc.nat(100), (both, facts, loggedOn, ago) => {
        const due = dueDate(withLast(facts, addDays(loggedOn, -ago), loggedOn), both);

        expect(due === undefined || due >= loggedOn).toBe(true);
      }),
      runs,
    );
  });

  it('is a working day of the supervisor, and of the report where they share a weekday', () => {
    fc.assert(
      fc.property(boths, factsOf, dates(0, 300), (both, facts, last) => {
        const due = dueDate(withLast(facts, last, last), both);
        if (due === undefined) return;

        expect(isWorkingDay(both.supervisor, due)).toBe(true);
        expect(both.report.closed).not.toContain(due);
        if (both.report.days.some((day) => both.supervisor.days.includes(day)))
          expect(isWorkingDay(both.report, due)).toBe(true);
      }),
      runs,
    );
  });

  it('moves with the leave of either side, and is not late for it', () => {
    const both = (closed: readonly LocalDate[]): Both => ({ supervisor: office([]), report: office(closed) });
    const facts = withLast({ rhythm: { unit: 'week', every: 2 }, first: start }, localDate('2026-01-06'), start);
    const away = Array.from({ length: 14 }, (_, day) => addDays(localDate('2026-01-15'), day));

    expect(dueDate(facts, both([]))).toBe('2026-01-20');
    expect(dueDate(facts, both(away))).toBe('2026-01-29');
    expect(turnOn(facts, both(away), localDate('2026-01-27'))?.due).toBe('2026-01-29');
  });

  it('is the milestone of a newcomer where that comes first, and counts a talk shortly before it', () => {
    const facts = {
      rhythm: { unit: 'month', every: 1 },
      first: localDate('2026-01-30'),
      milestones: milestonesOf(start),
    } as const;
    const both = { supervisor: office([]), report: office([]) };

    expect(dueDate(facts, both)).toBe('2026-01-05');
    expect(dueDate({ ...facts, last: localDate('2026-01-12') }, both)).toBe('2026-02-04');
    expect(dueDate({ ...facts, last: localDate('2026-02-01') }, both)).toBe('2026-03-02');
  });
});

describe('the spread of those enrolled at once', () => {
  it.each([7, 12, 14])('gives %i reports of a fortnightly supervisor days of their own', (count) => {
    const days = Array.from({ length: count }, (_, nth) => spreadDays(nth, { unit: 'week', every: 2 }));

    expect(Math.max(...[...Map.groupBy(days, (day) => day).values()].map((same) => same.length))).toBeLessThanOrEqual(
      2,
    );
    expect(Math.min(...days)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...days)).toBeLessThanOrEqual(14);
  });
});

describe('nudges of a pair that does not meet', () => {
  it('are three a period at most, ever further apart, and begin anew with the next period', () => {
    fc.assert(
      fc.property(rhythms, dates(0, 60), (rhythm, first) => {
        const both = { supervisor: office([]), report: office([]) };
        const facts: Facts = { rhythm, first };
        const nudged: LocalDate[] = [];
        const perTurn = new Map<LocalDate, LocalDate[]>();
        for (let day = start; day < addDays(start, 400); day = addDays(day, 1)) {
          const turn = turnOn(facts, both, day);
          if (!turn || !isWorkingDay(both.supervisor, day) || needOn(turn, rhythm, nudged, day) !== 'due') continue;
          nudged.push(day);
          perTurn.set(turn.due, [...(perTurn.get(turn.due) ?? []), day]);
        }

        const [one, two] = gapsOf(rhythm);
        expect(one).toBeLessThan(two);
        expect(one + two).toBeLessThan(lengthOf(rhythm));
        expect(perTurn.size).toBeGreaterThan(2);
        for (const [due, days] of perTurn) {
          expect(days.length).toBeLessThanOrEqual(3);
          expect(days[0]).toBe(due);
          const [a = due, b, c] = days;
          if (b !== undefined) expect(daysBetween(a, b)).toBeGreaterThanOrEqual(one);
          if (b !== undefined && c !== undefined) expect(daysBetween(b, c)).toBeGreaterThanOrEqual(two);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function office(closed: readonly LocalDate[]): Calendar {
  return { days: [1, 2, 3, 4, 5], from: wallTime('09:00'), to: wallTime('17:00'), zone: zone('Europe/Lisbon'), closed };
}
