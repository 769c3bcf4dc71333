// Runs the suites and closes with `N passed, N failed` alone on the last line. Arguments go to vitest.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Report, summaryOf } from './support/summary.ts';

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

async function run(folder: string): Promise<number> {
  const report = join(folder, 'report.json');
  const sizes = join(folder, 'sizes');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, HALLWAY_TEST_SIZES: sizes },
  });
  const [code] = await once(child, 'exit');
  printSizes(existsSync(sizes) ? readFileSync(sizes, 'utf8') : '');
  const { line, exitCode } = summaryOf(existsSync(report) ? readReport(report) : undefined, code);
  console.log(line);
  return exitCode;
}

function readReport(path: string): Report {
  return JSON.parse(readFileSync(path, 'utf8')) as Report;
}

function printSizes(text: string): void {
  const isFull = process.env.HALLWAY_TEST_SIZE === 'full';
  console.log(`Sizes: ${isFull ? 'full' : 'small (npm run test:full for the full ones)'}`);
  for (const line of new Set(
    text
      .split('\n')
      .filter((size) => size !== '')
      .toSorted(),
  ))
    console.log(`  ${line}`);
}

const folder = mkdtempSync(join(tmpdir(), 'hallway-tests-'));
try {
  process.exitCode = await run(folder);
} finally {
  rmSync(folder, { recursive: true });
}
