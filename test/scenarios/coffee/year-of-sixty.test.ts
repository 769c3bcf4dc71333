import { describe, expect, it } from 'vitest';
import { isFullSize, size } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { dayAfter } from '../support/wall-clock.ts';
import { admin } from './support/year/cast.ts';
import {
  arrivedRows,
  expectedLeft,
  expectedMail,
  expectedRows,
  exportedLeft,
  foretell,
  introducedRows,
} from './support/year/compare.ts';
import type { Deed } from './support/year/deeds.ts';
import { figuresOf, unmannerly } from './support/year/figures.ts';
import { Organisation } from './support/year/living.ts';
import { programsOf, stepsOf } from './support/year/programs.ts';

/** A year on the embedded store; on PostgreSQL the weeks around both clock changes of autumn. */
const isWhole = testedStore === 'lowdb' || isFullSize;
const weeks = size(`weeks of sixty people on ${testedStore}`, { small: isWhole ? 53 : 3, full: 53 });
/** A Sunday, when nobody works. */
const first = isWhole ? '2026-05-31' : '2026-10-18';
const last = dayAfter(first, weeks * 7);
const summerBreak = { from: '2026-07-27', until: '2026-08-31' };
const pausing: Deed = {
  at: Date.parse(`${summerBreak.from}T07:13:00Z`),
  who: admin,
  kind: 'programPause',
  program: 'crafts',
  until: summerBreak.until,
};
const minutesLimit = 10;
const nothing = { unexpected: [], missing: [] };

/** The rows that only one of two lists has: short enough to read where a year differs in one. */
const apart = (lived: readonly string[], foretold: readonly string[]) => ({
  unexpected: lived.filter((row) => !foretold.includes(row)),
  missing: foretold.filter((row) => !lived.includes(row)),
});

describe('sixty people in seven zones with three programs', { timeout: minutesLimit * 60_000 }, () => {
  it('are introduced and written to as the documents say, everyone at every round', async () => {
    const programs = programsOf(first);
    const span = { from: Date.parse(`${first}T08:00:00Z`), to: Date.parse(`${last}T23:00:00Z`) };
    const organisation = await Organisation.open(first, weeks * 7, programs, isWhole ? [pausing] : []);
    const { house, done } = organisation;

    await organisation.liveUntil(span.to);

    const { posts } = house.platform;
    const steps = programs.flatMap((program) =>
      stepsOf(program, last, program.id === 'crafts' && isWhole ? summerBreak : undefined),
    );
    const oracle = foretell(organisation, programs, steps, span);
    expect(house.failures.seen).toEqual([]);
    expect.soft(apart(introducedRows(posts), expectedRows(oracle)), 'who was introduced when').toEqual(nothing);
    expect.soft(apart(await exportedLeft(organisation), expectedLeft(oracle)), 'who was left').toEqual(nothing);
    expect.soft(apart(arrivedRows(posts), expectedMail(oracle)), 'what arrived when').toEqual(nothing);
    expect.soft(oracle.broken, 'together although one avoids the other').toEqual([]);
    expect.soft(unmannerly(posts, done), 'over the budget or outside hours').toEqual([]);
    report(organisation, oracle.steps.length);
    await house.close();
  });
});

function report({ house, done }: Organisation, steps: number): void {
  const { posts } = house.platform;
  const figures = figuresOf(posts, weeks);
  const round = (value: number) => value.toFixed(2);
  console.log(
    [
      `${weeks} weeks: ${steps} rounds and searches for latecomers, ${posts.length} messages, ${done.length} deeds of people`,
      `a person's week: ${round(figures.messagesAWeek)} messages, ${round(figures.unaskedAWeek)} unasked, at most ${figures.mostUnaskedAWeek}`,
      `cards: median ${figures.medianWords} words, reading grade ${round(figures.medianGrade)}`,
      ...figures.programs.map(
        ({ id, pairs, repeats, coverage }) =>
          `#${id}: ${pairs} meetings of two, ${repeats} repeats, ${round(coverage * 100)} % of its members' pairs introduced`,
      ),
    ].join('\n'),
  );
  expect(figures.medianWords).toBeLessThanOrEqual(40);
  expect(figures.medianGrade).toBeLessThanOrEqual(7);
  expect(figures.mostUnaskedAWeek).toBeLessThanOrEqual(3);
}
