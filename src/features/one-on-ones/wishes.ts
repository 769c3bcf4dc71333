import { type Instant, plus } from '../../time/zoned.ts';
import type { Standing } from './records.ts';

/** A wish is passed on once in so many days, and stands for as long. */
export const daysBetweenAsks = 7;

/** From when the report may say "please meet me" again; undefined where they never have. */
export const nextWish = ({ askedAt }: Standing): Instant | undefined =>
  askedAt === undefined ? undefined : plus(askedAt, { days: daysBetweenAsks });

/** True while the report waits for a talk they asked for. */
export const isWishOpen = (standing: Standing, now: Instant): boolean =>
  standing.isAsked === true && (nextWish(standing) ?? now) > now;
