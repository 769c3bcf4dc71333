import { describe, expect, test } from 'vitest';
import { pair } from '../../../../src/features/coffee/pairing/index.ts';
import type { Member, PairingInput, PairingResult } from '../../../../src/features/coffee/pairing/types.ts';
import { idOf, inputOf, pairsOf, partitionOffences, people } from './people.ts';

const teamOf = ({ members }: PairingInput) => new Map(members.map((m): [string, string | undefined] => [m.id, m.team]));
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => idOf(from + i));
const sizes = ({ groups }: PairingResult) => groups.map((group) => group.length).sort();

function acrossOf(input: PairingInput): number {
  const teams = teamOf(input);
  return pairsOf(pair(input)).filter(([a, b]) => teams.get(a) !== teams.get(b)).length;
}

describe('teams', () => {
  test('across teams is preferred unless asked otherwise', () => {
    expect(acrossOf(inputOf(people(40)))).toBe(20);
    expect(acrossOf(inputOf(people(40), { rules: { across: 'team' } }))).toBe(20);
  });

  test('within teams is a rule: an odd team makes a trio of its own, and who is alone in theirs is left', () => {
    const input = inputOf([...people(20), { id: 'solo', team: 'team of one' }], { rules: { within: 'team' } });
    const result = pair(input);

    expect(acrossOf(inputOf(people(40), { rules: { within: 'team' } }))).toBe(0);
    expect(acrossOf(input)).toBe(0);
    expect(sizes(result)).toEqual([2, 2, 2, 2, 3, 3, 3, 3]);
    expect(result.left).toEqual([{ id: 'solo', why: 'no partner possible' }]);
    expect(partitionOffences(input, result)).toEqual([]);
  });

  test('within teams those of no team meet one another', () => {
    const members = [{ id: 'a' }, { id: 'b' }, { id: 'c', team: 'x' }, { id: 'd', team: 'x' }];

    expect(pair(inputOf(members, { rules: { within: 'team' } })).groups).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('within teams outlasts new faces elsewhere, and keeps to never lists and a table of history', () => {
    const four = [0, 4, 8, 12];
    const met = four.flatMap((i) =>
      four.filter((j) => j > i).map((j) => ({ pair: [idOf(i), idOf(j)] as const, times: 1, roundsAgo: 5 })),
    );
    const metTable = {
      count: 1,
      a: Int32Array.of(1),
      b: Int32Array.of(5),
      times: Uint16Array.of(1),
      roundsAgo: Uint16Array.of(1),
    };
    const never = [[idOf(1), idOf(9)] as const];
    const input = inputOf(people(16), { met, metTable, never, rules: { within: 'team' } });

    expect(acrossOf(input)).toBe(0);
    expect(pair(input).repeats).toBe(2);
    expect(pair(input).groups).toContainEqual([idOf(1), idOf(13)]);
  });
});

describe('supervisors', () => {
  const led = people(6, (i) => (i === 0 ? {} : { manager: i < 5 ? idOf(0) : idOf(9) }));
  const partnerOf = (result: PairingResult, id: string) =>
    result.groups.find((group) => group.includes(id))?.filter((one) => one !== id);

  test('anybody else comes before the own supervisor', () => {
    expect(partnerOf(pair(inputOf(led)), idOf(0))).toEqual([idOf(5)]);
  });

  test('the same colleague does not come twice in a row to spare somebody their supervisor', () => {
    const met = [{ pair: [idOf(0), idOf(5)] as const, times: 1, roundsAgo: 1 }];
    const result = pair(inputOf(led, { met }));

    expect(result.repeats).toBe(0);
    expect(partnerOf(result, idOf(0))).not.toEqual([idOf(5)]);
    expect(result.reasons.some((reason) => reason.startsWith('first time; one reports to another'))).toBe(true);
  });

  test('nobody is left out for it', () => {
    expect(pair(inputOf(led.slice(0, 2))).groups).toEqual([[idOf(0), idOf(1)]]);
  });
});

describe('two sides', () => {
  const between = (n: number, first: number, more: Partial<PairingInput> = {}) =>
    inputOf(people(n), { rules: { between: [ids(0, first), ids(first, n)] }, ...more });

  test.each([
    [10, 5, [2, 2, 2, 2, 2]],
    [10, 4, [2, 2, 3, 3]],
    [9, 4, [2, 2, 2, 3]],
    [9, 2, [4, 5]],
  ])('%i people, %i of them on the smaller side, make groups of %j that join both sides', (n, first, wanted) => {
    const input = between(n, first);
    const result = pair(input);

    expect(sizes(result)).toEqual(wanted);
    expect(partitionOffences(input, result)).toEqual([]);
    for (const group of result.groups) expect(new Set(group.map((id) => id < idOf(first))).size).toBe(2);
  });

  test('groups of four join both sides too', () => {
    for (const group of pair(between(30, 7, { groupSize: 4 })).groups) {
      expect(new Set(group.map((id) => id < idOf(7))).size).toBe(2);
    }
  });

  test('somebody on neither side is left, somebody on both sides fits either', () => {
    const rules = { between: [ids(0, 3), ids(2, 5)] } as const;
    const result = pair(inputOf(people(6), { rules }));

    expect(result.left.map(({ id }) => id)).toEqual([idOf(5)]);
    expect(sizes(result)).toEqual([2, 3]);
  });

  test('a never list across the sides holds', () => {
    const input = between(12, 6, { never: ids(6, 11).map((id) => [idOf(0), id] as const) });
    const result = pair(input);

    expect(partitionOffences(input, result)).toEqual([]);
    expect(result.groups).toContainEqual([idOf(0), idOf(11)]);
  });
});

describe('hosts', () => {
  test.each([
    [8, 4, 2, [2, 2, 2, 2]],
    [9, 4, 2, [2, 2, 2, 3]],
    [16, 6, 4, [4, 4, 4, 4]],
    [7, 6, 2, [2, 2, 3]],
  ])('%i people with %i hosts in groups of %i: %j, each with a host', (n, hosts, groupSize, wanted) => {
    const result = pair(inputOf(people(n), { groupSize, rules: { hosts: ids(0, hosts) } }));

    expect(sizes(result)).toEqual(wanted);
    expect(result.left).toEqual([]);
    for (const group of result.groups) expect(group.some((id) => id < idOf(hosts))).toBe(true);
  });

  test('few hosts draw lots among those who went without most often; the others read that lots were drawn', () => {
    const members = people(20, (i) => ({ oddTurns: i % 2 }));
    const result = pair(inputOf(members, { rules: { hosts: ids(0, 3) } }));
    const guests = result.groups.flat().filter((id) => id >= idOf(3));

    expect(sizes(result)).toEqual([2, 2, 2]);
    expect(guests.every((id) => Number(id.slice(1)) % 2 === 1)).toBe(true);
    expect(new Set(result.left.map(({ why }) => why))).toEqual(new Set(['not drawn this time']));
  });
});

describe('working hours', () => {
  const far: Member[] = [
    { id: 'a', timezone: 'Europe/Berlin' },
    { id: 'b', timezone: 'Europe/Paris' },
    { id: 'c', timezone: 'Asia/Tokyo' },
    { id: 'd', timezone: 'Australia/Brisbane' },
  ];

  test('people meet whose days overlap, even if they met before', () => {
    const met = [
      { pair: ['a', 'b'] as const, times: 3, roundsAgo: 1 },
      { pair: ['c', 'd'] as const, times: 3, roundsAgo: 1 },
    ];
    const result = pair(inputOf(far, { met, date: '2026-11-03' }));

    expect(result.groups).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(result.reasons[0]).toBe('met 3 times, last in the last round; both at work 09:00 to 17:00');
  });

  test('without a minimum a repeat weighs more than hours', () => {
    const met = [
      { pair: ['a', 'b'] as const, times: 3, roundsAgo: 1 },
      { pair: ['c', 'd'] as const, times: 3, roundsAgo: 1 },
    ];

    expect(pair(inputOf(far, { met, date: '2026-11-03', rules: { minOverlapMinutes: 0 } })).repeats).toBe(0);
  });

  test('the date decides on summer time', () => {
    const members = [
      { id: 'a', timezone: 'Europe/Berlin' },
      { id: 'b', timezone: 'America/New_York' },
    ];

    // Between the two changes of clocks in March the two cities are an hour closer.
    expect(pair(inputOf(members, { date: '2026-03-20' })).reasons[0]).toContain(
      'both at work 14:00 to 17:00 in Berlin, 09:00 to 12:00 in New York',
    );
    expect(pair(inputOf(members, { date: '2026-04-20' })).reasons[0]).toContain(
      'both at work 15:00 to 17:00 in Berlin, 09:00 to 11:00 in New York',
    );
    expect(pair(inputOf(members)).reasons[0]).toContain(
      'both at work 15:00 to 17:00 in Berlin, 09:00 to 11:00 in New York',
    );
  });

  test('a night shift reaches into the next day', () => {
    const members: Member[] = [
      { id: 'a', timezone: 'UTC', hours: ['22:00', '06:00'] },
      { id: 'b', timezone: 'UTC', hours: ['04:00', '12:00'] },
    ];

    expect(pair(inputOf(members)).reasons[0]).toContain('both at work 04:00 to 06:00');
  });
});
