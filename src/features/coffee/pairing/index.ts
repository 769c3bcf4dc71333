import { planGroups } from './group-plan.ts';
import { planPairs } from './pair-plan.ts';
import { prepare } from './prepare.ts';
import { resultOf } from './result.ts';
import { planGreedily, planShuffled } from './rivals.ts';
import type { Pair } from './types.ts';
import { withinTeams } from './within.ts';

const PAIR = 2;

/**
 * Makes a round's groups: hard rules hold, as few as can be stay without a group, and the cost is least, proven for
 * pairs up to 2,000 members (`gap` 0). The same input and seed give the same groups whatever the order of the lists.
 */
export const pair: Pair = withinTeams((input, limits) => {
  const { company, problem, search, groupSize } = prepare(input, limits);
  const plan = groupSize === PAIR ? planPairs(problem, search) : planGroups(problem, groupSize, search);
  return resultOf(input, company, plan, 'exact');
});

/** The name of an engine. */
export type EngineName = 'exact' | 'shuffle' | 'greedy';

/** Every way to make groups: ours, and the peers' for comparison. */
export const engines: Readonly<Record<EngineName, Pair>> = {
  exact: pair,
  shuffle: withinTeams((input, limits) => {
    const { company, problem, search, groupSize } = prepare(input, limits);
    return resultOf(input, company, planShuffled(problem, groupSize, search), 'shuffle');
  }),
  greedy: withinTeams((input, limits) => {
    const { company, problem, search, groupSize } = prepare(input, limits);
    return resultOf(input, company, planGreedily(problem, groupSize, search), 'greedy');
  }),
};
