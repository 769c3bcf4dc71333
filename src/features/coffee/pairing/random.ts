/** A stream of pseudo-random numbers; the same seed gives the same stream on every machine. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit`; limit at most 2^32. */
  below(limit: number): number;
}

const TWO_TO_32 = 2 ** 32;

/** Seeds from text: FNV-1a over UTF-16 units, then splitmix32 (Steele, Lea, Flood 2014) for each word of state. */
function seedWords(text: string): [number, number, number, number] {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  const word = (): number => {
    hash = (hash + 0x9e3779b9) | 0;
    let z = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  return [word(), word(), word(), word()];
}

/** xoshiro128** 1.1 (Blackman and Vigna 2018), seeded from text. */
export function createRandom(seed: string): Random {
  let [a, b, c, d] = seedWords(seed);
  const next = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  // Scaling is uneven by less than one part in 2^32 / limit, which nobody can see here.
  return { below: (limit) => Math.floor((next() / TWO_TO_32) * limit) };
}

/** Shuffles in place (Fisher and Yates); O(n). */
export function shuffle<T extends { [index: number]: unknown; length: number }>(list: T, random: Random): T {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = list[i];
    list[i] = list[j];
    list[j] = held;
  }
  return list;
}
