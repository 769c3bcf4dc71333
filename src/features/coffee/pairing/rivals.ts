import { groupSizes } from './group-sizes.ts';
import { planCost } from './pair-plan.ts';
import type { Plan, Search } from './plan.ts';
import { isBarred, isNever, type Problem } from './problem.ts';
import { shuffle } from './random.ts';
import { findInRow } from './rows.ts';

const PAIR = 2;

/**
 * What most peers do: shuffle, then neighbours meet, and the last odd one stays out (Icebreaker, pairing-bot). Never
 * lists are honoured, for they are in no peer's power to break: such a group stays apart. O(n).
 */
export function planShuffled(p: Problem, size: number, search: Search): Plan {
  const order = shuffled(p, search);
  const groups: number[][] = [];
  const left: number[] = [];
  for (let at = 0; at < p.n; at += size) {
    const group = order.slice(at, at + size);
    if (group.length >= PAIR && isPeaceful(p, group)) groups.push(group);
    else left.push(...group);
  }
  return planned(p, groups, left);
}

/**
 * What the better peers do: in random order each takes the first who is new to them, else anybody (chat-roulette);
 * whoever is then without a partner stays out. O(n^2 log met).
 */
export function planGreedily(p: Problem, size: number, search: Search): Plan {
  const standing = shuffled(p, search);
  const sizes = size === PAIR ? Array.from({ length: p.n >> 1 }, () => PAIR) : groupSizes(p.n, size, p.n);
  const groups: number[][] = [];
  const left: number[] = [];
  for (const wanted of sizes) {
    const group = standing.splice(0, 1);
    while (group.length < wanted) {
      const next = firstFitting(p, group, standing);
      if (next < 0) break;
      group.push(...standing.splice(next, 1));
    }
    if (group.length >= PAIR) groups.push(group);
    else left.push(...group);
  }
  return planned(p, groups, [...left, ...standing]);
}

function shuffled(p: Problem, search: Search): number[] {
  return shuffle(
    Array.from({ length: p.n }, (_, v) => v),
    search.random,
  );
}

function isPeaceful(p: Problem, group: readonly number[]): boolean {
  return group.every((u) => group.every((v) => u === v || !isNever(p, u, v)));
}

/** The first who may join and is new to all of the group, else the first who may; -1 if nobody may. */
function firstFitting(p: Problem, group: readonly number[], standing: readonly number[]): number {
  const mayJoin = (v: number): boolean => group.every((u) => !isBarred(p, u, v));
  const isNew = (v: number): boolean => group.every((u) => findInRow(p.met, u, v) < 0);
  const fresh = standing.findIndex((v) => isNew(v) && mayJoin(v));
  return fresh >= 0 ? fresh : standing.findIndex(mayJoin);
}

function planned(p: Problem, groups: readonly number[][], left: readonly number[]): Plan {
  return { groups, left, cost: planCost(p, groups, left, PAIR), lowerBound: null, isCutShort: false };
}
