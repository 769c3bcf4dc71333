import { describe, expect, test } from 'vitest';
import { planExactly } from '../../../../src/features/coffee/pairing/exact-plan.ts';
import { groupSizes } from '../../../../src/features/coffee/pairing/group-sizes.ts';
import { pair } from '../../../../src/features/coffee/pairing/index.ts';
import { groupCost, planByMatching } from '../../../../src/features/coffee/pairing/pair-plan.ts';
import { prepare } from '../../../../src/features/coffee/pairing/prepare.ts';
import { aloneCost, isNever, type Problem } from '../../../../src/features/coffee/pairing/problem.ts';
import { createRandom } from '../../../../src/features/coffee/pairing/random.ts';
import type { PairingInput } from '../../../../src/features/coffee/pairing/types.ts';
import { size } from '../../../support/size.ts';
import { allPairs } from './graphs.ts';
import { idOf, inputOf, partitionOffences, people } from './people.ts';

/** What a round is worth: left out, in groups larger than asked, what smaller groups lack squared, cost. */
type Worth = readonly [left: number, inLarger: number, lacking: number, cost: number];

/** A round of n with a dense never list, history and turns. */
function denseRound(seed: number, n: number, groupSize = 2): PairingInput {
  const random = createRandom(`dense ${seed}`);
  const percent = 20 + random.below(75);
  const some = (share: number) => allPairs(n).filter(() => random.below(100) < share);
  return inputOf(
    people(n, () => ({ oddTurns: random.below(3), team: `team ${random.below(3)}` })),
    {
      never: some(percent).map(([a, b]) => [idOf(a), idOf(b)] as const),
      met: some(30).map(([a, b]) => ({ pair: [idOf(a), idOf(b)] as const, times: 1, roundsAgo: 1 + random.below(9) })),
      groupSize,
      seed: String(seed),
    },
  );
}

/** n people of whom the first `alone` may be with nobody. */
function withHermits(n: number, alone: number, groupSize = 2): PairingInput {
  const never = allPairs(n).filter(([a]) => a < alone);
  return inputOf(people(n), { never: never.map(([a, b]) => [idOf(a), idOf(b)] as const), groupSize });
}

/** The best worth of any way to make groups, by trying all. */
function bestWorth(p: Problem, groupSize: number): Worth {
  let best: Worth | null = null;
  const placeNext = (free: readonly number[], so: Worth): void => {
    const [first, ...others] = free;
    if (first === undefined) {
      if (best === null || isLess(so, best)) best = so;
      return;
    }
    for (const more of peacefulSets(p, first, others, groupSize)) {
      const group = [first, ...more];
      placeNext(
        others.filter((v) => !more.includes(v)),
        sum(so, worthOf(p, group, groupSize)),
      );
    }
  };
  placeNext(
    Array.from({ length: p.n }, (_, v) => v),
    [0, 0, 0, 0],
  );
  return best ?? [0, 0, 0, 0];
}

/** Sets of up to `most` of some people who may all sit with the first and with one another. */
function peacefulSets(p: Problem, first: number, from: readonly number[], most: number): number[][] {
  const able = from.filter((v) => !isNever(p, first, v));
  if (most === 0) return [[]];
  return [[], ...able.flatMap((v, i) => peacefulSets(p, v, able.slice(i + 1), most - 1).map((more) => [v, ...more]))];
}

function worthOf(p: Problem, group: readonly number[], groupSize: number): Worth {
  if (group.length === 1) return [1, 0, 0, aloneCost(p, group[0] as number)];
  const cost = groupCost(p, group, groupSize);
  return group.length > groupSize ? [0, group.length, 0, cost] : [0, 0, (groupSize - group.length) ** 2, cost];
}

const sum = (a: Worth, b: Worth): Worth => [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];

function isLess(a: Worth, b: Worth): boolean {
  const k = a.findIndex((value, i) => value !== b[i]);
  return k >= 0 && (a[k] as number) < (b[k] as number);
}

const sizesOf = ({ groups }: { readonly groups: readonly (readonly unknown[])[] }) =>
  groups.map((group) => group.length).sort();
const inLarger = (sizes: readonly number[], groupSize: number) =>
  sizes.reduce((all, one) => all + (one > groupSize ? one : 0), 0);

describe('people who may be with nobody', () => {
  test.each([
    [7, 1, [2, 2, 2]],
    [8, 1, [2, 2, 3]],
    [9, 3, [2, 2, 2]],
    [21, 1, Array.from({ length: 10 }, () => 2)],
    [22, 2, Array.from({ length: 10 }, () => 2)],
    [60, 3, [...Array.from({ length: 27 }, () => 2), 3]],
    [501, 1, Array.from({ length: 250 }, () => 2)],
  ])('of %i people %i are left, the others make groups of %j', (n, alone, wanted) => {
    const result = pair(withHermits(n, alone));

    expect(result.left).toHaveLength(alone);
    expect(sizesOf(result)).toEqual(wanted);
    expect(result.gap).not.toBeNull();
  });

  test.each([
    [9, 1, 4, [4, 4]],
    [17, 2, 3, [3, 3, 3, 3, 3]],
    [41, 1, 8, [8, 8, 8, 8, 8]],
  ])('of %i people %i are left, the others make groups around %i: %j', (n, alone, groupSize, wanted) => {
    expect(sizesOf(pair(withHermits(n, alone, groupSize)))).toEqual(wanted);
  });
});

describe('against all ways to make groups', () => {
  const count = size('dense never lists against all groups', { small: 240, full: 5_000 });

  test('fewest are left, then fewest sit in trios, then the cost is least, for up to nine', () => {
    for (let seed = 0; seed < count; seed++) {
      const input = denseRound(seed, 2 + (seed % 8));
      const result = pair(input);
      const [left, larger, , cost] = bestWorth(prepare(input).problem, 2);

      expect(partitionOffences(input, result)).toEqual([]);
      expect([result.left.length, inLarger(sizesOf(result), 2)]).toEqual([left, larger]);
      expect(result.cost).toBe(cost);
      expect(result.gap).toBe(0);
    }
  });

  test.each([3, 4])('groups of %i leave out fewest, and are of the usual sizes or the best there are', (groupSize) => {
    for (let seed = 0; seed < count / 4; seed++) {
      const n = 3 + (seed % 6);
      const input = denseRound(seed, n, groupSize);
      const result = pair(input);
      const best = bestWorth(prepare(input).problem, groupSize);

      expect(partitionOffences(input, result)).toEqual([]);
      expect(result.left).toHaveLength(best[0]);
      const placed = n - best[0];
      const usual = groupSizes(placed, groupSize, placed).sort();
      if (String(sizesOf(result)) !== String(usual)) expect(inLarger(sizesOf(result), groupSize)).toBe(best[1]);
    }
  });
});

describe('the way for larger rounds', () => {
  test('leaves as few and makes as few trios as the exact one, on rounds small enough for both', () => {
    const count = size('dense never lists, matching against exact', { small: 150, full: 3_000 });
    for (let seed = 0; seed < count; seed++) {
      const input = denseRound(seed, 6 + (seed % 8));
      const { problem, search } = prepare(input);
      const exact = planExactly(problem, 2);
      const matched = planByMatching(problem, search);

      expect([matched.left.length, sizesOf(matched)]).toEqual([exact.left.length, sizesOf(exact)]);
      expect(matched.lowerBound ?? 0).toBeLessThanOrEqual(exact.cost);
    }
  });
});
