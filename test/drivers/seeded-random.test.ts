import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/drivers/seeded-random.ts';

const random = seededRandom('installation A');

describe('seededRandom', () => {
  test('draws the same for the same secret and key, before and after a restart', () => {
    expect(seededRandom('installation A').draw('round 1')).toBe(random.draw('round 1'));
    expect(seededRandom(Buffer.from('installation A')).seed('round 1')).toBe(random.seed('round 1'));
    // printf 'seed\\0round 1' | openssl dgst -sha256 -hmac 'installation A'
    expect(random.seed('round 1')).toBe('4506697ac450be91350c9900b8256b7340809a74d8366bfb67403981217c267a');
  });

  test('draws otherwise under another key or another secret', () => {
    const draws = [
      random.draw('round 1'),
      random.draw('round 2'),
      seededRandom('installation B').draw('round 1'),
      Number.parseInt(random.seed('round 1').slice(0, 12), 16) / 2 ** 48,
    ];

    expect(new Set(draws).size).toBe(4);
  });

  test('spreads draws evenly over [0, 1)', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let n = 0; n < 10_000; n++) {
      const draw = random.draw(`person ${n}`);
      expect(draw).toBeGreaterThanOrEqual(0);
      tenths[Math.floor(draw * 10)] = (tenths[Math.floor(draw * 10)] ?? 0) + 1;
    }

    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  test('makes ids that never repeat', () => {
    expect(new Set(Array.from({ length: 1000 }, () => random.id())).size).toBe(1000);
  });
});
