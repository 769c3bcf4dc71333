import { describe, expect, test } from 'vitest';
import type { Pace } from '../../src/ports/pace.ts';
import type { Instant } from '../../src/time/zoned.ts';

/** A pace, and time that passes for it. What it takes from a real clock meanwhile is far below a gap. */
export interface PaceUnderTest {
  /** As many as there are replicas; they keep one pace. */
  readonly replicas: readonly [Pace, Pace];
  now(): Instant;
  pass(ms: number): Promise<void>;
}

const MINUTE = 60_000;
/** Long enough that the time a test takes is lost in it. */
const slow = { gapMs: 10 * MINUTE, burst: 1 };
const bursty = { gapMs: 10 * MINUTE, burst: 3 };

/** What every pace promises. */
export function paceContract(kind: string, open: () => Promise<PaceUnderTest>): void {
  describe(`pace on ${kind}`, () => {
    /** How many minutes each key is told to wait, to the nearest; 0 is go. */
    const asking =
      ({ replicas, now }: PaceUnderTest, rate: typeof slow, bucket = 'T1 open') =>
      async (...keys: readonly string[]) => {
        const waits: number[] = [];
        for (const [index, key] of keys.entries()) {
          const at = await (replicas[index % 2] as Pace).claim(bucket, rate, key, now());
          waits.push(at === undefined ? 0 : Math.round((at - now()) / MINUTE));
        }
        return waits;
      };

    test('gives each who must wait an instant of their own, a gap apart, over all replicas', async () => {
      const ask = asking(await open(), slow);

      expect(await ask('a', 'b', 'c', 'd')).toEqual([0, 10, 20, 30]);
    });

    test('keeps a place until it has gone, whichever replica asks', async () => {
      const pace = await open();
      const ask = asking(pace, slow);
      await ask('a', 'b', 'c');

      expect(await ask('b', 'c', 'b')).toEqual([10, 20, 10]);
      await pace.pass(11 * MINUTE);
      expect(await ask('c', 'b')).toEqual([9, 0]);
      expect(await ask('b')).toEqual([19]);
    });

    test('lets a few go at once after a rest, and no more over time', async () => {
      const pace = await open();
      const ask = asking(pace, bursty);

      expect(await ask('a', 'b', 'c', 'd', 'e')).toEqual([0, 0, 0, 10, 20]);
      await pace.pass(21 * MINUTE);
      expect(await ask('d', 'e', 'f')).toEqual([0, 0, 9]);
    });

    test('keeps silence for as long as it was asked to, and gives new places after it', async () => {
      const pace = await open();
      const ask = asking(pace, slow);
      await ask('a', 'b');
      const [one] = pace.replicas;

      await one.hold('T1 open', (pace.now() + 60 * MINUTE) as Instant, pace.now());
      await one.hold('T1 open', (pace.now() + 5 * MINUTE) as Instant, pace.now());

      expect(await ask('b', 'c')).toEqual([60, 70]);
      await pace.pass(61 * MINUTE);
      expect(await ask('c', 'b')).toEqual([9, 0]);
    });

    test('one bucket delays no other', async () => {
      const pace = await open();
      await asking(pace, slow)('a', 'b', 'c');

      expect(await asking(pace, slow, 'T2 open')('a')).toEqual([0]);
    });

    test('many at once are given as many turns', async () => {
      const { replicas, now } = await open();

      const given = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (replicas[index % 2] as Pace).claim('T1', slow, `${index}`, now())),
      );

      const waits = given.map((at) => (at === undefined ? 0 : Math.round((at - now()) / MINUTE)));
      expect(waits.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index * 10));
    });
  });
}
