import { onTestFinished } from 'vitest';
import { openPostgres } from '../../../src/drivers/postgres/index.ts';
import { instant, plus } from '../../../src/time/zoned.ts';
import { paceContract } from '../../contracts/pace-contract.ts';
import { query } from '../../support/postgres.ts';
import { emptyDatabase, sealer } from './store-in-database.ts';

/** Its clock is the server's, so time passes by moving what it has written down; the replicas' own clocks do not matter. */
paceContract('postgres', async () => {
  const url = await emptyDatabase();
  let now = instant('2026-12-01T09:00Z');
  const [one, other] = [await openPostgres({ url, sealer }), await openPostgres({ url, sealer })];
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()]);
  });
  return {
    replicas: [one.pace, other.pace],
    now: () => now,
    pass: async (ms) => {
      now = plus(now, { seconds: ms / 1_000 });
      await query(url, `update hallway.pace set next_at = next_at - ${ms}, held_until = held_until - ${ms}`);
      await query(url, `update hallway.pace_places set at = at - ${ms}`);
    },
  };
});
