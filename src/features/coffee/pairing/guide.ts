import type { Company } from './company.ts';
import type { PairingInput } from './types.ts';

/** Up to this many members the guide plans the cycle; beyond, a first repeat is years away (matching.md 3, step 7). */
const GUIDED_UP_TO = 100;

/**
 * True when a round is small and free enough for the guide: pairs, and no rule on who of them meets whom. Where teams are to
 * mix, the guide would put its plan of the cycle above that.
 */
export function isGuided(input: PairingInput): boolean {
  const rules = input.rules ?? {};
  const isFree = !rules.between && !rules.hosts?.length && !rules.across;
  return isFree && (input.groupSize ?? 2) === 2 && input.members.length <= GUIDED_UP_TO;
}

/**
 * The partner that the circle method has in mind for each member this round (Kirkman 1847): one slot stays, the
 * others turn by one place a round, so that n - 1 rounds bring every pair together once. Slots go by rising id. An odd
 * number leaves one slot empty. O(n log n).
 */
export function guidePartners(company: Company, round: number): Int32Array {
  const { n, members } = company;
  const slots = Int32Array.from({ length: n }, (_, v) => v).sort((a, b) =>
    (members[a]?.id ?? '') < (members[b]?.id ?? '') ? -1 : 1,
  );
  const turning = n % 2 === 0 ? n - 1 : n;
  const partner = new Int32Array(n).fill(-1);
  for (let slot = 0; slot < turning; slot++) {
    // Slots a and b meet when a + b is the round's number; the one that would meet itself meets the fixed slot.
    const mirrored = (((round - slot) % turning) + turning) % turning;
    const other = mirrored === slot ? n - 1 : mirrored;
    if (other === slot || other >= n || (mirrored === slot && n % 2 === 1)) continue;
    const [a, b] = [slots[slot] as number, slots[other] as number];
    partner[a] = b;
    partner[b] = a;
  }
  return partner;
}
