import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { size } from '../support/size.ts';

const program = fileURLToPath(new URL('run.ts', import.meta.url));

/** Three replicas as processes, their clocks two minutes apart; kill -9, a restart of PostgreSQL, a faulty platform. */
test('killed replicas with clocks apart hold each round once, and lose nothing', { timeout: 300_000 }, async () => {
  const [organisations, kills] = [
    size('soak organisations', { small: 4, full: 20 }),
    size('soak kills', { small: 2, full: 6 }),
  ];
  const options = { seconds: kills * 2, organisations, most: 40, kills, skew: 120 };
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);

  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words]).catch(
    (error: unknown) => error as { stdout: string },
  );

  console.log(stdout);
  expect(stdout).not.toContain('PROBLEM');
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}')).toMatchObject({ lost: 0 });
});
