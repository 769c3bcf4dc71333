import type { LocalDate, WallTime, Zone } from '../time/zoned.ts';

/** The parts of the organisation's settings that admins change by command. */
export interface SettingsPatch {
  readonly zone?: Zone;
  readonly country?: string;
  readonly days?: readonly number[];
  readonly from?: WallTime;
  readonly to?: WallTime;
  readonly closed?: readonly LocalDate[];
}
