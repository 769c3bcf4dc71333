import { describe, expect, test } from 'vitest';
import { pair } from '../../../../src/features/coffee/pairing/index.ts';
import { createRandom } from '../../../../src/features/coffee/pairing/random.ts';
import type { PairingInput } from '../../../../src/features/coffee/pairing/types.ts';
import { size } from '../../../support/size.ts';
import { idOf, inputOf, pairsOf, partitionOffences, people } from './people.ts';

const many = size('members of adversarial rounds', { small: 3_000, full: 100_000 });
const some = size('members of rounds of never lists', { small: 400, full: 2_000 });

describe('9. adversarial rounds end soon and break no rule', () => {
  const cases: Record<string, () => PairingInput> = {
    'all ties': () => inputOf(people(many, () => ({ team: '' })).map(({ id }) => ({ id }))),
    'one team': () => inputOf(people(many, () => ({ team: 'one' }))),
    'one zone twelve hours from all others': () =>
      inputOf(
        people(many, (i) => ({ timezone: i % 50 === 0 ? 'Pacific/Auckland' : 'Europe/Lisbon' })),
        { date: '2026-07-01' },
      ),
    'a star: most may meet three people only': () => {
      const n = Math.min(some, 400);
      const never = Array.from({ length: n }, (_, u) => u).flatMap((u) =>
        u < 3 ? [] : Array.from({ length: n - u - 1 }, (_, k) => [idOf(u), idOf(u + k + 1)] as const),
      );
      return inputOf(people(n), { never });
    },
    'a long never list': () => {
      const random = createRandom('never');
      const never = Array.from(
        { length: 100 * some },
        () => [idOf(random.below(some)), idOf(random.below(some))] as const,
      );
      return inputOf(people(some), { never: never.filter(([a, b]) => a !== b) });
    },
  };

  test.each(Object.entries(cases))('%s', (_, build) => {
    const input = build();

    expect(partitionOffences(input, pair(input))).toEqual([]);
  });

  test('of a star three pairs can be made, and no more are left than must be', () => {
    const result = pair((cases['a star: most may meet three people only'] as () => PairingInput)());

    expect(pairsOf(result)).toHaveLength(3);
  });
});

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
