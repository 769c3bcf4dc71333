import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { summaryOf } from './support/summary.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'run-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** The last line and exit code of a run over these files, each a test file's text. */
function runOf(files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(root, 'vitest.config.js'), 'export default { test: { globals: true, include: ["*.test.js"] } };');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const { stdout, status } = spawnSync(process.execPath, ['test/run.ts', '--root', root], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
  const lines = stdout.split('\n');
  expect(lines.at(-1)).toBe('');
  return { line: lines.at(-2), status, stdout };
}

test('closes with the count alone, skipped tests apart', () => {
  const files = { 'a.test.js': 'test("a", () => {}); test("b", () => {}); test.skip("c", () => {});' };

  expect(runOf(files)).toMatchObject({ line: '2 passed, 0 failed, 1 skipped', status: 0 });
});

test('a failed test, a file that does not load and an error between tests fail the run', () => {
  const good = 'test("a", () => {});';

  expect(runOf({ 'a.test.js': good, 'b.test.js': 'test("b", () => expect(1).toBe(2));' })).toMatchObject({
    line: '1 passed, 1 failed',
    status: 1,
  });
  expect(runOf({ 'b.test.js': 'import "./missing.js";' })).toMatchObject({ line: '1 passed, 1 failed', status: 1 });
  expect(runOf({ 'b.test.js': `${good}; Promise.reject(new Error("late"));` })).toMatchObject({
    line: '2 passed, 1 failed',
    status: 1,
  });
});

test('a run of no test is no success', () => {
  expect(runOf({})).toMatchObject({ line: '0 passed, 0 failed', status: 1 });
});

test('prints sizes before the count', () => {
  const file = `import { size } from ${JSON.stringify(join(process.cwd(), 'test/support/size.ts'))};
    size("fault points, people", { small: 12, full: 40 }); test("a", () => {});`;

  expect(runOf({ 'a.test.js': file }).stdout).toContain(
    '\nSizes: small (npm run test:full for the full ones)\n  fault points, people: 12\n1 passed',
  );
  expect(runOf({ 'a.test.js': file }, { HALLWAY_TEST_SIZE: 'full' }).stdout).toContain(
    '\nSizes: full\n  fault points, people: 40\n',
  );
});

test('a runner that died without a report has failed', () => {
  expect(summaryOf(undefined, null)).toEqual({ line: '0 passed, 1 failed', exitCode: 1 });
  expect(summaryOf(undefined, 0)).toEqual({ line: '0 passed, 0 failed', exitCode: 1 });
});
