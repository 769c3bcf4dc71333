import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import type { WorkspaceId } from '../../core/ids.ts';
import type { Instant } from '../../time/zoned.ts';
import type { ClaimedRow } from './deliveries.ts';
import { type Database, runOn } from './pool.ts';
import { type Run, raw } from './schema.ts';

/** What a worker asks for, and for how long it is its own without being renewed. */
export interface Claim {
  readonly holder: string;
  readonly leaseSeconds: number;
  readonly now: Instant;
  readonly limit: number;
  readonly perWorkspace: number;
}

/** Workers whose lease runs. Leases go by the database's clock, which all replicas share. */
const alive = sql`alive as materialized (select holder from hallway.workers where lease_until > clock_timestamp())`;

/** A delivery that somebody took whose lease has run out. What this process holds itself is never taken twice. */
const isNobodys = (holder: string) => sql`deliveries.holder is distinct from ${holder}
  and not exists (select from alive where alive.holder = deliveries.holder)`;

const isLate = (holder: string, now: Instant) => sql`deliveries.state in ('pending', 'sending')
  and expires_at <= ${now} and not_before <= ${now} and (deliveries.state = 'pending' or (${isNobodys(holder)}))`;

/** Workspaces that may be handed something now, and whether something came too late to be. */
export interface Lanes {
  readonly lanes: readonly WorkspaceId[];
  readonly has_late: boolean;
}

/**
 * Finds at most `limit` workspaces: those whose first is first, and have room. Jumps through the index from workspace to
 * workspace, so that one with thousands waiting costs as much as one with a few.
 */
export async function findLanes(run: Run, { holder, now, limit, perWorkspace }: Claim): Promise<Lanes> {
  const columns = sql`workspace, not_before, rank, key, org`;
  const [found] = await run(
    raw(sql<Lanes>`
      with recursive ${alive},
        busy as materialized (
          select workspace, count(*) as posts from hallway.deliveries join alive using (holder)
          where state = 'sending' group by workspace),
        heads as (
          (select ${columns} from hallway.deliveries where state = 'pending' order by ${columns} limit 1)
          union all
          select following.* from heads cross join lateral (
            select ${columns} from hallway.deliveries where state = 'pending' and workspace > heads.workspace
            order by ${columns} limit 1) as following),
        lost as (
          select ${columns} from hallway.deliveries
          where state = 'sending' and not_before <= ${now} and ${isNobodys(holder)}),
        first as (
          select distinct on (workspace) ${columns} from (select * from heads union all select * from lost) as either
          where not_before <= ${now} order by ${columns})
      select
        array(
          select workspace from first left join busy using (workspace)
          where coalesce(busy.posts, 0) < ${perWorkspace}
          order by not_before, rank, key, org limit ${limit}) as lanes,
        exists (select from hallway.deliveries where ${isLate(holder, now)}) as has_late`),
  );
  return found ?? { lanes: [], has_late: false };
}

/**
 * Settles what came too late to be handed out. Of one that was lost in sending nobody knows whether
 * it was posted.
 */
export async function expireLate(run: Run, { holder, now }: Pick<Claim, 'holder' | 'now'>): Promise<void> {
  await run(
    raw(sql`
      with ${alive}, late as (
        select org, key from hallway.deliveries where ${isLate(holder, now)} for update skip locked)
      update hallway.deliveries as d
      set state = case d.state when 'sending' then 'unknown' else 'expired' end, settled_at = ${now}, message = null,
        expires_at = null, on_unknown = null, replaces = null, holder = null
      from late where d.org = late.org and d.key = late.key`),
  );
}

/**
 * Takes what is due in these workspaces and marks it as being sent, all of it committed. Taking from a workspace is one
 * replica's business at a time, or two would together take more than it may have in flight; the others pass it over.
 */
export async function claim(
  { pool }: Database,
  lanes: readonly WorkspaceId[],
  asked: Claim,
): Promise<readonly ClaimedRow[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const rows = await claimOn(client, lanes, asked);
    await client.query('commit');
    client.release();
    return rows;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function claimOn(
  client: PoolClient,
  lanes: readonly WorkspaceId[],
  asked: Claim,
): Promise<readonly ClaimedRow[]> {
  const { holder, leaseSeconds } = asked;
  // Its own statement: what the next one counts must be read after the locks were taken.
  const locked = await runOn(
    client,
    raw(sql<{ workspace: WorkspaceId }>`
      with renewed as (
        insert into hallway.workers (holder, lease_until)
        values (${holder}, clock_timestamp() + make_interval(secs => ${leaseSeconds}))
        on conflict (holder) do update set lease_until = excluded.lease_until)
      select workspace from unnest(${[...lanes].sort()}::text[]) as lane (workspace)
      where pg_try_advisory_xact_lock(hashtextextended('hallway lane/' || workspace, 0))`),
  );
  if (locked.length === 0) return [];
  return runOn(
    client,
    raw(
      taking(
        locked.map(({ workspace }) => workspace),
        asked,
      ),
    ),
  );
}

/** Pending and lost ones are locked apart, since a union cannot be. */
function taking(lanes: readonly WorkspaceId[], { holder, now, limit, perWorkspace }: Claim) {
  const columns = sql`org, key, workspace, not_before, rank, state`;
  return sql<ClaimedRow>`
    with ${alive},
      room as materialized (
        select workspace, ${perWorkspace}::integer - (
          select count(*)::integer from hallway.deliveries d join alive using (holder)
          where d.state = 'sending' and d.workspace = lane.workspace) as posts
        from unnest(${lanes}::text[]) as lane (workspace)),
      pending as (
        select d.* from room cross join lateral (
          select ${columns} from hallway.deliveries d
          where d.state = 'pending' and d.workspace = room.workspace and d.not_before <= ${now} and d.expires_at > ${now}
          order by d.workspace, d.not_before, d.rank, d.key, d.org limit greatest(room.posts, 0)
          for update skip locked) as d),
      lost as (
        select ${columns} from hallway.deliveries d
        where d.state = 'sending' and d.workspace = any(${lanes}::text[]) and d.not_before <= ${now}
          and d.expires_at > ${now} and d.holder is distinct from ${holder}
          and not exists (select from alive where alive.holder = d.holder)
        for update skip locked),
      placed as (
        select either.*, row_number() over (partition by workspace order by not_before, rank, key, org) as place
        from (select * from pending union all select * from lost) as either),
      chosen as (
        select placed.org, placed.key, placed.state from placed join room using (workspace)
        where place <= room.posts order by not_before, rank, placed.key, placed.org limit ${limit})
    update hallway.deliveries as d
    set state = 'sending', attempts = d.attempts + 1, holder = ${holder}, was_lost = chosen.state = 'sending'
    from chosen where d.org = chosen.org and d.key = chosen.key
    returning d.org, d.key, d.workspace, d.place, d.kind, d.rank, d.people, d.not_before, d.expires_at, d.on_unknown,
      d.replaces, d.message, d.attempts, d.was_lost`;
}
