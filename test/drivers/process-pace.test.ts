import { ProcessPace } from '../../src/drivers/process-pace.ts';
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
