import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pair } from '../../../../src/features/coffee/pairing/index.ts';
import { prepare } from '../../../../src/features/coffee/pairing/prepare.ts';
import { pairCost } from '../../../../src/features/coffee/pairing/problem.ts';
import { createRandom, shuffle } from '../../../../src/features/coffee/pairing/random.ts';
import type { PairingInput } from '../../../../src/features/coffee/pairing/types.ts';
import { size } from '../../../support/size.ts';
import { allPairs, bruteForce, type Edge } from './graphs.ts';
import { idOf, inputOf, pairsOf, partitionOffences, people } from './people.ts';

const runs = size('random rounds for each property', { small: 40, full: 1000 });
const check = (arbitrary: fc.Arbitrary<PairingInput>, holds: (input: PairingInput) => void, numRuns = runs) =>
  fc.assert(fc.property(arbitrary, holds), { numRuns, seed: 3 });

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', undefined];

/** A round of up to `most` members with random history, never lists, zones and channels. */
function rounds(most: number, density = 30): fc.Arbitrary<PairingInput> {
  const numbers = fc.record({
    n: fc.integer({ min: 0, max: most }),
    seed: fc.integer(),
    met: fc.nat(density),
    never: fc.nat(density),
  });
  return numbers.map(({ n, seed, met, never }) => {
    const random = createRandom(`round ${seed}`);
    const some = (percent: number) => allPairs(n).filter(() => random.below(100) < percent);
    const ids = ([a, b]: [number, number]) => [idOf(a), idOf(b)] as const;
    const members = people(n, () => {
      const timezone = ZONES[random.below(ZONES.length)];
      const where = timezone === undefined ? {} : { timezone };
      return {
        ...where,
        channels: [`c${random.below(5)}`],
        manager: `boss ${random.below(9)}`,
        oddTurns: random.below(3),
      };
    });
    return inputOf(members, {
      met: some(met).map((p) => ({ pair: ids(p), times: 1 + random.below(3), roundsAgo: 1 + random.below(20) })),
      never: some(never).map(ids),
      seed: String(seed),
    });
  });
}

/** Whether all can be in pairs, with one trio for an odd number, and no never pair in a group; by trying all. */
function isFeasible({ members, never }: PairingInput): boolean {
  const barred = new Set(never.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const may = (a: number, b: number) => !barred.has(`${idOf(a)} ${idOf(b)}`);
  const isMatchable = (out: readonly number[]): boolean => {
    const rest = members.map((_, i) => i).filter((i) => !out.includes(i));
    const edges = allPairs(rest.length).filter(([u, v]) => may(rest[u] as number, rest[v] as number));
    return bruteForce({ n: rest.length, edges: edges.map(([u, v]): Edge => [u, v, 0]) }) !== null;
  };
  if (members.length % 2 === 0) return isMatchable([]);
  return allPairs(members.length).some(([a, b]) =>
    members.some((_, c) => c > b && may(a, b) && may(a, c) && may(b, c) && isMatchable([a, b, c])),
  );
}

describe('1. partition', () => {
  test('every member is in one group or left, once, whatever the rules of the round', () => {
    check(rounds(50), (input) => {
      expect(partitionOffences(input, pair(input))).toEqual([]);
    });
  });

  test.each([
    [0, []],
    [1, []],
    [2, [2]],
    [3, [3]],
    [4, [2, 2]],
    [5, [2, 3]],
    [101, [...Array.from({ length: 49 }, () => 2), 3]],
  ])('%i members make groups of %j', (n, sizes) => {
    const { groups, left } = pair(inputOf(people(n)));

    expect(groups.map((group) => group.length).sort()).toEqual(sizes);
    expect(left).toEqual(n === 1 ? [{ id: 'p000', why: 'no partner possible' }] : []);
  });
});

describe('2. never lists', () => {
  test('no never pair shares a group, and nobody is left where all can be placed, for up to 10 members', () => {
    const holds = (input: PairingInput) => {
      const result = pair(input);
      expect(partitionOffences(input, result)).toEqual([]);
      if (input.members.length > 1 && isFeasible(input)) expect(result.left).toEqual([]);
    };
    check(rounds(10, 80), holds, size('rounds against brute-force feasibility', { small: 120, full: 5000 }));
  });

  test('someone whom all avoid reads the same as anybody for whom there was nobody', () => {
    const never = people(9)
      .slice(1)
      .map(({ id }) => ['p000', id] as const);
    const result = pair(inputOf(people(9), { never }));

    expect(result.left).toEqual([{ id: 'p000', why: 'no partner possible' }]);
    expect(result.reasons.join()).not.toMatch(/never|avoid|block/i);
  });
});

describe('3. same seed', () => {
  test('the order of every list means nothing', () => {
    check(rounds(80), (input) => {
      const random = createRandom(`permute ${input.seed}`);
      const flipped = input.never.map(([a, b]) => [b, a] as const);
      const permuted = {
        ...input,
        members: shuffle([...input.members], random),
        met: shuffle([...input.met], random),
        never: shuffle(flipped, random),
      };
      expect(pair(permuted)).toEqual(pair(input));
    });
  });

  test('another seed may choose other groups at the same cost', () => {
    check(rounds(40), (input) => {
      if (input.members.length % 2 === 1) return;
      expect(pair({ ...input, seed: 'another' }).cost).toBe(pair(input).cost);
    });
  });
});

describe('4. proof', () => {
  test('an even round of up to 2,000 is proven the best', () => {
    const n = size('members of a proven round', { small: 300, full: 2000 });
    for (const members of [people(n), people(n, (i) => ({ team: i % 5 < 3 ? 'large' : `team ${i}` }))]) {
      expect(pair(inputOf(members)).gap).toBe(0);
    }
  });

  test('the cost is what trying all pairings finds, for up to 10 members', () => {
    check(rounds(10, 60), (input) => {
      if (input.members.length % 2 === 1) return;
      const { problem } = prepare(input);
      const edges = allPairs(problem.n).map(([u, v]): Edge => [u, v, pairCost(problem, u, v)]);
      expect(pair(input).gap).toBe(0);
      expect(pair(input).cost).toBeLessThanOrEqual(bruteForce({ n: problem.n, edges }) as number);
    });
  });
});

describe('5. monotone', () => {
  test('a never pair or a meeting more never lowers the cost', () => {
    check(rounds(24), (input) => {
      const result = pair(input);
      const [first] = pairsOf(result);
      if (first === undefined || input.members.length % 2 === 1) return;
      expect(pair({ ...input, never: [...input.never, first] }).cost).toBeGreaterThanOrEqual(result.cost);
      const met = input.met.filter(({ pair: [a, b] }) => a !== first[0] || b !== first[1]);
      expect(pair({ ...input, met: [...met, { pair: first, times: 20, roundsAgo: 1 }] }).cost).toBeGreaterThanOrEqual(
        result.cost,
      );
    });
  });
});

describe('6. repeats', () => {
  test('there is none where a repeat-free pairing of those who may meet exists', () => {
    check(rounds(10, 70), (input) => {
      if (input.members.length % 2 === 1) return;
      const members = input.members.map(({ timezone: _, ...rest }) => rest);
      const met = new Set(
        [...input.met.map((m) => m.pair), ...input.never].flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]),
      );
      const edges = allPairs(members.length).filter(([u, v]) => !met.has(`${idOf(u)} ${idOf(v)}`));
      const graph = { n: members.length, edges: edges.map(([u, v]): Edge => [u, v, 0]) };
      if (bruteForce(graph) !== null) expect(pair({ ...input, members }).repeats).toBe(0);
    });
  });

  test('the one pairing that a round robin has left is found', () => {
    const n = size('members of a planted round robin', { small: 60, full: 300 });
    const kept = new Set(Array.from({ length: n / 2 }, (_, k) => k * n + (n - 1 - k)));
    const met = allPairs(n).filter(([u, v]) => !kept.has(u * n + v));
    const history = met.map(([u, v]) => ({
      pair: [idOf(u), idOf(v)] as const,
      times: 1,
      roundsAgo: 1 + ((u + v) % 50),
    }));

    expect(pair(inputOf(people(n), { met: history })).repeats).toBe(0);
  });

  test('of two old partners the one longer ago is met again', () => {
    const met = [
      { pair: ['a', 'b'] as const, times: 1, roundsAgo: 1 },
      { pair: ['a', 'c'] as const, times: 1, roundsAgo: 9 },
      { pair: ['a', 'd'] as const, times: 2, roundsAgo: 9 },
      { pair: ['b', 'd'] as const, times: 1, roundsAgo: 9 },
      { pair: ['c', 'd'] as const, times: 1, roundsAgo: 1 },
      { pair: ['b', 'c'] as const, times: 2, roundsAgo: 9 },
    ];
    const result = pair(
      inputOf(
        ['a', 'b', 'c', 'd'].map((id) => ({ id })),
        { met },
      ),
    );

    expect(result.groups).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ]);
    expect(result.reasons[0]).toBe('met once, last 9 rounds ago');
  });
});
