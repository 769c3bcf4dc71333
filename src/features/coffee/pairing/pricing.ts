import { createBestFew, isWanted, offer } from './best-few.ts';
import { COST_SCALE, type Graph } from './blossom/graph.ts';
import type { Matching } from './blossom/solve.ts';
import { addEdge, type Edges } from './edges.ts';
import { commonDual, createNest } from './nest.ts';
import type { Problem } from './problem.ts';
import { closeRow, costTo, createRowCosts, openRow } from './row-costs.ts';

/** At most so many edges are added for a member in one round of pricing. */
const ADDED_A_MEMBER = 24;

/** What pricing found: how many edges it added, and a bound that no perfect matching of all pairs can undercut. */
export interface Pricing {
  readonly added: number;
  /** Cost, not scaled; null when the work allowed was used up before every pair was priced. */
  readonly lowerBound: number | null;
}

/**
 * Prices every pair that is not an edge yet against the duals, and adds those with negative reduced cost
 * `4c - Y(u) - Y(v)`; when none is left the matching is a cheapest one of the complete graph. Pairs that lie in one
 * blossom may be added without need, which is harmless; asking whether they do would climb nests of any depth.
 *
 * Members of one team and shift form a block, dearest dual first: a pair of blocks is left as soon as the duals sum
 * to no more than the least that pairs of these blocks can cost. O(n^2) at worst, near to O(n blocks) as a rule.
 */
export function price(p: Problem, matching: Matching, edges: Edges, maxLooks: number): Pricing {
  const { dual, graph } = matching;
  const blocks = blocksOf(p, dual);
  const nest = createNest(matching);
  const row = createRowCosts(p);
  const best = createBestFew(ADDED_A_MEMBER);
  const worst = new Float64Array(p.n);
  const before = edges.count;
  let looks = 0;
  const rank = Int32Array.from({ length: p.n }, (_, v) => v).sort((a, b) => (dual[b] as number) - (dual[a] as number));
  const place = new Int32Array(p.n);
  for (let r = 0; r < p.n; r++) place[rank[r] as number] = r;
  const added = new Int32Array(p.n);
  for (let r = 0; r < p.n && looks <= maxLooks; r++) {
    const i = rank[r] as number;
    openRow(row, i);
    best.size = 0;
    const own = dual[i] as number;
    for (let b = 0; b < blocks.length; b++) {
      const block = blocks[b] as Block;
      const floor = COST_SCALE * leastCost(p, i, block) - own;
      if (block.highest <= floor) continue;
      const { members } = block;
      for (let k = 0; k < members.length; k++) {
        const j = members[k] as number;
        const theirs = dual[j] as number;
        if (theirs <= floor) break;
        looks++;
        if ((place[j] as number) <= r) continue;
        let reduced = COST_SCALE * costTo(row, j) - own - theirs;
        if (reduced >= 0) continue;
        reduced += commonDual(nest, i, j);
        if (reduced >= 0 || hasEdge(graph, i, j)) continue;
        worst[i] = Math.min(worst[i] as number, reduced);
        worst[j] = Math.min(worst[j] as number, reduced);
        if ((added[j] as number) < ADDED_A_MEMBER && isWanted(best, reduced)) offer(best, j, reduced);
      }
    }
    closeRow(row);
    for (let k = 0; k < best.size && (added[i] as number) < ADDED_A_MEMBER; k++) {
      const j = best.item[k] as number;
      added[i]++;
      added[j]++;
      addEdge(
        edges,
        i,
        j,
        ((best.cost[k] as number) + own + (dual[j] as number) - commonDual(nest, i, j)) / COST_SCALE,
      );
    }
  }
  const isComplete = looks <= maxLooks;
  return { added: edges.count - before, lowerBound: isComplete ? dualBound(matching, worst) : null };
}

interface Block {
  readonly team: number;
  readonly shift: number;
  readonly highest: number;
  /** By falling dual. */
  readonly members: Int32Array;
}

function blocksOf(p: Problem, dual: Float64Array): Block[] {
  const lists = new Map<number, number[]>();
  for (let v = 0; v < p.n; v++) {
    const key = ((p.team[v] as number) + 1) * p.shiftCount + (p.shift[v] as number);
    const list = lists.get(key);
    if (list) list.push(v);
    else lists.set(key, [v]);
  }
  return Array.from(lists.values(), (list) => {
    const members = Int32Array.from(list).sort((a, b) => (dual[b] as number) - (dual[a] as number));
    const v = members[0] as number;
    return { team: p.team[v] as number, shift: p.shift[v] as number, highest: dual[v] as number, members };
  });
}

/** The least a pair of this member and a member of the block can cost. */
function leastCost(p: Problem, i: number, block: Block): number {
  const team = p.team[i] as number;
  const teamCost = team >= 0 && team === block.team ? p.weights.sameTeam : p.weights.otherTeam;
  return teamCost + (p.shiftCost[(p.shift[i] as number) * p.shiftCount + block.shift] as number);
}

function hasEdge(graph: Graph, u: number, v: number): boolean {
  const end = graph.start[u + 1] as number;
  for (let arc = graph.start[u] as number; arc < end; arc++) if (graph.head[arc] === v) return true;
  return false;
}

/**
 * Weak duality with leftover infeasibility: a perfect matching costs at least the dual objective plus half of every
 * member's most negative reduced cost.
 */
export function dualBound(matching: Matching, worst: Float64Array | null): number {
  const { dual, blossomDual, size, parent, graph } = matching;
  let sum = 0;
  for (const y of dual) sum += y;
  if (worst !== null) for (const r of worst) sum += r / 2;
  for (let b = graph.n; b < parent.length; b++) {
    if ((blossomDual[b] as number) > 0) sum -= ((blossomDual[b] as number) * ((size[b] as number) - 1)) / 2;
  }
  return sum / COST_SCALE;
}
