import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import {
  type ControlOptions,
  callControl,
  listenForControl,
  type RunningControl,
} from '../../src/drivers/control-socket.ts';
import type { Log } from '../../src/ports/log.ts';

const log: Log = { child: () => log, debug() {}, info() {}, warn() {}, error() {} };
const FORGET = { command: 'forget', org: 'O1', person: 'P1' } as const;

const folders: string[] = [];
const running: RunningControl[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((control) => control.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'control-'));
  folders.push(folder);
  return folder;
}

async function start(folder: string, handle: ControlOptions['handle'] = async () => null) {
  const control = await listenForControl({ folder, log, handle });
  running.push(control);
  return control;
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('carries a request to the server and its answer back', async () => {
  const folder = newFolder();
  const asked: unknown[] = [];
  await start(folder, async (request) => {
    asked.push(request);
    return { erased: 4 };
  });

  const reply = await callControl(folder, FORGET);
  await callControl(folder, { command: 'settings import', yaml: 'a: 1\n'.repeat(100_000) });

  expect(reply).toEqual({ ok: true, answer: { erased: 4 } });
  expect(asked).toEqual([FORGET, { command: 'settings import', yaml: 'a: 1\n'.repeat(100_000) }]);
});

test('is open to this user only', async () => {
  const folder = newFolder();
  chmodSync(folder, 0o755);

  const { path } = await start(folder);

  expect([modeOf(folder), modeOf(path)]).toEqual(['700', '600']);
});

test('makes the data folder where there is none', async () => {
  const folder = join(newFolder(), 'a', 'b');

  await start(folder);

  expect(modeOf(folder)).toBe('700');
});

test('nobody answers before the start and after the stop', async () => {
  const folder = newFolder();

  expect(await callControl(folder, FORGET)).toBeUndefined();
  const control = await start(folder);
  await control.stop();
  expect(await callControl(folder, FORGET)).toBeUndefined();
});

test('tells the person’s own mistakes, and of others only that there was one', async () => {
  const folder = newFolder();
  await start(folder, async ({ command }) => {
    throw command === 'forget' ? new UserError('Nobody here is P1.') : new Error('secret');
  });

  expect(await callControl(folder, FORGET)).toEqual({ ok: false, error: 'Nobody here is P1.' });
  expect(JSON.stringify(await callControl(folder, { command: 'settings import', yaml: '' }))).not.toContain('secret');
});

test('refuses what is no request', async () => {
  const { path } = await start(newFolder());

  for (const line of ['not json', '{"command":"drop"}', '{"command":"forget"}']) {
    const socket = createConnection(path);
    socket.write(`${line}\nmore`);
    expect(JSON.parse(await text(socket))).toMatchObject({ ok: false });
  }
});

test('stop lets a started request finish, and hangs up on who has asked nothing', async () => {
  const folder = newFolder();
  const entered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const control = await start(folder, async () => {
    entered.resolve();
    await released.promise;
    return 'done';
  });
  const silent = createConnection(control.path);
  await once(silent, 'connect');

  const reply = callControl(folder, FORGET);
  await entered.promise;
  const stopped = control.stop();
  await once(silent.resume(), 'close');
  released.resolve();

  expect(await reply).toEqual({ ok: true, answer: 'done' });
  await stopped;
});

test('replaces the socket of a killed process, and refuses that of a running one', async () => {
  const folder = newFolder();
  const script = `require('node:net').createServer().listen(${JSON.stringify(join(folder, 'control.sock'))}, () => console.log('up'))`;
  const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');

  await expect(start(folder)).rejects.toThrow('another Hallway is running here');
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await callControl(folder, FORGET)).toBeUndefined();
  await start(folder);

  expect(await callControl(folder, FORGET)).toEqual({ ok: true, answer: null });
});

test('removes nothing that is no socket', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'control.sock'), 'mine');

  await expect(start(folder)).rejects.toThrow('is in the way; remove it');
});

test('a folder whose path is too long for a socket gets a short one and a pointer', async () => {
  const folder = join(newFolder(), 'a-very-long-name-of-a-folder'.repeat(5));
  const control = await start(folder);
  folders.push(join(control.path, '..'));

  expect(Buffer.byteLength(control.path)).toBeLessThanOrEqual(107);
  expect(modeOf(join(control.path, '..'))).toBe('700');
  expect(await callControl(folder, FORGET)).toEqual({ ok: true, answer: null });

  await control.stop();
  expect(existsSync(join(folder, 'control.path'))).toBe(false);
  expect(await callControl(folder, FORGET)).toBeUndefined();
});

test('a short folder that is open to others is not used', async () => {
  const folder = join(newFolder(), 'another-very-long-name-of-a-folder'.repeat(4));
  const control = await start(folder);
  const short = join(control.path, '..');
  folders.push(short);
  await control.stop();
  mkdirSync(short, { recursive: true });
  chmodSync(short, 0o777);

  await expect(start(folder)).rejects.toThrow('is open to others');
});
