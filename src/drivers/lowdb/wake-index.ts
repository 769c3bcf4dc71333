import type { OrgId } from '../../core/ids.ts';
import type { Wake } from '../../ports/storage.ts';
import type { Instant } from '../../time/zoned.ts';
import { compareWakes } from './reads.ts';
import { SortedList } from './sorted-list.ts';

/** The wakes of all organisations, soonest first. */
export class WakeIndex {
  readonly #wakes = new SortedList<Wake>(compareWakes);

  /** Follows one committed change of a schedule's instant. */
  changed(org: OrgId, schedule: string, before: Instant | undefined, after: Instant | undefined): void {
    if (before !== undefined) this.#wakes.delete({ org, schedule, at: before });
    if (after !== undefined) this.#wakes.add({ org, schedule, at: after });
  }

  /** Those whose instant has come, at most `limit`. */
  due(now: Instant, limit: number): readonly Wake[] {
    const due: Wake[] = [];
    for (const wake of this.#wakes) {
      if (wake.at > now || due.length >= limit) break;
      due.push({ ...wake });
    }
    return due;
  }

  soonest(): Instant | undefined {
    return this.#wakes.first()?.at;
  }
}
