import { expect, test } from 'vitest';
import { type Adapter, begin } from '../src/main-platforms.ts';
import { KeptLog } from './support/kept-log.ts';

test('a platform that cannot begin is named in the log, with what to do, and holds up nobody', async () => {
  const log = new KeptLog();
  const adapter = { begin: () => Promise.reject(new TypeError('fetch failed')) } as unknown as Adapter;

  await begin('teams', adapter, {} as never, log);

  expect(log.lines).toHaveLength(1);
  expect(log.lines[0]).toMatch(/"platform":"teams".*"cause":"TypeError".*hallway doctor/);
});
