/** One person who takes part in the round, as the matcher sees them. */
export interface Member {
  readonly id: string;
  readonly team?: string;
  readonly manager?: string;
  /** IANA zone; without it the member overlaps everybody. */
  readonly timezone?: string;
  /** Working hours as local wall times, `["09:00", "17:00"]`. */
  readonly hours?: readonly [string, string];
  readonly channels?: readonly string[];
  /** How often this member has been in a larger group or left out before; the fair choice goes to the lowest. */
  readonly oddTurns?: number;
}

/** Two people who have met: how often, and how many rounds ago the last time was (1 = the round before this one). */
export interface MetPair {
  readonly pair: readonly [string, string];
  readonly times: number;
  readonly roundsAgo: number;
}

/**
 * The same as a list of `MetPair`, in columns: for companies whose history would fill the memory as objects. A person
 * is their place in `members`; a pair stands in it once.
 */
export interface MetTable {
  readonly count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly times: Uint16Array;
  readonly roundsAgo: Uint16Array;
}

/** Hard and soft wishes of a program. */
export interface PairingRules {
  readonly across?: 'team';
  readonly within?: 'team';
  readonly between?: readonly [readonly string[], readonly string[]];
  readonly hosts?: readonly string[];
  readonly minOverlapMinutes?: number;
}

/** Everything one round depends on; the same input and seed give the same groups, whatever the order of the lists. */
export interface PairingInput {
  readonly members: readonly Member[];
  readonly met: readonly MetPair[];
  /** More pairs who have met, none of them in `met`. */
  readonly metTable?: MetTable;
  /** Pairs that may share no group, whatever the reason. */
  readonly never: readonly (readonly [string, string])[];
  /** 2 to 8; default 2. */
  readonly groupSize?: number;
  /** Local date of the round (`YYYY-MM-DD`), for offsets; without it standard offsets. */
  readonly date?: string;
  readonly rules?: PairingRules;
  readonly seed: string;
  /** Rounds held so far; places the guide of coverage mode on its cycle. */
  readonly round?: number;
}

export interface LeftOut {
  readonly id: string;
  /** From the fixed list that admins see: `no partner possible` here. */
  readonly why: string;
}

export interface PairingResult {
  /** Members of each group, ids sorted; groups sorted by first id. */
  readonly groups: readonly (readonly string[])[];
  /** One readable line per group, parallel to `groups`. */
  readonly reasons: readonly string[];
  readonly left: readonly LeftOut[];
  /** Pairs inside groups who had met before, each counted once. */
  readonly repeats: number;
  readonly cost: number;
  /** Proven distance to the optimum as a share of the cost; null where nothing is proven. */
  readonly gap: number | null;
  readonly engine: string;
  /** True when a deadline cut the search short: the groups are valid, but not the best that could be found. */
  readonly isCutShort: boolean;
}

/** Limits a caller may put on the search; `elapsedMs` is a clock handed in, since the matcher has none of its own. */
export interface PairingLimits {
  readonly deadlineMs?: number;
  readonly elapsedMs?: () => number;
}

export type Pair = (input: PairingInput, limits?: PairingLimits) => PairingResult;
