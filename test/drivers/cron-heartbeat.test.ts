import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cronHeartbeat } from '../../src/drivers/cron-heartbeat.ts';
import type { Log } from '../../src/ports/log.ts';

const errors: unknown[] = [];
const log: Log = {
  child: () => log,
  debug() {},
  info() {},
  warn() {},
  error: (event, _, cause) => errors.push([event, String(cause)]),
};

beforeEach(() => {
  errors.length = 0;
  vi.useFakeTimers({ now: new Date('2026-12-01T10:00:30Z') });
});
afterEach(() => vi.useRealTimers());

const MINUTE = 60_000;

test('beats at once and then on every full minute until stopped', async () => {
  const beats: string[] = [];
  const heartbeat = cronHeartbeat(log);

  heartbeat.start(async () => void beats.push(new Date().toISOString().slice(11, 19)));
  await vi.advanceTimersByTimeAsync(2 * MINUTE);
  await heartbeat.stop();
  await vi.advanceTimersByTimeAsync(5 * MINUTE);

  expect(beats).toEqual(['10:00:30', '10:01:00', '10:02:00']);
});

test('starts no second beat while one is running, and stop waits for it', async () => {
  const running = Promise.withResolvers<void>();
  const facts: string[] = [];
  const heartbeat = cronHeartbeat(log);

  heartbeat.start(async () => {
    facts.push('beat');
    await running.promise;
  });
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  const stopped = heartbeat.stop().then(() => facts.push('stopped'));
  await vi.advanceTimersByTimeAsync(MINUTE);
  facts.push('still running');
  running.resolve();
  await stopped;

  expect(facts).toEqual(['beat', 'still running', 'stopped']);
});

test('logs a beat that throws and beats on', async () => {
  let beats = 0;
  const heartbeat = cronHeartbeat(log);

  heartbeat.start(async () => {
    beats++;
    throw new Error('disk full');
  });
  await vi.advanceTimersByTimeAsync(MINUTE);
  await heartbeat.stop();

  expect(beats).toBe(2);
  expect(errors).toEqual(Array(2).fill(['heartbeat.failed', 'Error: disk full']));
});

test('refuses to be started twice', async () => {
  const heartbeat = cronHeartbeat(log);
  heartbeat.start(async () => {});

  expect(() => heartbeat.start(async () => {})).toThrow('started twice');
  await heartbeat.stop();
});
