import { describe, expect, test } from 'vitest';
import { growGreedily, improveBySwaps } from '../../../../src/features/coffee/pairing/group-search.ts';
import { groupSizes } from '../../../../src/features/coffee/pairing/group-sizes.ts';
import { pair } from '../../../../src/features/coffee/pairing/index.ts';
import { prepare } from '../../../../src/features/coffee/pairing/prepare.ts';
import { createRandom, shuffle } from '../../../../src/features/coffee/pairing/random.ts';
import { costOfSeating, createSeating, pairCosts } from '../../../../src/features/coffee/pairing/seating.ts';
import { size } from '../../../support/size.ts';
import { allPairs } from './graphs.ts';
import { idOf, inputOf, partitionOffences, people } from './people.ts';

function randomRound(seed: number, n: number, groupSize: number) {
  const random = createRandom(`groups ${seed}`);
  const some = (percent: number) => allPairs(n).filter(() => random.below(100) < percent);
  const members = people(n, () => ({
    team: `team ${random.below(3)}`,
    manager: `boss ${random.below(4)}`,
    channels: Array.from({ length: 6 }, () => `c${random.below(12)}`),
  }));
  const met = some(15).map(([a, b]) => ({
    pair: [idOf(a), idOf(b)] as const,
    times: 1,
    roundsAgo: 1 + random.below(9),
  }));
  const never = some(3).map(([a, b]) => [idOf(a), idOf(b)] as const);
  return inputOf(members, { met, never, groupSize, seed: String(seed) });
}

/** The least cost of groups of the given sizes, by trying all partitions. */
function exhaustive(cost: (u: number, v: number) => number, sizes: readonly number[], n: number): number {
  const rest = (free: readonly number[], left: readonly number[]): number => {
    if (left.length === 0) return 0;
    let least = Number.POSITIVE_INFINITY;
    for (const wanted of new Set(left)) {
      const others = left.toSpliced(left.indexOf(wanted), 1);
      for (const group of choose(free.slice(1), wanted - 1)) {
        const all = [free[0] as number, ...group];
        const own = all.reduce((sum, u, i) => sum + all.slice(i + 1).reduce((s, v) => s + cost(u, v), 0), 0);
        least = Math.min(
          least,
          own +
            rest(
              free.filter((v) => !all.includes(v)),
              others,
            ),
        );
      }
    }
    return least;
  };
  return rest(
    Array.from({ length: n }, (_, v) => v),
    sizes,
  );
}

function choose(from: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return from.flatMap((v, i) => choose(from.slice(i + 1), count - 1).map((more) => [v, ...more]));
}

describe('sizes', () => {
  test.each([
    [39, 8, [8, 8, 8, 8, 7]],
    [7, 5, [4, 3]],
    [13, 4, [5, 4, 4]],
    [10, 3, [4, 3, 3]],
    [2, 8, [2]],
    [1, 3, []],
    [11, 8, [6, 5]],
  ])('%i members around %i make %j', (n, k, wanted) => {
    expect(groupSizes(n, k, n)).toEqual(wanted);
  });

  test('sizes differ by at most one and stay between two and eight, for any number', () => {
    for (let k = 2; k <= 8; k++) {
      for (let n = 2; n <= 200; n++) {
        const sizes = groupSizes(n, k, n);
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(n);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('groups of three to eight', () => {
  test('are a partition without never pairs', () => {
    for (let k = 3; k <= 8; k++) {
      const input = randomRound(k, 37, k);
      const result = pair(input);

      expect(partitionOffences(input, result)).toEqual([]);
      expect(result.groups.map((group) => group.length).sort()).toEqual(groupSizes(37, k, 37).sort());
    }
  });

  test('come within 3 % of the best on tiny rounds, in the mean', () => {
    const count = size('tiny rounds against all partitions', { small: 12, full: 100 });
    const ratios = Array.from({ length: count }, (_, k) => {
      const n = 9 + (k % 3);
      const input = randomRound(k, n, 3 + (k % 2));
      const { problem, groupSize } = prepare(input);
      const cost = pairCosts(problem);
      const best = exhaustive(cost, groupSizes(n, groupSize, n), n);
      return best === 0 ? 1 : pair(input).cost / best;
    });

    expect(ratios.reduce((a, b) => a + b, 0) / count).toBeLessThan(1.03);
  });

  test('are never worse than greedy growth and swaps', () => {
    for (let k = 0; k < 8; k++) {
      const input = randomRound(k, 60, 4);
      const { problem, search } = prepare(input);
      const order = Int32Array.from({ length: problem.n }, (_, v) => v);
      const seating = createSeating(problem, groupSizes(60, 4, 60), shuffle(order, search.random), pairCosts(problem));
      growGreedily(seating, search.random);
      improveBySwaps(seating, search.random, search.shouldStop);

      expect(pair(input).cost).toBeLessThanOrEqual(costOfSeating(seating));
    }
  });

  test('the same seed gives the same groups', () => {
    const input = randomRound(5, 50, 4);

    expect(pair({ ...input, members: input.members.toReversed() })).toEqual(pair(input));
  });
});
