import { DAY, datesFrom, dayAfter, instantOfWall, weekdayOn } from '../../support/wall-clock.ts';

/** A person of the year, in the test's own terms; zones from their first instant on. */
export interface Life {
  readonly id: string;
  readonly zones: readonly { readonly from: number; readonly zone: string }[];
  readonly holidays: readonly string[];
  readonly days: readonly number[];
  /** Dates they are away or paused, both ends included. */
  readonly off: readonly (readonly [from: string, to: string])[];
}

/** When a program asks, in the test's own terms. */
export interface AskedWhen {
  readonly weekdays: readonly number[];
  readonly time: string;
  readonly closed: readonly string[];
}

/** When somebody is to be asked between two instants: at the wall time where they are, on each of their own dates once. */
export function expectedPrompts(life: Life, when: AskedWhen, from: number, to: number): readonly number[] {
  const first = dayAfter(new Date(from).toISOString().slice(0, 10), -1);
  const last = dayAfter(new Date(to).toISOString().slice(0, 10));
  const asked: number[] = [];
  for (const date of datesFrom(first, last).filter((one) => isAskedOn(life, when, one))) {
    const turns = [...new Set(life.zones.map(({ zone }) => zone))]
      .map((zone) => ({ zone, at: instantOfWall(zone, date, when.time) }))
      .filter(({ zone, at }) => at > from && at <= to && zoneAt(life, at) === zone);
    if (turns.length > 0) asked.push(Math.min(...turns.map(({ at }) => at)));
  }
  return asked;
}

function isAskedOn({ days, holidays, off }: Life, { weekdays, closed }: AskedWhen, date: string): boolean {
  const weekday = weekdayOn(date);
  const isOff = off.some(([from, to]) => from <= date && date <= to);
  return (
    weekdays.includes(weekday) && days.includes(weekday) && !holidays.includes(date) && !closed.includes(date) && !isOff
  );
}

const zoneAt = ({ zones }: Life, at: number): string | undefined => zones.findLast(({ from }) => from <= at)?.zone;

/** Nine zones: clocks that change in the north, in the south, by half an hour, for Ramadan, and never. */
export const nineZones = [
  ...['Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Africa/Casablanca', 'Europe/London'],
  ...['America/New_York', 'Pacific/Auckland', 'Asia/Tokyo', 'Europe/Lisbon'],
] as const;

/** Public holidays on weekdays from June 2026 to May 2027, written down from each country's own calendar. */
const holidays: Readonly<Record<string, readonly string[]>> = {
  PT: [
    ...['2026-06-04', '2026-06-10', '2026-10-05', '2026-12-01', '2026-12-08', '2026-12-25'],
    ...['2027-01-01', '2027-03-26', '2027-05-27'],
  ],
  US: [
    ...['2026-06-19', '2026-07-03', '2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25'],
    ...['2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31'],
  ],
  'GB-ENG': [
    ...['2026-08-31', '2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31'],
  ],
  JP: [
    ...['2026-07-20', '2026-08-11', '2026-09-21', '2026-09-22', '2026-09-23', '2026-10-12', '2026-11-03', '2026-11-23'],
    ...['2027-01-01', '2027-01-11', '2027-02-11', '2027-02-23', '2027-03-22', '2027-04-29'],
    ...['2027-05-03', '2027-05-04', '2027-05-05'],
  ],
  BR: [
    ...['2026-09-07', '2026-10-12', '2026-11-02', '2026-11-20', '2026-12-25'],
    ...['2027-01-01', '2027-03-26', '2027-04-21'],
  ],
  'DE-BY': [
    ...['2026-06-04', '2026-12-25', '2027-01-01', '2027-01-06', '2027-03-26', '2027-03-29'],
    ...['2027-05-06', '2027-05-17', '2027-05-27'],
  ],
};

/** Whose holidays people of a zone have. */
export const countryOf: Readonly<Record<string, string | undefined>> = {
  'America/Sao_Paulo': 'BR',
  'Europe/London': 'GB-ENG',
  'America/New_York': 'US',
  'Pacific/Auckland': 'DE-BY',
  'Asia/Tokyo': 'JP',
  'Europe/Lisbon': 'PT',
};
export const holidaysOf = (country: string | undefined): readonly string[] => holidays[country ?? ''] ?? [];

/** The whole days before an instant's own, as ISO, so many hours in. */
export const hoursInto = (start: string, days: number, hours: number): string =>
  new Date(Date.parse(start) + days * DAY + hours * 3_600_000).toISOString();
