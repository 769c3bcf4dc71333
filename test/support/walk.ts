import type { App } from '../../src/app.ts';
import { type Instant, instant } from '../../src/time/zoned.ts';

/** What a walk through time moves, and what is waited for at its start and its end. */
export interface Walked {
  readonly time: { now: Instant };
  readonly app: Pick<App, 'nextInstant' | 'settle'>;
  readonly settle: () => Promise<void>;
}

/** Moves a clock from one instant something is due at to the next, up to an ISO instant, and stays there. */
export async function walkTo({ time, app, settle }: Walked, iso: string): Promise<void> {
  const target = instant(iso);
  await settle();
  for (let next = await app.nextInstant(); next !== undefined && next <= target; next = await app.nextInstant()) {
    if (next > time.now) time.now = next;
    await app.settle();
  }
  time.now = target;
  await settle();
}
