import type { Clock } from '../ports/clock.ts';
import type { Instant } from '../time/zoned.ts';

const HEARTBEAT_MS = 60_000;
/** What is due already and not done, such as a post under way, is looked at again this much later. */
const SOONEST_MS = 1_000;

/** Rings at the next instant at which something is due, for what cannot wait for the heartbeat of the minute. */
export interface Alarm {
  /** In place of the instant set before; one further off than a heartbeat is left to that. */
  next(at: Instant | undefined): void;
  stop(): void;
}

/** An alarm that is not set yet. It keeps no process alive. */
export function setAlarm(clock: Clock, ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  return {
    next(at) {
      clearTimeout(timer);
      if (at === undefined || isStopped) return;
      const ms = Math.max(SOONEST_MS, at - clock.now());
      if (ms < HEARTBEAT_MS) timer = setTimeout(ring, ms).unref();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
