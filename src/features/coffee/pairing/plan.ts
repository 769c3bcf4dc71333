import type { Random } from './random.ts';
import type { Shift } from './working-hours.ts';

/** What every step of a search is handed. */
export interface Search {
  readonly shifts: readonly Shift[];
  readonly random: Random;
  /** True once the caller's deadline has passed. */
  readonly shouldStop: () => boolean;
}

/** Groups of a problem's vertices, and what is known about them. */
export interface Plan {
  readonly groups: readonly (readonly number[])[];
  readonly left: readonly number[];
  /** What was minimised: all pairs in groups, those alone, the turns of those in larger groups. */
  readonly cost: number;
  /** No plan costs less; null when nothing is proven. */
  readonly lowerBound: number | null;
  readonly isCutShort: boolean;
}
