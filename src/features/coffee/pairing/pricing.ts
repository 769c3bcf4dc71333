import { type BestFew, createBestFew, isWanted, offer } from './best-few.ts';
import { type Block, blocksOf, leastCost } from './blocks.ts';
import { COST_SCALE, type Graph } from './blossom/graph.ts';
import type { Matching } from './blossom/solve.ts';
import { addEdge, type Edges } from './edges.ts';
import { commonDual, createNest, type Nest, sharedInGiant } from './nest.ts';
import type { Problem } from './problem.ts';
import { closeRow, costTo, createRowCosts, openRow, type RowCosts } from './row-costs.ts';

/** At most so many edges are added to a member in one round of pricing, counting those its partners chose. */
const ADDED_A_MEMBER = 24;

/** What pricing found: how many edges it added, and a bound that no perfect matching of all pairs can undercut. */
export interface Pricing {
  readonly added: number;
  /** Cost, not scaled; null when the looks allowed in a row ended before every pair was priced. */
  readonly lowerBound: number | null;
}

interface Run {
  readonly p: Problem;
  readonly graph: Graph;
  readonly dual: Float64Array;
  /** Dual less what is shared in the giant blossom: `Y(u) + key(v)` bounds what v, the later in order, can offer u. */
  readonly key: Float64Array;
  readonly nest: Nest;
  readonly row: RowCosts;
  /** Place of each member in the order of pricing: a pair is priced in the row of the earlier one. */
  readonly place: Int32Array;
  readonly best: BestFew;
  /** Most negative reduced cost of each member. */
  readonly worst: Float64Array;
  readonly added: Int32Array;
  readonly maxLooksARow: number;
  isComplete: boolean;
}

/**
 * Prices every pair that is not an edge yet against the duals, and adds the worst of those whose reduced cost
 * `4c - Y(u) - Y(v) + z(blossoms around both)` is negative; when there is none the matching is a cheapest one of the
 * complete graph. Members deep in the giant blossom come first, then those with high duals, so that edges are spread
 * over those who lack them.
 *
 * Members of one team and shift form a block, highest key first: a block is left as soon as dual and key sum to no more
 * than the least such a pair can cost. O(n^2) at worst, near to O(n blocks) as a rule.
 */
export function price(p: Problem, matching: Matching, edges: Edges, maxLooksARow: number): Pricing {
  const { dual, graph } = matching;
  const nest = createNest(matching);
  const shared = sharedInGiant(matching, nest);
  const key = shared.map((z, v) => (dual[v] as number) - z);
  const order = Int32Array.from({ length: p.n }, (_, v) => v);
  order.sort(
    (a, b) => (shared[b] as number) - (shared[a] as number) || (dual[b] as number) - (dual[a] as number) || a - b,
  );
  const run: Run = {
    p,
    graph,
    dual,
    key,
    nest,
    row: createRowCosts(p),
    place: inverse(order),
    best: createBestFew(ADDED_A_MEMBER),
    worst: new Float64Array(p.n),
    added: new Int32Array(p.n),
    maxLooksARow,
    isComplete: true,
  };
  const blocks = blocksOf(p, key);
  const before = edges.count;
  for (const i of order) {
    priceRow(run, i, blocks);
    addBest(run, i, edges);
  }
  return { added: edges.count - before, lowerBound: run.isComplete ? dualBound(matching, run.worst) : null };
}

function inverse(order: Int32Array): Int32Array {
  const place = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) place[order[k] as number] = k;
  return place;
}

function priceRow(run: Run, i: number, blocks: readonly Block[]): void {
  const own = run.dual[i] as number;
  run.best.size = 0;
  openRow(run.row, i);
  let looks = run.maxLooksARow;
  for (let b = 0; b < blocks.length && looks > 0; b++) {
    const block = blocks[b] as Block;
    // Blocks fall by their highest key, and no pair costs less than nothing.
    if (block.highest + own <= 0) break;
    const floor = COST_SCALE * leastCost(run.p, i, block) - own;
    if (block.highest > floor) looks -= priceBlock(run, i, block, floor, looks);
  }
  if (looks <= 0) run.isComplete = false;
  closeRow(run.row);
}

function priceBlock(run: Run, i: number, { members }: Block, floor: number, maxLooks: number): number {
  const { dual, key, place, row, nest, best, worst } = run;
  const own = dual[i] as number;
  const ownPlace = place[i] as number;
  let k = 0;
  for (; k < members.length && k < maxLooks; k++) {
    const j = members[k] as number;
    if ((key[j] as number) <= floor) break;
    if ((place[j] as number) <= ownPlace) continue;
    const apart = COST_SCALE * costTo(row, j) - own - (dual[j] as number);
    if (apart >= 0) continue;
    const reduced = apart + commonDual(nest, i, j);
    if (reduced >= 0 || hasEdge(run.graph, i, j)) continue;
    if (reduced < (worst[i] as number)) worst[i] = reduced;
    if (reduced < (worst[j] as number)) worst[j] = reduced;
    if ((run.added[j] as number) < ADDED_A_MEMBER && isWanted(best, reduced)) offer(best, j, reduced);
  }
  return k;
}

function hasEdge(graph: Graph, u: number, v: number): boolean {
  const end = graph.start[u + 1] as number;
  for (let arc = graph.start[u] as number; arc < end; arc++) if (graph.head[arc] === v) return true;
  return false;
}

function addBest(run: Run, i: number, edges: Edges): void {
  const { best, added, dual, nest } = run;
  for (let k = 0; k < best.size && (added[i] as number) < ADDED_A_MEMBER; k++) {
    const j = best.item[k] as number;
    const reduced = best.cost[k] as number;
    addEdge(edges, i, j, (reduced + (dual[i] as number) + (dual[j] as number) - commonDual(nest, i, j)) / COST_SCALE);
    added[i] = (added[i] as number) + 1;
    added[j] = (added[j] as number) + 1;
  }
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
