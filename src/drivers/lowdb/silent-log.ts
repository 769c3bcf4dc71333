import type { Log } from '../../ports/log.ts';

/** A log that keeps nothing. */
export const silent: Log = {
  child: () => silent,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
