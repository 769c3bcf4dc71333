import { describe, expect, test } from 'vitest';
import { pair } from '../../../../src/features/coffee/pairing/index.ts';
import { inputOf, partitionOffences, people } from './people.ts';

describe('a deadline', () => {
  const input = inputOf(people(1200, (i) => ({ team: i % 3 === 0 ? `t${i % 17}` : 'large' })));

  test('that has passed still gives valid groups, and says that it cut the search short', () => {
    const result = pair(input, { deadlineMs: 0, elapsedMs: () => 1 });

    expect(partitionOffences(input, result)).toEqual([]);
    expect(result.left).toEqual([]);
    expect(result.isCutShort).toBe(true);
  });

  test('that is far away changes nothing', () => {
    expect(pair(input, { deadlineMs: 1e9, elapsedMs: () => 1 })).toEqual(pair(input));
  });

  test('in the middle gives a better answer than at once', () => {
    let looks = 0;
    const late = pair(input, { deadlineMs: 3, elapsedMs: () => looks++ });

    expect(late.cost).toBeLessThanOrEqual(pair(input, { deadlineMs: 0, elapsedMs: () => 1 }).cost);
  });
});
