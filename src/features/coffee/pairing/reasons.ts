import { zone, zoneCity } from '../../../time/zoned.ts';
import type { Company } from './company.ts';
import { findInRow } from './rows.ts';
import type { MetPair } from './types.ts';
import { commonStretch, localMinute } from './working-hours.ts';

const MINUTES_A_DAY = 1440;

/** How often and how lately some pairs met, by `keyOf`. */
export type Meetings = ReadonlyMap<string, MetPair>;

/** A key for a pair whatever the order of its ids. */
export function keyOf(a: string, b: string): string {
  return a < b ? JSON.stringify([a, b]) : JSON.stringify([b, a]);
}

/** Pairs inside groups who met before, as places in the company. O(pairs in groups, log met each). */
export function repeatsIn(company: Company, group: readonly number[]): [number, number][] {
  const repeats: [number, number][] = [];
  for (const [i, u] of group.entries()) {
    for (const v of group.slice(i + 1)) if (findInRow(company.met, u, v) >= 0) repeats.push([u, v]);
  }
  return repeats;
}

/**
 * Gives one line on why a group is a good one: history, hours together, teams. Never lists leave no trace in it. Hours
 * of the same shifts are worked out once: a large company has few.
 */
export function reasonWriter(company: Company, meetings: Meetings): (group: readonly number[]) => string {
  const known = new Map<string, string>();
  const hoursOf = (group: readonly number[]): string => {
    const key = group.map((v) => `${company.shift[v]} ${company.members[v]?.timezone}`).join(' ');
    const text = known.get(key) ?? hours(company, group);
    known.set(key, text);
    return text;
  };
  return (group) => {
    const parts = [history(company, group, meetings), hoursOf(group), teams(company, group)];
    return parts.filter((part) => part !== '').join('; ');
  };
}

function history(company: Company, group: readonly number[], meetings: Meetings): string {
  const repeats = repeatsIn(company, group);
  if (repeats.length === 0) return reportsWithin(company, group) ? 'first time; one reports to another' : 'first time';
  const pairs = (group.length * (group.length - 1)) / 2;
  if (pairs > 1) return `${repeats.length} of ${pairs} pairs met before`;
  const [[u, v]] = repeats as [[number, number]];
  const met = meetings.get(keyOf(company.members[u]?.id ?? '', company.members[v]?.id ?? ''));
  return met === undefined ? 'met before' : `met ${timesWords(met.times)}, last ${roundsWords(met.roundsAgo)}`;
}

const reportsWithin = ({ members }: Company, group: readonly number[]): boolean => {
  const ids = new Set(group.map((v) => members[v]?.id));
  return group.some((v) => ids.has(members[v]?.manager));
};

function timesWords(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`;
}

function roundsWords(rounds: number): string {
  return rounds === 1 ? 'in the last round' : `${rounds} rounds ago`;
}

function hours(company: Company, group: readonly number[]): string {
  const shifts = group.flatMap((v) => company.shifts[company.shift[v] as number] ?? []);
  if (shifts.every((shift) => shift.length === MINUTES_A_DAY)) return '';
  const stretch = commonStretch(shifts);
  if (stretch === null) return 'no working hours in common';
  const clocks = new Map<string, string>();
  for (const v of group) {
    const member = company.members[v];
    const shift = company.shifts[company.shift[v] as number];
    if (!member?.timezone || !shift) continue;
    const from = localMinute(member, shift, stretch.start);
    clocks.set(zoneCity(zone(member.timezone)), `${clock(from)} to ${clock(from + stretch.length)}`);
  }
  return `${group.length === 2 ? 'both' : 'all'} at work ${clockWords([...clocks])}`;
}

/** One clock where all show the same, else each with its city: `14:00 to 17:00 in Lisbon, 09:00 to 12:00 in New York`. */
function clockWords(clocks: readonly (readonly [city: string, hours: string])[]): string {
  const [first] = clocks;
  if (first && clocks.every(([, hours]) => hours === first[1])) return first[1];
  return clocks.map(([city, hours]) => `${hours} in ${city}`).join(', ');
}

function clock(minutes: number): string {
  const ofDay = minutes % MINUTES_A_DAY;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}

function teams(company: Company, group: readonly number[]): string {
  const names = group.map((v) => company.team[v] as number);
  if (names.some((team) => team < 0)) return '';
  const distinct = new Set(names).size;
  if (distinct === group.length) return 'different teams';
  return distinct === 1 ? 'same team' : `${distinct} teams`;
}
