import { type Problem, pairCost } from './problem.ts';

/** How many others an unmatched member looks at when the search was cut short. */
const ROUGH_LOOKS = 64;

/** Matches those the search did not get to: each with the cheapest of a few others. O(n looks). */
export function completeRoughly(p: Problem, mate: Int32Array): Int32Array {
  const done = mate.slice();
  const open: number[] = [];
  for (let v = 0; v < p.n; v++) if ((done[v] as number) < 0) open.push(v);
  while (open.length > 1) {
    const v = open.pop() as number;
    const looks = Math.min(ROUGH_LOOKS, open.length);
    let best = open.length - 1;
    for (let k = 1; k <= looks; k++) {
      const at = open.length - k;
      if (pairCost(p, v, open[at] as number) < pairCost(p, v, open[best] as number)) best = at;
    }
    const u = open[best] as number;
    open[best] = open[open.length - 1] as number;
    open.pop();
    done[v] = u;
    done[u] = v;
  }
  return done;
}
