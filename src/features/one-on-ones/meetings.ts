import { addDays, type LocalDate } from '../../time/zoned.ts';
import type { Meeting, Standing } from './records.ts';

/** Who of the two says something. */
export type Side = 'supervisor' | 'report';

/** Two dates this close, told by different people, are one meeting. */
const sameMeetingDays = 3;
/** Enough for the figures and the page of two people; a weekly pair fills it in two years. */
const mostKept = 104;

/** When it took place: if both say different things, the later date. */
export function dateOf({ supervisor, report }: Meeting): LocalDate | undefined {
  if (supervisor === undefined || report === undefined) return supervisor ?? report;
  return supervisor > report ? supervisor : report;
}

/** The dates on which they met, oldest first. */
export const datesMet = ({ meetings }: Pick<Standing, 'meetings'>): readonly LocalDate[] =>
  meetings.flatMap((meeting) => dateOf(meeting) ?? []).sort();

/** When they last met. */
export const lastMet = (standing: Pick<Standing, 'meetings'>): LocalDate | undefined => datesMet(standing).at(-1);

/** One meeting for which the two named different days. */
export interface Versions {
  readonly supervisor: LocalDate;
  readonly report: LocalDate;
}

/** The latest meeting, if the two named different days for it. */
export function twoVersions(standing: Standing): Versions | undefined {
  const last = lastMet(standing);
  const found = standing.meetings.find((meeting) => dateOf(meeting) === last);
  const { supervisor, report } = found ?? {};
  return supervisor !== undefined && report !== undefined && supervisor !== report ? { supervisor, report } : undefined;
}

/** What one side says about a meeting on a date: it joins what the other said of it, corrects `instead`, or is another one. */
export function withMeeting(
  meetings: readonly Meeting[],
  side: Side,
  date: LocalDate,
  instead?: LocalDate,
): readonly Meeting[] {
  const corrected = instead === undefined ? meetings : withoutMeeting(meetings, side, instead);
  if (corrected.some((meeting) => meeting[side] === date)) return corrected;
  const same = corrected.findLastIndex((meeting) => meeting[side] === undefined && isNear(dateOf(meeting), date));
  const all =
    same < 0
      ? [...corrected, { [side]: date }]
      : corrected.map((meeting, index) => (index === same ? { ...meeting, [side]: date } : meeting));
  return [...all].sort((a, b) => ((dateOf(a) ?? '') < (dateOf(b) ?? '') ? -1 : 1)).slice(-mostKept);
}

/** Takes back what one side said; what the other said of it stays. */
export function withoutMeeting(meetings: readonly Meeting[], side: Side, date: LocalDate): readonly Meeting[] {
  return meetings.flatMap((meeting) => {
    if (meeting[side] !== date) return [meeting];
    const { [side]: _, ...others } = meeting;
    return dateOf(others) === undefined ? [] : [others];
  });
}

const isNear = (a: LocalDate | undefined, b: LocalDate): boolean =>
  a !== undefined && a >= addDays(b, -sameMeetingDays) && a <= addDays(b, sameMeetingDays);
