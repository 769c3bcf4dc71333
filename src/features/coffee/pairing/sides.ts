import { KINDS, type Sides } from './company.ts';
import { type Random, shuffle } from './random.ts';
import type { Member, PairingRules } from './types.ts';

const NEITHER = 0;
const FIRST_SIDE = 1;
const SECOND_SIDE = 2;
const BOTH_SIDES = 3;

const GUEST = 0;
const HOST = 1;

/** Reads the rule on sides: `between` two lists of ids, or `hosts`; null when neither is given. */
export function readSides(rules: PairingRules, members: readonly Member[]): Sides | null {
  if (rules.between) {
    const [first, second] = rules.between.map((ids) => new Set(ids)) as [Set<string>, Set<string>];
    const kind = members.map(({ id }) => (first.has(id) ? FIRST_SIDE : 0) + (second.has(id) ? SECOND_SIDE : 0));
    const count = (wanted: number): number => kind.filter((k) => k === wanted).length;
    const [one, two, both] = [count(FIRST_SIDE), count(SECOND_SIDE), count(BOTH_SIDES)] as const;
    return {
      kind: Int8Array.from(kind),
      mayMeet: meetings((a, b) => a !== NEITHER && b !== NEITHER && areOpposite(a, b)),
      mostGroups: Math.min(one + both, two + both, Math.floor((one + two + both) / 2)),
    };
  }
  if (rules.hosts && rules.hosts.length > 0) {
    const hosts = new Set(rules.hosts);
    const kind = members.map(({ id }) => (hosts.has(id) ? HOST : GUEST));
    const mostGroups = kind.filter((k) => k === HOST).length;
    return { kind: Int8Array.from(kind), mayMeet: meetings((a, b) => a === HOST || b === HOST), mostGroups };
  }
  return null;
}

function areOpposite(a: number, b: number): boolean {
  return a !== b || a === BOTH_SIDES;
}

function meetings(mayMeet: (a: number, b: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: KINDS * KINDS }, (_, i) => (mayMeet(Math.floor(i / KINDS), i % KINDS) ? 1 : 0));
}

/** The members a lottery draws when there are too few hosts for all: hosts, and guests who went without most often, then by lot. */
export function drawGuests(
  members: readonly Member[],
  rules: PairingRules,
  groupSize: number,
  maxSize: number,
  random: Random,
): Set<string> {
  const hosts = new Set(rules.hosts ?? []);
  const present = members.filter(({ id }) => hosts.has(id));
  const guests = shuffle(
    members.filter(({ id }) => !hosts.has(id)),
    random,
  );
  const largest = Math.min(groupSize + 1, maxSize);
  const isRoomForAll = members.length <= present.length * largest;
  const places = isRoomForAll ? guests.length : present.length * (groupSize - 1);
  const byTurns = guests
    .map((member, lot) => ({ member, lot }))
    .sort((a, b) => (b.member.oddTurns ?? 0) - (a.member.oddTurns ?? 0) || a.lot - b.lot);
  return new Set([...present, ...byTurns.slice(0, places).map(({ member }) => member)].map(({ id }) => id));
}
