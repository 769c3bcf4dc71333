import { syllable } from 'syllable';
import { describe, expect, test } from 'vitest';
import { packs } from '../../../src/features/check-ins/packs.ts';
import { optionsOf } from '../../../src/features/check-ins/question.ts';

const all = [...packs.values()];
const thirty = all.filter(({ name }) => name !== 'pulse');
/** Every item of OPM's Employee Engagement Index, by its number in the 2016 survey. */
const engagement = [3, 4, 6, 11, 12, 47, 48, 49, 51, 52, 53, 54, 56, 60, 61];

describe('question packs', () => {
  test('have a source, a licence, and questions no two of which are the same', () => {
    const questions = all.flatMap((pack) => pack.questions);

    for (const { source, licence, about } of all)
      expect([source, licence, about].every((one) => one.length > 2)).toBe(true);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(new Set(questions.map(({ text }) => text)).size).toBe(questions.length);
  });

  test.each(thirty)('$name has thirty, short and plain', ({ questions }) => {
    expect(questions).toHaveLength(30);
    for (const { text, followUp } of questions)
      for (const words of [text, followUp ?? 'Fine?']) {
        expect(words).toMatch(/[.?]$/);
        expect(words).not.toMatch(/!|leverage|touch base|synerg|superpower|spirit animal|engagement/i);
        expect(words.split(' ').length).toBeLessThanOrEqual(20);
        expect(syllable(words) / words.split(' ').length).toBeLessThan(2);
      }
  });

  test('the pulse holds the whole engagement index, each item with its number at its source', () => {
    const pulse = packs.get('pulse')?.questions ?? [];
    const cited = pulse.filter(({ tags }) => tags?.includes('engagement index'));

    expect(cited.map(({ id }) => Number(id.replace('fevs-', ''))).sort((a, b) => a - b)).toEqual(engagement);
    for (const { id, source } of pulse) {
      const number = /^fevs-(\d+)$/.exec(id)?.[1];
      expect(source).toBe(
        number === undefined
          ? 'Written for Hallway'
          : `U.S. Office of Personnel Management, Federal Employee Viewpoint Survey 2016, item ${number}`,
      );
    }
    expect(new Set(pulse.map(({ theme }) => theme))).toEqual(
      new Set([
        'Leaders',
        'Supervisors',
        'The work itself',
        'Satisfaction',
        'Trust and empowerment',
        'Work at a distance',
      ]),
    );
    expect(pulse.every((question) => optionsOf(question).length === 5)).toBe(true);
    expect(pulse.length).toBeLessThanOrEqual(3 * 12);
  });
});
