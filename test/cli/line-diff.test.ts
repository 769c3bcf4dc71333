import { expect, test } from 'vitest';
import { lineDiff } from '../../src/cli/line-diff.ts';

const text = (words: string) => `${words.split(' ').join('\n')}\n`;

test('equal texts differ in nothing', () => {
  expect(lineDiff('a\nb\n', 'a\nb\n')).toBe('');
});

test('shows what goes and what comes, with two lines around', () => {
  expect(lineDiff(text('a b c d e f g h'), text('a b c d E f g h'))).toBe(
    ['  ...', '  c', '  d', '- e', '+ E', '  f', '  g', '  ...'].join('\n').replace(/^ {2}\.\.\.\n/, ''),
  );
});

test('keeps what moved past a new line', () => {
  expect(lineDiff(text('a b c'), text('a x b c y'))).toBe(['  a', '+ x', '  b', '  c', '+ y'].join('\n'));
});

test('from nothing and to nothing', () => {
  expect(lineDiff('', 'a\n')).toContain('+ a');
  expect(lineDiff('a\n', '')).toContain('- a');
});
