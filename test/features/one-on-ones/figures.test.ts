import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personId } from '../../../src/core/ids.ts';
import { type Counted, cellsOf, gapIn, otherUnits, tellable } from '../../../src/features/one-on-ones/figures-rule.ts';
import { localDate } from '../../../src/time/zoned.ts';

/** So many supervisors of a unit with so many reports each, of whom so many met in time. */
const unit = (name: string | undefined, supervisors: number, each: number, met: number): Counted[] =>
  Array.from({ length: supervisors * each }, (_, index) => ({
    supervisor: personId(`${name}-s${index % supervisors}`),
    report: personId(`${name}-r${index}`),
    unit: name,
    isInTime: index < met,
    gap: index % 2 === 0 ? 10 + index : undefined,
  }));
const shown = (pairs: readonly Counted[], floor = 5) => cellsOf(pairs, floor).map(({ unit: name, met }) => [name, met]);

describe('what leaders see', () => {
  it('is by unit where each reaches the floor on both sides', () => {
    expect(shown([...unit('Brand', 5, 2, 5), ...unit('Care', 6, 2, 7)])).toEqual([
      ['Brand', 5],
      ['Care', 7],
    ]);
  });

  it('is one figure for everybody where what is left over is too small', () => {
    expect(shown([...unit('Brand', 5, 2, 4), ...unit('Care', 4, 3, 3)])).toEqual([[null, 7]]);
  });

  it('takes small units together where they reach the floor together', () => {
    expect(shown([...unit('Brand', 5, 2, 5), ...unit('Care', 3, 3, 3), ...unit(undefined, 2, 3, 3)])).toEqual([
      ['Brand', 5],
      [otherUnits, 6],
    ]);
  });

  it('is nothing below the floor, of supervisors or of reports', () => {
    expect(shown(unit('Brand', 4, 9, 9))).toEqual([]);
    expect(shown(unit('Brand', 5, 1, 3), 6)).toEqual([]);
  });

  it('says without a number when all are alike, and gives a gap only where enough stand behind it', () => {
    const [all] = cellsOf(unit('Brand', 5, 2, 10), 5);
    const [none] = cellsOf(unit('Brand', 5, 2, 0), 5);
    const [few] = cellsOf(
      unit('Brand', 5, 2, 3).map((pair, index) => ({ ...pair, gap: index < 4 ? 7 : undefined })),
      5,
    );

    expect([all?.met, none?.met]).toEqual(['all', 'few']);
    expect(few?.gap).toBeNull();
  });

  it('counts only where both those who met and those who did not reach the floor', () => {
    const said = Array.from({ length: 24 }, (_, met) => [met, tellable(met, 23, 5)]);

    expect(said.filter(([met, told]) => met === told).map(([met]) => met)).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 5),
    );
    expect([1, 3, 20].map((met) => cellsOf(unit('Brand', 6, 4, met), 5)[0]?.met)).toEqual(['few', 'few', 'few']);
    expect(tellable('all', 23, 5)).toBe('all');
  });

  it('puts every pair in exactly one cell, none of them below the floor, whatever the units', () => {
    const any = fc.array(
      fc.record({
        s: fc.nat(30),
        r: fc.nat(400),
        isInTime: fc.boolean(),
        gap: fc.option(fc.nat(60), { nil: undefined }),
      }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(any, fc.integer({ min: 3, max: 8 }), (rows, floor) => {
        const unique = [...new Map(rows.map((row) => [row.r, row])).values()];
        const pairs = unique.map(({ s, r, isInTime, gap }) => ({
          supervisor: personId(`s${s}`),
          report: personId(`r${r}`),
          unit: s % 5 === 0 ? undefined : `unit ${s % 5}`,
          ...{ isInTime, gap },
        }));
        const cells = cellsOf(pairs, floor);

        for (const cell of cells) {
          expect(cell.supervisors).toBeGreaterThanOrEqual(floor);
          expect(cell.reports).toBeGreaterThanOrEqual(floor);
          if (typeof cell.met !== 'number') continue;
          expect(cell.met).toBeGreaterThanOrEqual(floor);
          expect(cell.reports - cell.met).toBeGreaterThanOrEqual(floor);
        }
        if (cells.length > 0) expect(cells.reduce((sum, cell) => sum + cell.reports, 0)).toBe(pairs.length);
      }),
    );
  });

  it('counts a gap in the period in which it ended', () => {
    const met = ['2026-11-02', '2026-11-20'].map(localDate);

    expect(gapIn(met, localDate('2026-11-16'), localDate('2026-11-30'))).toBe(18);
    expect(gapIn(met, localDate('2026-11-21'), localDate('2026-11-30'))).toBeUndefined();
    expect(gapIn(met.slice(1), localDate('2026-11-16'), localDate('2026-11-30'))).toBeUndefined();
  });
});
