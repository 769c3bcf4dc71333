import type { Problem } from './problem.ts';

/** Members alike in what a pair costs at least: one team and one shift. */
export interface Block {
  readonly team: number;
  readonly shift: number;
  /** The highest key in the block. */
  readonly highest: number;
  /** By falling key. */
  readonly members: Int32Array;
}

/** Sorts members into blocks by a key of each, the block of the highest key first; O(n log n). */
export function blocksOf(p: Problem, key: Float64Array): Block[] {
  const lists = new Map<number, number[]>();
  for (let v = 0; v < p.n; v++) {
    const kind = ((p.team[v] as number) + 1) * p.shiftCount + (p.shift[v] as number);
    const list = lists.get(kind);
    if (list) list.push(v);
    else lists.set(kind, [v]);
  }
  const blocks = Array.from(lists.values(), (list) => {
    const members = Int32Array.from(list).sort((a, b) => (key[b] as number) - (key[a] as number) || a - b);
    const v = members[0] as number;
    return {
      team: p.team[v] as number,
      shift: p.shift[v] as number,
      highest: key[v] as number,
      members,
    };
  });
  return blocks.sort((a, b) => b.highest - a.highest);
}

/** The least a pair of this member and a member of the block can cost. */
export function leastCost(p: Problem, i: number, block: Block): number {
  const team = p.team[i] as number;
  const teamCost = team >= 0 && team === block.team ? p.weights.sameTeam : 0;
  return teamCost + (p.shiftCost[(p.shift[i] as number) * p.shiftCount + block.shift] as number);
}
