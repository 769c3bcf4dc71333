/** Eight heights of a bar, lowest first. */
const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** Widest bar of a distribution: beside its label it fits a phone. */
const widest = 10;

/** A bar for a count among others, at least a sliver where there is any. */
export function bar(count: number, most: number): string {
  if (count === 0 || most === 0) return '';
  return '█'.repeat(Math.max(1, Math.round((count / most) * widest)));
}

/** One height a period, oldest first, each between the lowest and the highest value there can be. */
export function trend(values: readonly number[], lowest: number, highest: number): string {
  return values
    .map((value) => {
      const share = highest === lowest ? 0 : (value - lowest) / (highest - lowest);
      return heights[Math.min(heights.length - 1, Math.max(0, Math.round(share * (heights.length - 1))))] ?? '';
    })
    .join('');
}
