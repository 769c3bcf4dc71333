import { describe, expect, test } from 'vitest';
import { readMatchInput } from '../../src/cli/match-input.ts';
import { pair } from '../../src/features/coffee/pairing/index.ts';

describe('what match reads', () => {
  const members = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

  test.each([
    ['members.1.id', { members: [{ id: 'a' }, { id: 'a' }] }],
    ['members.0.timezone', { members: [{ id: 'a', timezone: 'Mars/Olympus' }] }],
    ['members.0.hours.1', { members: [{ id: 'a', hours: ['09:00', '25:00'] }] }],
    ['groupSize', { members, groupSize: 9 }],
    ['date', { members, date: '2026-02-30' }],
    ['rules.within', { members, rules: { within: 'team', across: 'team' } }],
    ['never.0', { members, never: [['a', 'a']] }],
    ['history.0.round', { members, history: [{ round: 'x', groups: [] }] }],
  ])('names %s', (field, json) => {
    expect(() => readMatchInput(json, 's')).toThrow(new RegExp(`^${field}: `));
  });

  test('a larger round is later, whatever the order', () => {
    const history = [
      { round: 7, groups: [['a', 'b']] },
      {
        round: 2,
        groups: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
      { round: 5, groups: [['d', 'a']] },
    ];
    const { met, round } = readMatchInput({ members, history }, 's');

    expect(round).toBe(3);
    expect(met).toContainEqual({ pair: ['a', 'b'], times: 2, roundsAgo: 1 });
    expect(met).toContainEqual({ pair: ['a', 'd'], times: 1, roundsAgo: 2 });
    expect(met).toContainEqual({ pair: ['c', 'd'], times: 1, roundsAgo: 3 });
    expect(readMatchInput({ members, history: history.toReversed() }, 's').met).toHaveLength(3);
  });

  test('places in larger groups of the past count as turns', () => {
    const history = [{ round: 1, groups: [['a', 'b', 'c']] }];
    const five = [...members, { id: 'e' }];
    const input = readMatchInput({ members: five, history }, 's');
    const trio = pair(input).groups.find((group) => group.length === 3);

    expect(input.members.map(({ oddTurns }) => oddTurns)).toEqual([1, 1, 1, 0, 0]);
    expect(trio).toEqual(expect.arrayContaining(['d', 'e']));
  });
});
