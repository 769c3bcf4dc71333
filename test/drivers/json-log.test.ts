import { expect, test } from 'vitest';
import { errorFacts, jsonLog } from '../../src/drivers/json-log.ts';

function captured(level: Parameters<typeof jsonLog>[0] = 'info') {
  const lines: string[] = [];
  return { log: jsonLog(level, { write: (line) => void lines.push(line) }), lines };
}

const linesOf = ({ lines }: { lines: string[] }) => lines.map((line) => JSON.parse(line));

test('writes one JSON line an event, with the fields of its parents', () => {
  const out = captured();

  out.log.child({ org: 'O1' }).child({ round: 3 }).info('round.planned', { groups: 6 });

  expect(out.lines[0]?.endsWith('}\n')).toBe(true);
  expect(linesOf(out)).toEqual([
    { level: 'info', time: expect.stringMatching(/Z$/), org: 'O1', round: 3, groups: 6, event: 'round.planned' },
  ]);
});

test('keeps to its level', () => {
  const out = captured('warn');

  out.log.debug('a');
  out.log.info('b');
  out.log.warn('c');
  out.log.error('d');

  expect(linesOf(out).map(({ event }) => event)).toEqual(['c', 'd']);
});

test('blanks what is named or looks like a secret', () => {
  const out = captured();

  out.log.child({ botToken: 'a-b-c' }).info('x', {
    clientSecret: 'abc',
    url: 'postgres://hallway:hunter2@db/hallway',
    header: 'Bearer abc',
    slack: 'token xoxb-1-2',
    app: 'xapp-1',
    delivery: 'coffee/2026-12-01/P1',
    count: 3,
  });

  expect(linesOf(out)[0]).toMatchObject({
    botToken: '***',
    clientSecret: '***',
    url: '***',
    header: '***',
    slack: '***',
    app: '***',
    delivery: 'coffee/2026-12-01/P1',
    count: 3,
  });
});

test('tells class, code and frames of an error and its causes, but not what it says', () => {
  const out = captured();
  const quoted = 'I feel\n    at home (/secret.ts:1:1)';
  let parse: unknown;
  try {
    JSON.parse(quoted);
  } catch (error) {
    parse = error;
  }

  out.log.error('handler.failed', { id: 'E1' }, new TypeError(`cannot store "${quoted}"`, { cause: parse }));

  const [line] = linesOf(out);
  expect(out.lines.join()).not.toMatch(/I feel|home|secret/);
  expect(line.cause).toMatchObject({ type: 'TypeError', cause: { type: 'SyntaxError' } });
  expect(line.cause.at[0]).toContain('json-log.test.ts');
});

test('keeps the words of the operating system', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
  });

  expect(errorFacts(new AggregateError([refused], 'all failed'))).toMatchObject({
    type: 'AggregateError',
    cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' },
  });
});

test('ends a circle of causes, and takes what is no error', () => {
  const circle = new Error('a');
  circle.cause = circle;

  expect(JSON.stringify(errorFacts(circle)).match(/"type"/g)).toHaveLength(4);
  expect(errorFacts('words')).toEqual({ type: 'string' });
});
