import type { LocalDate } from '../../time/zoned.ts';
import type { Taker } from './records.ts';

/** True on a person's own date on which they want nothing of a program: stopped for good, or for a month. */
export const isResting = (taker: Taker | undefined, today: LocalDate): boolean =>
  taker?.rhythm === 'never' || (taker?.pausedUntil !== undefined && today < taker.pausedUntil);
