import { seededRandom } from '../../src/drivers/seeded-random.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Random } from '../../src/ports/random.ts';

const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} };

/** Errors that were logged: scenarios expect none. */
export class Failures {
  readonly seen: unknown[] = [];
  readonly log: Log = {
    ...silent,
    child: () => this.log,
    error: (event, fields, cause) => void this.seen.push({ event, fields, cause }),
  };
}

/** Draws repeat; ids count up, so that a scenario runs the same way each time. */
export function testRandom(): Random {
  const draws = seededRandom('scenario');
  let next = 0;
  return { ...draws, id: () => `id${String(++next).padStart(6, '0')}` };
}
