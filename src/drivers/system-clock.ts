import type { Clock } from '../ports/clock.ts';
import { instant } from '../time/zoned.ts';

/** The machine's clock. */
export const systemClock: Clock = { now: () => instant(Date.now()) };
