import type { Wait } from '../ports/wait.ts';

/** Waits by this machine's clock; keeps no process alive. */
export const realWait: Wait = (ms) => new Promise((done) => setTimeout(done, ms).unref());
