import type { Suggestion } from '../../ports/favours.ts';

/** So many are remembered: within them nothing is said twice while there is anything else. */
export const suggestionsRemembered = 12;

/**
 * One thing worth a supervisor's while: of what is on offer, of the kind that was said longest ago, what has not been said
 * yet; else a thought for anybody, not one of the latest. `said` are ids, oldest first; `draw` in [0, 1) chooses among equals.
 */
export function nextSuggestion(
  offers: readonly Suggestion[],
  thoughts: readonly Suggestion[],
  said: readonly string[],
  draw: number,
): Suggestion | undefined {
  const fresh = offers.filter(({ id }) => !said.includes(id));
  const kinds = [...Map.groupBy(fresh, ({ id }) => kindOf(id))];
  const saidAt = ([kind]: (typeof kinds)[number]) => said.findLastIndex((id) => kindOf(id) === kind);
  const longest = Math.min(...kinds.map(saidAt));
  const [, ofKind] = pick(
    kinds.filter((kind) => saidAt(kind) === longest),
    draw,
  ) ?? [undefined, []];
  if (ofKind.length > 0) return pick(ofKind, (draw * kinds.length) % 1);
  const latest = said.filter((id) => thoughts.some((thought) => thought.id === id)).slice(1 - thoughts.length);
  return pick(
    thoughts.filter(({ id }) => !latest.includes(id)),
    draw,
  );
}

/** What stands before the first dash: `thank` of `thank-ana`. */
const kindOf = (id: string): string => id.split('-', 1)[0] ?? id;

const pick = <One>(all: readonly One[], draw: number): One | undefined => all[Math.floor(draw * all.length)];
