import { createHash } from 'node:crypto';
import type { Table } from '../../src/ports/feature.ts';
import type { Organisation } from './organisation.ts';
import type { WireMatrix, WireMet } from './wire.ts';

type Round = readonly (readonly string[])[];

/** Who has been introduced to whom, from the table of introductions, and what a shuffle would have made of the same rounds. */
export function viewMet(table: Table | undefined, organisation: Organisation): WireMet {
  const rounds = roundsOf(table, new Set(organisation.people.map(({ name }) => name)));
  const names = [...new Set(rounds.flat(2))].sort((a, b) => a.localeCompare(b, 'en'));
  return {
    rounds: rounds.length,
    names,
    hallway: matrixOf(names, rounds),
    shuffle: matrixOf(names, rounds.map(shuffled)),
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

function matrixOf(names: readonly string[], rounds: readonly Round[]): WireMatrix {
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
  const pairs = times.flatMap((row, index) => row.slice(index + 1));
  return {
    times,
    share: pairs.length === 0 ? 0 : pairs.filter((count) => count > 0).length / pairs.length,
    repeated: pairs.filter((count) => count > 1).length,
    most: Math.max(0, ...pairs),
  };
}
