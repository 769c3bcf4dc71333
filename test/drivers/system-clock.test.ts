import { expect, test } from 'vitest';
import { systemClock } from '../../src/drivers/system-clock.ts';

test('tells the machine’s time in whole milliseconds', () => {
  const before = Date.now();
  const now = systemClock.now();

  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
  expect(Number.isInteger(now)).toBe(true);
});
