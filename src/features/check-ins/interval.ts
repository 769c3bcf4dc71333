/** Two-sided 95 % of the normal distribution. */
const z = 1.96;

/** So many of so many. */
export interface Share {
  readonly of: number;
  readonly positive: number;
}

/** A share from 0 to 1 with the interval it may well lie in. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson's 95 % interval of a share: sound for small numbers and for shares near 0 and 1. */
export function estimate({ of, positive }: Share): Estimate {
  if (of === 0) return { value: 0, low: 0, high: 1 };
  const share = positive / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The mean of several shares of the same people; its interval is as wide as if they all moved together. */
export function meanOf(estimates: readonly Estimate[]): Estimate {
  const mean = (pick: (one: Estimate) => number) =>
    estimates.reduce((sum, one) => sum + pick(one), 0) / Math.max(1, estimates.length);
  return { value: mean((one) => one.value), low: mean((one) => one.low), high: mean((one) => one.high) };
}

/** Whether a change is more than noise, by Newcombe's interval of the difference. */
export function change(before: Estimate, after: Estimate): 'up' | 'down' | 'none' {
  const by = after.value - before.value;
  const down = Math.hypot(after.value - after.low, before.high - before.value);
  const up = Math.hypot(after.high - after.value, before.value - before.low);
  if (by - down > 0) return 'up';
  return by + up < 0 ? 'down' : 'none';
}
