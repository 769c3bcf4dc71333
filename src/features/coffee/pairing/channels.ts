import type { Member } from './types.ts';

/** Channels told apart; beyond that the least shared ones are ignored, for they decide little. */
const MAX_CHANNELS = 256;
const BITS_A_WORD = 32;

/** Members' channels as sets of bits, `words` words a member. */
export interface ChannelBits {
  readonly bits: Int32Array;
  readonly words: number;
}

/** Channels by number in order of appearance. */
interface Register {
  readonly names: string[];
  /** Members of each; one who names it twice counts once. */
  readonly sizes: number[];
  /** Numbers of all members' channels, end to end: those of member i from `start[i]` to `start[i + 1]`. */
  readonly start: Int32Array;
  readonly named: Int32Array;
}

/** Compiles who is in which channel: the most shared ones, but none of everybody or of one. O(channels of all). */
export function compileChannels(members: readonly Member[]): ChannelBits {
  const register = registerOf(members);
  const bitOf = bitsFor(register, members.length);
  const words = Math.ceil(bitOf.reduce((most, bit) => Math.max(most, bit + 1), 0) / BITS_A_WORD);
  const bits = new Int32Array(members.length * words);
  for (let i = 0; i < members.length; i++) {
    for (let e = register.start[i] as number; e < (register.start[i + 1] as number); e++) {
      const bit = bitOf[register.named[e] as number] as number;
      if (bit < 0) continue;
      const word = i * words + Math.floor(bit / BITS_A_WORD);
      bits[word] = (bits[word] as number) | (1 << (bit % BITS_A_WORD));
    }
  }
  return { bits, words };
}

/** Looks every name up once: that is what takes time. */
function registerOf(members: readonly Member[]): Register {
  const start = new Int32Array(members.length + 1);
  for (const [i, m] of members.entries()) start[i + 1] = (start[i] as number) + (m.channels?.length ?? 0);
  const named = new Int32Array(start.at(-1) ?? 0);
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const sizes: number[] = [];
  const lastCounted: number[] = [];
  let at = 0;
  for (let i = 0; i < members.length; i++) {
    for (const name of members[i]?.channels ?? []) {
      let number = numbers.get(name);
      if (number === undefined) {
        number = names.push(name) - 1;
        numbers.set(name, number);
        sizes.push(0);
      }
      if (lastCounted[number] !== i) sizes[number] = (sizes[number] as number) + 1;
      lastCounted[number] = i;
      named[at++] = number;
    }
  }
  return { names, sizes, start, named };
}

/** The bit of each channel, -1 where it has none: one of everybody tells nobody apart, one person's is not shared. */
function bitsFor({ names, sizes }: Register, everybody: number): Int32Array {
  const size = (number: number): number => sizes[number] as number;
  const name = (number: number): string => names[number] as string;
  const telling = Array.from(names, (_, number) => number).filter((c) => size(c) > 1 && size(c) < everybody);
  telling.sort((a, b) => size(b) - size(a) || (name(a) < name(b) ? -1 : 1));
  const bitOf = new Int32Array(names.length).fill(-1);
  for (const [bit, number] of telling.slice(0, MAX_CHANNELS).entries()) bitOf[number] = bit;
  return bitOf;
}
