import { expect, test } from 'vitest';
import { CommandError, exits } from '../../src/cli/exits.ts';
import { exitOf, sentenceFor } from '../../src/cli/failures.ts';
import { ConfigError } from '../../src/config.ts';
import { UserError } from '../../src/core/errors.ts';
import { ListenError } from '../../src/drivers/http-server.ts';
import { StoreDamaged, StoreError } from '../../src/drivers/lowdb/index.ts';
import { SealingError } from '../../src/drivers/sealing/index.ts';

const withCode = (code: string) => Object.assign(new Error(code), { code });

test.each<[string, unknown, number]>([
  ['a setting', new ConfigError([{ variable: 'PORT', text: 'is no port' }]), 78],
  ['a key', new SealingError('the key is gone'), 78],
  ['a store in use', new StoreError('in use', 'another Hallway is running'), 75],
  ['a store that may not be written', new StoreError('unwritable', 'not allowed'), 73],
  ['a damaged store', new StoreDamaged('journal.1', 3, 'no line'), 74],
  ['a taken port', new ListenError('taken', { cause: withCode('EADDRINUSE') }), 75],
  ['a forbidden port', new ListenError('not ours', { cause: withCode('EACCES') }), 73],
  ['a file that does not fit', new UserError('coffee: a list is wanted'), 65],
  ['a wrong option', new CommandError(exits.usage, 'say which'), 64],
  ['a bug', new TypeError('x is undefined'), 70],
])('%s has its own exit code and no stack', (_, error, code) => {
  expect(exitOf(error)).toBe(code);
  expect(sentenceFor(error, false)).toMatch(/^Hallway/);
  expect(sentenceFor(error, false)).not.toMatch(/\n\s+at /);
});

test('the stack is there for those who ask', () => {
  expect(sentenceFor(new TypeError('x is undefined'), true)).toMatch(/\n\s+at /);
});

test('a sentence ends with a stop, and a list stays one', () => {
  expect(sentenceFor(new CommandError(exits.usage, 'say which'), false)).toBe('Hallway: say which.');
  expect(sentenceFor(new CommandError(exits.usage, 'say which:\n  a'), false)).toBe('Hallway: say which:\n  a');
});
