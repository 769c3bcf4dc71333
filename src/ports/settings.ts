import type { Calendar } from '../time/workweek.ts';
import type { Reader } from '../time/zoned.ts';

/** What an organisation has set for everybody. */
export interface Settings {
  /** Working week, zone, country and closed days. */
  readonly calendar: Calendar;
  /** How dates and times are written. */
  readonly reader: Reader;
  /** Fewest people an aggregate may speak of. */
  readonly floor: number;
  /** Months that answers are kept. */
  readonly answerMonths: number;
}
