import { type RawBuilder, sql } from 'kysely';
import type { Pace, Rate } from '../../ports/pace.ts';
import type { Instant } from '../../time/zoned.ts';
import { type Run, raw } from './schema.ts';

/** The server's clock, the only one that all replicas share. */
const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/**
 * Takes the next turn of a bucket, or the place that this key was given before, in one statement: the bucket's row is
 * locked by its upsert, so that no two replicas are given the same turn.
 */
const turnOf = (bucket: string, { gapMs, burst }: Rate, key: string): RawBuilder<{ wait: number }> => sql`
  with here as (select ${NOW} as now),
  kept as (
    select place.at from hallway.pace_places as place
    left join hallway.pace as held on held.bucket = place.bucket
    where place.bucket = ${bucket} and place.key = ${key} and place.at >= coalesce(held.held_until, 0)
  ),
  turn as (
    insert into hallway.pace as mine (bucket, next_at, held_until)
    select ${bucket}, here.now + ${gapMs}::bigint, 0 from here where not exists (select from kept)
    on conflict (bucket) do update set next_at = ${gapMs}::bigint + greatest(
      mine.next_at, mine.held_until, excluded.next_at - ${gapMs}::bigint
    )
    returning mine.next_at - ${gapMs * burst}::bigint as at, mine.held_until as held_until
  ),
  given as (
    select kept.at as at, true as is_kept from kept
    union all select greatest(turn.at, turn.held_until, here.now), false from turn, here
  ),
  gone as (
    delete from hallway.pace_places using given, here
    where bucket = ${bucket} and key = ${key} and given.is_kept and given.at <= here.now
  ),
  waiting as (
    insert into hallway.pace_places (bucket, key, at)
    select ${bucket}, ${key}, given.at from given, here where not given.is_kept and given.at > here.now
    on conflict (bucket, key) do update set at = excluded.at
  )
  select (given.at - here.now)::float8 as wait from given, here`;

/** The pace that all replicas of one database keep together, by its clock. */
export function createPace(run: Run): Pace {
  return {
    async claim(bucket, rate, key, now) {
      const [turn] = await run(raw(turnOf(bucket, rate, key)));
      const wait = Math.ceil(turn?.wait ?? 0);
      return wait > 0 ? ((now + wait) as Instant) : undefined;
    },
    async hold(bucket, until, now) {
      const end = sql`${NOW} + ${Math.max(0, until - now)}::bigint`;
      await run(
        raw(sql`
          insert into hallway.pace as mine (bucket, next_at, held_until) values (${bucket}, ${end}, ${end})
          on conflict (bucket) do update set next_at = greatest(mine.next_at, excluded.next_at),
            held_until = greatest(mine.held_until, excluded.held_until)`),
      );
    },
  };
}

/** Drops the places that nobody came back for, and buckets that have long been at rest. */
export async function forgetPlaces(run: Run): Promise<void> {
  await run(raw(sql`delete from hallway.pace_places where at < ${NOW} - 3600000`));
  await run(raw(sql`delete from hallway.pace where next_at < ${NOW} - 3600000 and held_until < ${NOW}`));
}
