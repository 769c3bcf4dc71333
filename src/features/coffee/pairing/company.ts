import { compileChannels } from './channels.ts';
import { createRandom, shuffle } from './random.ts';
import { type PairWalk, type Rows, symmetricRows } from './rows.ts';
import type { Member, MetTable, PairingInput } from './types.ts';
import { OWN_SUPERVISOR } from './weights.ts';
import { type Shift, shiftReader } from './working-hours.ts';

/** The members of a round as columns; a member is their place in `members`. */
export interface Company {
  readonly n: number;
  /** In an order drawn from the seed: sorted by id first, so that the caller's order means nothing. */
  readonly members: readonly Member[];
  /** Number of the member's team, -1 without one; likewise the manager. */
  readonly team: Int32Array;
  readonly manager: Int32Array;
  /** Number of the member's shift in `shifts`. */
  readonly shift: Int32Array;
  readonly shifts: readonly Shift[];
  /** Channels as sets of bits, `channelWords` words a member. */
  readonly channels: Int32Array;
  readonly channelWords: number;
  readonly oddTurns: Int32Array;
  /** Side of a two-sided round or role in a hosted one, see `sides.ts`; null when all may meet all. */
  readonly sides: Sides | null;
  /** Who met whom: how heavily a repeat weighs, in repeats of long ago. */
  readonly met: Rows;
  /** The same, and on top of it those of whom one reports to the other. */
  readonly known: Rows;
  /** Who may not meet whom; the value is unused. */
  readonly never: Rows;
}

/** Which kinds of member may meet: `mayMeet[kind of one * KINDS + kind of the other]`. */
export interface Sides {
  readonly kind: Int8Array;
  readonly mayMeet: Uint8Array;
  /** Every group needs a host, or somebody of either side: there can be no more groups than this. */
  readonly mostGroups: number;
}

/** Kinds of member that a rule can tell apart. */
export const KINDS = 4;

/** A repeat weighs up to 8 times as much when it is fresh: 1 + 7 e^(-age / 12 rounds), matching.md 3. */
const FRESHNESS = 7;
const FADING_ROUNDS = 12;

/** Past meetings beyond this many weigh no more; keeps the weights exact in doubles. */
const MAX_TIMES = 20;

/** More than any shift is long, so that start and length make one number. */
const SHIFT_LENGTHS = 1441;

/** Compiles those of an input's members who take part. Ids of others are ignored. O(n log n + met + never). */
export function compileCompany(
  input: PairingInput,
  taking: readonly Member[],
  sidesOf: (members: readonly Member[]) => Sides | null,
): Company {
  const byId = [...taking].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const members = shuffle(byId, createRandom(`order ${input.seed}`));
  const place = new Map<string, number>();
  for (let i = 0; i < members.length; i++) place.set(members[i]?.id ?? '', i);
  const readShift = shiftReader(input.date);
  const shiftNumbers = createNumbering((s: Shift) => s.start * SHIFT_LENGTHS + s.length);
  const shift = Int32Array.from(members, (m) => shiftNumbers.numberOf(readShift(m)));
  const channels = compileChannels(members);
  const met = compileMet(input, place);
  return {
    n: members.length,
    members,
    team: numbered(members, (m) => m.team),
    manager: numbered(members, (m) => m.manager),
    shift,
    shifts: shiftNumbers.values,
    channels: channels.bits,
    channelWords: channels.words,
    oddTurns: Int32Array.from(members, (m) => m.oddTurns ?? 0),
    sides: sidesOf(members),
    met,
    known: withSupervisors(met, members, place),
    never: compileNever(input.never, place),
  };
}

interface Numbering<T> {
  readonly values: T[];
  numberOf(value: T): number;
}

function createNumbering<T>(keyOf: (value: T) => string | number): Numbering<T> {
  const numbers = new Map<string | number, number>();
  const values: T[] = [];
  const numberOf = (value: T): number => {
    const key = keyOf(value);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, values.length);
    return values.push(value) - 1;
  };
  return { values, numberOf };
}

function numbered(members: readonly Member[], read: (member: Member) => string | undefined): Int32Array {
  const numbering = createNumbering((name: string) => name);
  return Int32Array.from(members, (m) => {
    const name = read(m);
    return name === undefined ? -1 : numbering.numberOf(name);
  });
}

function compileMet(input: PairingInput, place: ReadonlyMap<string, number>): Rows {
  const { met, metTable: table } = input;
  const placeOf = table && Int32Array.from(input.members, ({ id }) => place.get(id) ?? -1);
  return symmetricRows(place.size, (take) => {
    for (const m of met) {
      const [u, v] = placesOf(m.pair, place);
      if (u >= 0 && v >= 0 && u !== v) take(u, v, repeatWeight(m.times, m.roundsAgo));
    }
    if (table && placeOf) walkTable(table, placeOf, take);
  });
}

/** Adds the pairs of whom one reports to the other; the same rows where there are none. */
function withSupervisors(met: Rows, members: readonly Member[], place: ReadonlyMap<string, number>): Rows {
  const above = Int32Array.from(members, ({ manager }) => (manager === undefined ? -1 : (place.get(manager) ?? -1)));
  if (!above.some((u, v) => u >= 0 && u !== v)) return met;
  return symmetricRows(members.length, (take) => {
    for (let v = 0; v < members.length; v++) {
      for (let e = met.start[v] as number; e < (met.start[v + 1] as number); e++)
        if ((met.other[e] as number) > v) take(v, met.other[e] as number, met.value[e] as number);
      const u = above[v] as number;
      if (u >= 0 && u !== v) take(v, u, OWN_SUPERVISOR);
    }
  });
}

function walkTable(table: MetTable, placeOf: Int32Array, take: Parameters<PairWalk>[0]): void {
  for (let e = 0; e < table.count; e++) {
    const u = placeOf[table.a[e] as number] ?? -1;
    const v = placeOf[table.b[e] as number] ?? -1;
    if (u < 0 || v < 0 || u === v) continue;
    take(u, v, repeatWeight(table.times[e] as number, table.roundsAgo[e] as number));
  }
}

/** What one meeting weighs by its age, for the ages that are common: an exponential for each entry takes long. */
const COMMON_AGES = 1024;
const WEIGHT_BY_AGE = Float64Array.from({ length: COMMON_AGES }, (_, age) => weightAtAge(age));

function weightAtAge(roundsAgo: number): number {
  return 1 + FRESHNESS * Math.exp(-roundsAgo / FADING_ROUNDS);
}

function repeatWeight(times: number, roundsAgo: number): number {
  return (WEIGHT_BY_AGE[roundsAgo] ?? weightAtAge(roundsAgo)) * Math.min(times, MAX_TIMES);
}

function compileNever(never: PairingInput['never'], place: ReadonlyMap<string, number>): Rows {
  return symmetricRows(place.size, (take) => {
    for (const pair of never) {
      const [u, v] = placesOf(pair, place);
      if (u >= 0 && v >= 0 && u !== v) take(u, v, 1);
    }
  });
}

function placesOf([a, b]: readonly [string, string], place: ReadonlyMap<string, number>): [number, number] {
  return [place.get(a) ?? -1, place.get(b) ?? -1];
}
