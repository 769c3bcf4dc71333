/** Ranks from 0, in the order of the values. */
const ranks = (values: readonly (number | string)[]): readonly number[] => {
  const order = [...values.keys()].sort((a, b) => {
    const [one, other] = [values[a] ?? 0, values[b] ?? 0];
    return one < other ? -1 : Number(one > other);
  });
  const rank = new Array<number>(values.length).fill(0);
  order.forEach((index, place) => {
    rank[index] = place;
  });
  return rank;
};

/** Spearman's correlation of two orders of the same things: 1 the same, -1 reversed, about 0 unrelated. */
export function spearman(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const [one, other] = [ranks(a), ranks(b)];
  const n = one.length;
  const squares = one.reduce((sum, rank, index) => sum + (rank - (other[index] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (n * (n ** 2 - 1));
}

/** How many are right when the things of one order are matched with those of another, place by place. */
export const hits = (guessed: readonly string[], true_: readonly string[]): number =>
  guessed.filter((one, index) => one === true_[index]).length;

/** Beyond this a correlation of n unrelated orders lies once in about 30,000 (4 standard deviations). */
export const chance = (n: number): number => 4 / Math.sqrt(n - 1);

/** Matching n things by chance is right about once; more than this once in a million. */
export const chanceHits = 10;
