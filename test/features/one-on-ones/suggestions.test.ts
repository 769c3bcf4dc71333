import { expect, it } from 'vitest';
import { nextSuggestion } from '../../../src/features/one-on-ones/suggestions.ts';

const say = (id: string) => ({ id, text: `Words of ${id}.` });
const thoughts = ['quiet', 'credit', 'help'].map(say);

/** What is suggested time after time, where the draws go round. */
function series(offers: readonly string[], times: number): readonly string[] {
  const said: string[] = [];
  for (let turn = 0; turn < times; turn += 1)
    said.push(nextSuggestion(offers.map(say), thoughts, said.slice(-12), (turn * 0.37) % 1)?.id ?? 'nothing');
  return said;
}

it('takes turns between kinds, however many of one kind there are', () => {
  const six = series(['thank-a', 'thank-b', 'thank-c', 'thank-d', 'pulse-q4', 'new-jo'], 6);
  const kinds = six.map((id) => id.split('-')[0]);

  expect(new Set(kinds.slice(0, 3))).toEqual(new Set(['thank', 'pulse', 'new']));
  expect(kinds.slice(3)).toEqual(['thank', 'thank', 'thank']);
  expect(new Set(six).size).toBe(6);
});

it('says nothing twice while something else is there, then thoughts in turn', () => {
  const six = series(['pulse-q4'], 6);

  expect(six[0]).toBe('pulse-q4');
  expect(new Set(six.slice(1, 4))).toEqual(new Set(['quiet', 'credit', 'help']));
  for (const [index, id] of six.entries()) expect(id).not.toBe(six[index - 1]);
});

it('has nothing to say where there is neither', () => {
  expect(nextSuggestion([], [], [], 0.5)).toBeUndefined();
});
