import { type Problem, plainCost, repeatCost, sidesMeet } from './problem.ts';

/** The costs of one member with all others, with history and never lists laid out flat: no search for each pair. */
export interface RowCosts {
  readonly problem: Problem;
  /** What history, guide and rules add for each other member; `BARRED` when they may not meet. */
  readonly extra: Float64Array;
  row: number;
}

const BARRED = -1;

/** Costs of no row yet; `openRow` chooses one, `closeRow` makes ready for the next. */
export function createRowCosts(problem: Problem): RowCosts {
  return { problem, extra: new Float64Array(problem.n), row: -1 };
}

/** Lays out the extras of row i; O(met + never of i), and O(n) with a guide. */
export function openRow(r: RowCosts, i: number): void {
  const { met, never, guide, weights } = r.problem;
  const { extra } = r;
  r.row = i;
  if (guide !== null) {
    extra.fill(weights.guide);
    if ((guide[i] as number) >= 0) extra[guide[i] as number] = 0;
  }
  for (let e = met.start[i] as number; e < (met.start[i + 1] as number); e++) {
    const j = met.other[e] as number;
    extra[j] = (extra[j] as number) + repeatCost(r.problem, e);
  }
  for (let e = never.start[i] as number; e < (never.start[i + 1] as number); e++) {
    extra[never.other[e] as number] = BARRED;
  }
}

/** Clears what `openRow` laid out. */
export function closeRow(r: RowCosts): void {
  const { met, never } = r.problem;
  const i = r.row;
  for (let e = met.start[i] as number; e < (met.start[i + 1] as number); e++) r.extra[met.other[e] as number] = 0;
  for (let e = never.start[i] as number; e < (never.start[i + 1] as number); e++) r.extra[never.other[e] as number] = 0;
}

/** Cost of the open row's member with j; the same as `pairCost`. O(1). */
export function costTo(r: RowCosts, j: number): number {
  const p = r.problem;
  const extra = r.extra[j] as number;
  if (extra === BARRED || (p.sides !== null && !sidesMeet(p, r.row, j))) {
    return p.weights.unmatched + (p.turnCost[r.row] as number) + (p.turnCost[j] as number);
  }
  return extra + plainCost(p, r.row, j);
}
