import { expect, test } from 'vitest';
import { workspaceId } from '../../src/core/ids.ts';
import { ProcessPace } from '../../src/drivers/process-pace.ts';
import { PlatformPace } from '../../src/ports/pace.ts';
import { instant, plus } from '../../src/time/zoned.ts';
import { paceContract } from '../contracts/pace-contract.ts';

paceContract('the embedded store', async () => {
  let now = instant('2026-12-01T09:00Z');
  const pace = new ProcessPace();
  return {
    replicas: [pace, pace],
    now: () => now,
    pass: async (ms) => {
      now = plus(now, { seconds: ms / 1_000 });
    },
  };
});

test('a pace whose store is away lets nothing through, and says when to ask again', async () => {
  const now = instant('2026-12-01T09:00Z');
  const away = async () => {
    throw new Error('the database is away');
  };
  const pace = new PlatformPace({ claim: away, hold: away }, { post: { gapMs: 1_000, burst: 1 } });

  await pace.hold(workspaceId('slack:T1'), 'post', now, now);

  expect(await pace.claim(workspaceId('slack:T1'), 'post', 'k', now)).toBe(plus(now, { seconds: 30 }));
});
