import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bar, trend } from '../../../src/features/check-ins/bars.ts';
import { cellOf, meanOfCell, positiveOf, unanimous } from '../../../src/features/check-ins/cells.ts';
import { change, estimate, meanOf } from '../../../src/features/check-ins/interval.ts';
import type { Question } from '../../../src/features/check-ins/question.ts';

const scale: Question = { id: 'q', text: 'Q', kind: 'scale' };

describe('intervals', () => {
  test("are Wilson's: 15 of 20 is 53 to 89 %, 0 of 10 up to 28 %", () => {
    const [some, none] = [estimate({ of: 20, positive: 15 }), estimate({ of: 10, positive: 0 })];

    expect([some.low, some.high].map((one) => one.toFixed(3))).toEqual(['0.531', '0.888']);
    expect([none.low, none.high].map((one) => one.toFixed(3))).toEqual(['0.000', '0.278']);
  });

  test('cover the share, lie within 0 and 1, and shrink with more answers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const positive = Math.round(of * share);
        const { value, low, high } = estimate({ of, positive });
        const more = estimate({ of: of * 4, positive: positive * 4 });
        return (
          low >= 0 && high <= 1 && low <= value + 1e-9 && value <= high + 1e-9 && more.high - more.low < high - low
        );
      }),
    );
  });

  test('hold the true share about 95 times in 100, counted exactly', () => {
    for (const [of, share] of [
      [30, 0.7],
      [60, 0.5],
      [200, 0.85],
    ] as const)
      expect(Math.abs(coverage(of, share) - 0.95)).toBeLessThan(0.03);
  });
});

/** How often the interval of a binomial draw holds the share it was drawn with. */
function coverage(of: number, share: number): number {
  let chance = (1 - share) ** of;
  let held = 0;
  for (let positive = 0; positive <= of; positive++) {
    const { low, high } = estimate({ of, positive });
    if (low <= share && share <= high) held += chance;
    chance *= ((of - positive) / (positive + 1)) * (share / (1 - share));
  }
  return held;
}

describe('a change', () => {
  const of = (positive: number, answers = 40) => estimate({ of: answers, positive });

  test('smaller than its noise is none, larger is told by its way', () => {
    expect(change(of(20), of(23))).toBe('none');
    expect(change(of(12), of(30))).toBe('up');
    expect(change(of(30), of(12))).toBe('down');
    expect(change(of(20), of(20))).toBe('none');
  });

  test('of a theme is judged by the mean of its items, as if they moved together', () => {
    const before = meanOf([of(18), of(20), of(22)]);

    expect(before.value).toBeCloseTo(0.5);
    expect(change(before, meanOf([of(21), of(22), of(24)]))).toBe('none');
    expect(change(before, meanOf([of(36), of(34), of(35)]))).toBe('up');
  });
});

describe('cells', () => {
  test('hold nothing below the floor and nothing of free words', () => {
    expect(cellOf(scale, [1, 2, 3, 4], 5)).toBeUndefined();
    expect(cellOf({ ...scale, kind: 'open' }, ['a', 'b', 'c', 'd', 'e'], 5)).toBeUndefined();
    expect(cellOf(scale, [1, 2, 4, 4, 5], 5)).toEqual({ question: scale, answers: 5, counts: [1, 1, 0, 2, 1] });
  });

  test('know their mean, their positive share, and when all are of one mind', () => {
    const cell = { question: scale, answers: 5, counts: [1, 1, 0, 2, 1] };

    expect(meanOfCell(cell)).toBeCloseTo(3.2);
    expect(positiveOf(cell)).toEqual({ of: 5, positive: 3 });
    expect(unanimous(cell)).toBeUndefined();
    expect(unanimous({ question: scale, answers: 6, counts: [0, 0, 0, 6, 0] })).toBe(4);
  });
});

describe('bars', () => {
  test('are as long as their count, a sliver for any and nothing for none', () => {
    expect([0, 1, 50, 100].map((count) => bar(count, 100).length)).toEqual([0, 1, 5, 10]);
  });

  test('stand one beside the other for a trend', () => {
    expect(trend([1, 2, 3, 4, 5], 1, 5)).toBe('▁▃▅▆█');
  });
});
