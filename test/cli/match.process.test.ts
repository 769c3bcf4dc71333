import { describe, expect, test } from 'vitest';
import { hallway } from './support/hallway.ts';

describe('hallway match', () => {
  test('prints one object with the groups, a reason each, and what is proven', async () => {
    const input = {
      members: [
        { id: 'a', team: 'x', timezone: 'Europe/Berlin' },
        { id: 'b', team: 'y', timezone: 'Europe/Paris', hours: ['10:00', '18:00'] },
        { id: 'c', team: 'x' },
        { id: 'd', team: 'y' },
      ],
      history: [
        {
          round: 1,
          groups: [
            ['a', 'd'],
            ['b', 'c'],
            ['a', 'gone'],
          ],
        },
      ],
      date: '2026-11-03',
    };
    const { code, out, err } = await hallway(['match'], {}, JSON.stringify(input));
    const { ms, ...answer } = JSON.parse(out);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(ms).toBeGreaterThan(0);
    expect(answer).toEqual({
      groups: [
        ['a', 'b'],
        ['c', 'd'],
      ],
      reasons: ['first time; both at work 10:00 to 17:00; different teams', 'first time; different teams'],
      left: [],
      repeats: 0,
      cost: 0,
      gap: 0,
      engine: 'exact',
    });
  });

  test.each([
    ['not JSON', '{', 'input'],
    ['no members', '{}', 'members'],
    ['a stranger in never', '{"members":[{"id":"a"},{"id":"b"}],"never":[["a","z"]]}', 'never.0.1'],
    ['an unknown rule', '{"members":[],"rules":{"accross":"team"}}', 'rules'],
  ])('says in one line which field is wrong: %s', async (_, input, field) => {
    const { code, out, err } = await hallway(['match'], {}, input);

    expect({ code, out }).toEqual({ code: 65, out: '' });
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain(`${field}: `);
  });
});
