import { afterEach, describe, expect, test, vi } from 'vitest';
import { simulateCommand } from '../../src/cli/simulate.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

async function simulate(...words: string[]): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await simulateCommand().parseAsync(words, { from: 'user' });
  return String(log.mock.lastCall?.[0]);
}

describe('hallway simulate', () => {
  test('prints rounds and totals as one object', async () => {
    const report = JSON.parse(await simulate('--members', '8', '--rounds', '9', '--json'));

    expect(Object.keys(report)).toEqual(['members', 'rounds', 'totals']);
    expect(report.rounds).toHaveLength(9);
    expect(Object.keys(report.rounds[0])).toEqual(['round', 'ms', 'repeats', 'left', 'acrossTeams']);
    expect(report.totals).toMatchObject({ repeats: 8, left: 0, firstRepeatRound: 8, pairsMet: 28 });
  });

  test('a full cycle has no repeat', async () => {
    const report = JSON.parse(await simulate('--members', '12', '--rounds', '11', '--json'));

    expect(report.totals).toMatchObject({ repeats: 0, firstRepeatRound: null, pairsMet: 66 });
  });

  test('the same seed plays the same rounds', async () => {
    const words = ['--members', '23', '--rounds', '6', '--absent', '10%', '--zones', '3', '--json', '--seed', 'x'];
    const without = (text: string) => text.replaceAll(/"ms":[^,]*/g, '');

    expect(without(await simulate(...words))).toBe(without(await simulate(...words)));
  });

  test.each(['shuffle', 'greedy'])('plays %s for comparison', async (engine) => {
    const report = JSON.parse(await simulate('--members', '16', '--rounds', '15', '--engine', engine, '--json'));

    expect(report.totals.repeats).toBeGreaterThan(0);
  });

  test('without --json a table ends with the bound on rounds without a repeat', async () => {
    const text = await simulate('--members', '31', '--rounds', '3', '--absent', '0.1');

    expect(text).toContain('repeats');
    expect(text.split('\n').at(-1)).toBe('rounds without a repeat, at most: 27');
  });

  test.each([
    ['--members', ['--members', 'many', '--rounds', '2']],
    ['--group-size', ['--members', '9', '--rounds', '2', '--group-size', '9']],
    ['--absent', ['--members', '9', '--rounds', '2', '--absent', 'half']],
  ])('names a wrong %s', async (name, words) => {
    await expect(simulate(...words)).rejects.toThrow(new RegExp(`^${name}: `));
  });
});
