import type { Member, PairingInput, PairingResult } from '../../../../src/features/coffee/pairing/types.ts';

/** Members p000, p001, ... of four teams in turn, with whatever `more` adds. */
export function people(n: number, more: (i: number) => Partial<Member> = () => ({})): Member[] {
  return Array.from({ length: n }, (_, i) => ({ id: idOf(i), team: `team ${i % 4}`, ...more(i) }));
}

/** The id of the i-th of `people`. */
export function idOf(i: number): string {
  return `p${String(i).padStart(3, '0')}`;
}

/** A round's input where all that matters is named. */
export function inputOf(members: readonly Member[], more: Partial<PairingInput> = {}): PairingInput {
  return { members, met: [], never: [], seed: 'seed', ...more };
}

/** Every pair who sit in one group. */
export function pairsOf({ groups }: PairingResult): [string, string][] {
  return groups.flatMap((group) => group.flatMap((a, i) => group.slice(i + 1).map((b): [string, string] => [a, b])));
}

/** What is wrong with a result as a partition: somebody twice, nowhere, or in a group and left. */
export function partitionOffences(input: PairingInput, result: PairingResult): string[] {
  const seen = [...result.groups.flat(), ...result.left.map(({ id }) => id)].sort();
  const wanted = input.members.map(({ id }) => id).sort();
  const found =
    JSON.stringify(seen) === JSON.stringify(wanted) ? [] : [`${seen.length} places for ${wanted.length} members`];
  const never = new Set(input.never.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const broken = pairsOf(result).filter(([a, b]) => never.has(`${a} ${b}`));
  return [...found, ...broken.map((pair) => `never pair ${pair.join(' ')}`)];
}
