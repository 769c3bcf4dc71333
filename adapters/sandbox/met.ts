import { createHash } from 'node:crypto';
import type { Table } from '../../src/ports/feature.ts';
import { addDays, type Instant, instantAt, localDateOf, wallTime, type Zone } from '../../src/time/zoned.ts';
import { type Organisation, zoneIn } from './organisation.ts';
import type { WireMatrix, WireMet } from './wire.ts';

type Round = readonly (readonly string[])[];

/** Who has been introduced to whom, from the table of introductions, and what a shuffle would have made of the same rounds. */
export function viewMet(table: Table | undefined, organisation: Organisation, now: Instant): WireMet {
  const rounds = roundsOf(table, new Set(organisation.people.map(({ name }) => name)));
  const names = [...new Set(rounds.flat(2))].sort((a, b) => a.localeCompare(b, 'en'));
  const apart = apartAmong(names, organisation, now);
  return {
    rounds: rounds.length,
    names,
    apart,
    hallway: matrixOf(names, rounds, apart),
    shuffle: matrixOf(names, rounds.map(shuffled), apart),
  };
}

/** The groups of each round, oldest first, of those who are still here; a round is a date of a program. */
function roundsOf(table: Table | undefined, here: ReadonlySet<string>): Round[] {
  const rounds = new Map<string, string[][]>();
  for (const [program, date, ...people] of table?.rows ?? []) {
    const key = `${date} ${program}`;
    rounds.set(key, [...(rounds.get(key) ?? []), people.filter((name) => here.has(name))]);
  }
  return [...rounds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, groups]) => groups);
}

/** The same people in groups of the same sizes, as chance deals them; the same deal each time. */
function shuffled(round: Round, index: number): Round {
  const dealt = round
    .flat()
    .map((name) => ({ name, rank: createHash('sha256').update(`${index} ${name}`).digest('hex') }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ name }) => name);
  let next = 0;
  return round.map(({ length }) => {
    next += length;
    return dealt.slice(next - length, next);
  });
}

const WORKDAY = [wallTime('09:00'), wallTime('17:00')] as const;
const HOUR_MS = 3_600_000;

/** Which two share no hour of an ordinary working day; a person's own hours are the bot's to know. */
function apartAmong(names: readonly string[], organisation: Organisation, now: Instant): boolean[][] {
  const idOf = new Map(organisation.people.map(({ name, id }) => [name, id]));
  const zones = names.map((name) => zoneIn(organisation, idOf.get(name)));
  const today = localDateOf(now, 'UTC' as Zone);
  const dayOf = (zone: Zone, days: number) => WORKDAY.map((time) => instantAt(addDays(today, days), time, zone));
  const sharesHour = (a: Zone, b: Zone) => {
    const [from = 0, to = 0] = dayOf(a, 0);
    return [-1, 0, 1].some((days) => {
      const [begin = 0, end = 0] = dayOf(b, days);
      return Math.min(to, end) - Math.max(from, begin) >= HOUR_MS;
    });
  };
  const known = new Map<string, boolean>();
  const areApart = (a: Zone, b: Zone) => {
    const key = `${a} ${b}`;
    const apart = known.get(key) ?? !sharesHour(a, b);
    known.set(key, apart);
    return apart;
  };
  return zones.map((a) => zones.map((b) => areApart(a, b)));
}

function matrixOf(
  names: readonly string[],
  rounds: readonly Round[],
  apart: readonly (readonly boolean[])[],
): WireMatrix {
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const times = names.map(() => names.map(() => 0));
  for (const group of rounds.flat()) {
    const members = group.map((name) => indexOf.get(name) ?? 0);
    for (const a of members)
      for (const b of members) {
        const row = times[a];
        if (a !== b && row) row[b] = (row[b] ?? 0) + 1;
      }
  }
  const pairs = times.flatMap((row, a) => row.flatMap((count, b) => (a < b ? [{ count, apart: apart[a]?.[b] }] : [])));
  const near = pairs.filter((pair) => !pair.apart);
  return {
    times,
    share: near.length === 0 ? 0 : near.filter(({ count }) => count > 0).length / near.length,
    repeated: pairs.filter(({ count }) => count > 1).length,
    most: Math.max(0, ...pairs.map(({ count }) => count)),
    apart: pairs.filter((pair) => pair.apart).reduce((sum, { count }) => sum + count, 0),
  };
}
