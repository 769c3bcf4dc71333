import { describe, expect, test } from 'vitest';
import { engines, pair } from '../../../../src/features/coffee/pairing/index.ts';
import {
  type SimulatedRound,
  type SimulationSpec,
  simulate,
} from '../../../../src/features/coffee/pairing/simulation.ts';
import { isFullSize, size } from '../../../support/size.ts';

const NO_CLOCK = () => 0;

function play(spec: Partial<SimulationSpec> & { members: number; rounds: number }): SimulatedRound[] {
  return [...simulate({ groupSize: 2, zones: 1, absent: 0, seed: 'test', ...spec }, pair, NO_CLOCK)];
}

const repeatsIn = (rounds: readonly SimulatedRound[]) => rounds.reduce((sum, { repeats }) => sum + repeats, 0);
const leftIn = (rounds: readonly SimulatedRound[]) => rounds.reduce((sum, { left }) => sum + left, 0);

describe('7. coverage', () => {
  const even = Array.from({ length: 49 }, (_, k) => 4 + 2 * k);
  const chosen = isFullSize ? even : [4, 6, 8, 10, 12, 16, 20, 30];

  test.each(chosen)('%i people of four teams meet each other exactly once in as few rounds as can be', (n) => {
    const rounds = play({ members: n, rounds: n - 1 });
    const met = new Set(rounds.flatMap(({ groups }) => groups.map((group) => group.join(' '))));

    expect(repeatsIn(rounds)).toBe(0);
    expect(met.size).toBe((n * (n - 1)) / 2);
  });
});

describe('8. a year', () => {
  test.each([101, 500])('%i people meet without repeat, nobody left, across teams', (members) => {
    const rounds = play({ members, rounds: size(`rounds of ${members} people`, { small: 8, full: 52 }) });

    expect(repeatsIn(rounds)).toBe(0);
    expect(leftIn(rounds)).toBe(0);
    expect(rounds.reduce((sum, { acrossTeams }) => sum + acrossTeams, 0) / rounds.length).toBeGreaterThan(0.99);
  });

  test('with one in ten away nobody is left, no pair of 30 meets three times, trios go round', () => {
    const rounds = play({ members: 30, rounds: 52, absent: 0.1 });
    const times = new Map<string, number>();
    const trios = new Map<string, number>();
    for (const { groups } of rounds) {
      for (const group of groups) {
        for (const [i, a] of group.entries()) {
          if (group.length > 2) trios.set(a, (trios.get(a) ?? 0) + 1);
          for (const b of group.slice(i + 1)) times.set(`${a} ${b}`, (times.get(`${a} ${b}`) ?? 0) + 1);
        }
      }
    }
    const turns = Array.from({ length: 30 }, (_, i) => trios.get(`p${String(i + 1).padStart(2, '0')}`) ?? 0);

    expect(leftIn(rounds)).toBe(0);
    expect(Math.max(...times.values())).toBeLessThanOrEqual(2);
    expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(2);
  });

  test('31 people repeat late, by the bound of trios', () => {
    const first = play({ members: 31, rounds: 30 }).find(({ repeats }) => repeats > 0)?.round ?? 31;

    expect(first).toBeGreaterThan(22);
  });

  test('the ways of the peers repeat at once, or leave people out', () => {
    const year = (engine: keyof typeof engines) => [
      ...simulate(
        { members: 31, rounds: 20, groupSize: 2, zones: 1, absent: 0, seed: 'test' },
        engines[engine],
        NO_CLOCK,
      ),
    ];

    expect(leftIn(year('shuffle'))).toBe(20);
    expect(repeatsIn(year('shuffle'))).toBeGreaterThan(repeatsIn(year('greedy')));
    expect(repeatsIn(year('exact'))).toBe(0);
  });
});
