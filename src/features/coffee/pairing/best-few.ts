/** The few cheapest items seen so far, cheapest first. */
export interface BestFew {
  readonly item: Int32Array;
  readonly cost: Float64Array;
  size: number;
}

/** An empty shortlist of at most `capacity` items. */
export function createBestFew(capacity: number): BestFew {
  return { item: new Int32Array(capacity), cost: new Float64Array(capacity), size: 0 };
}

/** True when an item of this cost would be taken. */
export function isWanted(best: BestFew, cost: number): boolean {
  return best.size < best.item.length || cost < (best.cost[best.size - 1] as number);
}

/** Takes an item in, dropping the dearest if full; an item already there stays once. O(capacity). */
export function offer(best: BestFew, item: number, cost: number): void {
  if (!isWanted(best, cost)) return;
  for (let i = 0; i < best.size; i++) if (best.item[i] === item) return;
  let at = best.size < best.item.length ? best.size++ : best.size - 1;
  while (at > 0 && (best.cost[at - 1] as number) > cost) {
    best.cost[at] = best.cost[at - 1] as number;
    best.item[at] = best.item[at - 1] as number;
    at--;
  }
  best.cost[at] = cost;
  best.item[at] = item;
}
