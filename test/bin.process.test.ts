import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ECHO = `
const shout = (word: string): void => console.log(word);
shout(JSON.stringify({ args: process.argv.slice(2), node: process.versions.node, port: process.env.PORT }));
process.exitCode = 7;
`;
const WAIT = `
const timer = setInterval(() => {}, 60_000);
process.on('SIGTERM', () => { clearInterval(timer); console.log('stopped'); process.exit(0); });
console.log('up ' + process.pid);
`;
const OLD = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })",
)}`;

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'bin-')));
  cpSync('bin', join(root, 'bin'), { recursive: true });
  mkdirSync(join(root, 'src/cli'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'src/cli/hallway.ts'), ECHO);
});
afterEach(() => rmSync(root, { recursive: true }));

function bringNode(version = process.versions.node) {
  mkdirSync(join(root, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'));
  writeFileSync(join(root, 'node_modules/node/package.json'), JSON.stringify({ version }));
}

function start({ isOld = false, args = ['--x', 'a b'] } = {}) {
  const flags = isOld ? ['--import', OLD] : [];
  const env = { PATH: process.env.PATH };
  return spawn(process.execPath, [...flags, join(root, 'bin/hallway.js'), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(options: Parameters<typeof start>[0] = {}) {
  const child = start(options);
  const exit = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  return { out, err, code };
}

test('runs the command from its sources without a warning, its exit code kept', async () => {
  expect(await run()).toEqual({
    out: `${JSON.stringify({ args: ['--x', 'a b'], node: process.versions.node })}\n`,
    err: '',
    code: 7,
  });
});

test('reads .env from the current folder', async () => {
  writeFileSync(join(root, '.env'), 'PORT=4321\n');

  expect(JSON.parse((await run()).out)).toMatchObject({ port: '4321' });
});

test('under an old Node names the cure', async () => {
  const { out, err, code } = await run({ isOld: true });

  expect([out, code]).toEqual(['', 1]);
  expect(err).toContain('Hallway needs Node 22.18 or newer, and this is 20.20.2.\nCure: run "npm ci" in ');
});

test('under an old Node takes the project’s own one, arguments, output and exit code kept', async () => {
  bringNode();

  const { out, err, code } = await run({ isOld: true });

  expect(JSON.parse(out)).toEqual({ args: ['--x', 'a b'], node: process.versions.node });
  expect([err, code]).toEqual(['', 7]);
});

test('stays under a Node newer than the project’s own', async () => {
  bringNode('22.18.0');
  rmSync(join(root, 'node_modules/node/bin/node'));
  symlinkSync('/bin/false', join(root, 'node_modules/node/bin/node'));

  expect((await run()).code).toBe(7);
});

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'the server under the project’s own Node stops at %s of its parent',
  async (signal) => {
    bringNode();
    writeFileSync(join(root, 'src/cli/hallway.ts'), WAIT);
    const parent = start({ isOld: true });
    const output: string[] = [];
    const up = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const stdout = parent.stdout as NodeJS.ReadableStream;
    stdout.on('end', ended.resolve).on('data', (chunk) => {
      output.push(String(chunk));
      up.resolve();
    });

    await up.promise;
    parent.kill(signal);
    await ended.promise;

    expect(output.join('')).toMatch(/^up \d+\nstopped\n$/);
  },
);
