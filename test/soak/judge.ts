import type { WorkspaceId } from '../../src/core/ids.ts';
import { inFlightPerWorkspace } from '../../src/runtime/outbox.ts';
import { query } from '../support/postgres.ts';
import { settledBefore } from './found.ts';
import type { Seen } from './wire.ts';

/** What a soak left behind. */
export interface Aftermath {
  readonly url: string;
  /** By workspace and key. */
  readonly seen: Readonly<Record<string, Seen>>;
  readonly workspaces: readonly WorkspaceId[];
  readonly kills: number;
  readonly aheadMs: number;
  /** From the last kill until nothing was owed; infinite where that never came. */
  readonly endMs: number;
}

/** What came of it. */
export interface Verdict {
  readonly owed: number;
  readonly delivered: number;
  /** Not sent again since nobody knows whether they were: so declared by their kind. */
  readonly rested: number;
  readonly lost: number;
  readonly doubled: number;
  readonly latestMs: number;
  readonly endMs: number;
  readonly problems: readonly string[];
}

/** Compares what the database says was owed with what the platform saw. */
export async function judge({ url, seen, workspaces, kills, aheadMs, endMs }: Aftermath): Promise<Verdict> {
  // What the message budget has moved to another day is not of this soak.
  const horizon = Date.now() + aheadMs + 600_000;
  const owed = await query(
    url,
    'select workspace, key, kind, state, not_before from hallway.deliveries where not_before < $1 and settled_at is distinct from $2',
    [horizon, settledBefore],
  );
  const unseen = owed.filter(({ workspace, key }) => !seen[`${workspace} ${key}`]);
  // Nobody could tell whether the platform took it, and all but an intro then rest: better one too few than one twice.
  const rested = unseen.filter(({ kind, state }) => state === 'unknown' && kind !== 'intro');
  const missing = unseen.filter((one) => !rested.includes(one));
  const doubles = Object.entries(seen).map(([name, one]) => ({
    workspace: name.split(' ')[0] ?? '',
    count: Math.max(0, one.posts.length - 1 - one.withheld),
  }));
  const late = owed.map(({ workspace, key, not_before: notBefore }) => {
    const first = seen[`${workspace} ${key}`]?.posts[0];
    return first === undefined ? 0 : first + aheadMs - Number(notBefore);
  });
  const problems = [
    ...missing.map(({ workspace, key, state }) => `lost: ${workspace} ${key} (${state})`),
    ...tooMany(doubles, kills),
    ...(await wrongRounds(url, workspaces)),
    ...(Number.isFinite(endMs) ? [] : ['something is still owed a minute after the last kill']),
    ...(owed.length > 0 ? [] : ['nothing was owed at all']),
  ];
  return {
    owed: owed.length,
    delivered: owed.length - unseen.length,
    rested: rested.length,
    lost: missing.length,
    doubled: doubles.reduce((sum, { count }) => sum + count, 0),
    latestMs: Math.max(0, ...late),
    endMs,
    problems,
  };
}

/** The lines to read, the figures as JSON last. */
export function verdictLines({ problems, ...figures }: Verdict): readonly string[] {
  const { owed, delivered, rested, lost, doubled, latestMs, endMs } = figures;
  return [
    ...problems.slice(0, 20).map((problem) => `PROBLEM ${problem}`),
    `owed ${owed}, delivered ${delivered}, rested as unknown ${rested}, lost ${lost}, doubled ${doubled}, latest ${(latestMs / 1_000).toFixed(1)} s after its time, nothing owed ${(endMs / 1_000).toFixed(1)} s after the last kill`,
    JSON.stringify(figures),
  ];
}

/** A kill doubles at most what was in flight. */
function tooMany(doubles: readonly { workspace: string; count: number }[], kills: number): readonly string[] {
  const most = inFlightPerWorkspace * Math.max(1, kills);
  return [...Map.groupBy(doubles, ({ workspace }) => workspace)].flatMap(([workspace, some]) => {
    const count = some.reduce((sum, one) => sum + one.count, 0);
    return count > most ? [`doubled ${count} times in ${workspace}, at most ${most} may be`] : [];
  });
}

/** Exactly one round in each organisation. */
async function wrongRounds(url: string, workspaces: readonly WorkspaceId[]): Promise<readonly string[]> {
  const rows = await query(
    url,
    `select i.workspace, count(r.key)::integer as rounds from hallway.installations i
      left join hallway.records r on r.org = i.org and r.collection = 'coffee.round' group by 1`,
  );
  const found = new Map(rows.map(({ workspace, rounds }) => [String(workspace), Number(rounds)]));
  return workspaces.flatMap((workspace) =>
    found.get(workspace) === 1 ? [] : [`${workspace} had ${found.get(workspace) ?? 0} rounds`],
  );
}
