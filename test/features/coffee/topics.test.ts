import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTopics } from '../../../src/features/coffee/topics.ts';

test.each([
  ['sailing, old maps', ['sailing', 'old maps']],
  ['  rock  and roll.;tea、  ,, Sailing,sailing ', ['rock and roll', 'tea', 'Sailing']],
  ['<b>*tea*</b> & more', ['<b>*tea*</b> & more']],
  ['\u202eolleh, , .', ['olleh']],
  [`${'long '.repeat(9)}words`, ['long long long long long long long…']],
  ['', []],
])('%j is %j', (words, topics) => {
  expect(readTopics(words)).toEqual({ topics });
});

test('what is cut stays as it is when it is saved again, and is no half of a letter', () => {
  const once = readTopics(`${'x'.repeat(38)}😀😀`);

  expect(once).toEqual({ topics: [`${'x'.repeat(38)}…`] });
  expect(readTopics(`${'x'.repeat(38)}…`)).toEqual(once);
});

test('four are too many', () => {
  expect(readTopics('a, b, c, d')).toEqual({ problem: 'Three fit; these are 4. Please choose.' });
});

test('what was taken is taken again as it is, whatever it was', () => {
  const words = fc.string({
    unit: fc.constantFrom('a', 'b😀', ' ', ',', '.', '…', '\n', '\u200f', 'long word '),
    maxLength: 60,
  });
  fc.assert(
    fc.property(words, (said) => {
      const read = readTopics(said);
      if ('problem' in read) return;
      expect(read.topics.every((topic) => topic.length > 0 && topic.length <= 40)).toBe(true);
      expect(readTopics(read.topics.join(', '))).toEqual(read);
    }),
    { seed: 7 },
  );
});

test.each([
  'https://hallway.example/gift',
  'tea, www.example.com',
  'evil.example',
  'ana@example',
  'mailto:x',
  'evil.\u200fexample',
])('%j leads somewhere, and is refused', (words) => {
  expect(readTopics(words)).toHaveProperty('problem', 'Plain words only, please: no links or addresses.');
});

test.each(['e.g. tea', 'tea...and cake', 'version 5.5e', '@home days'])('%j leads nowhere', (words) => {
  expect(readTopics(words)).toEqual({ topics: [words] });
});
