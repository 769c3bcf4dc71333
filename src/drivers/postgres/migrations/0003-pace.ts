/** The pace of what platforms allow only so often: a row a bucket, and the places of those who wait. Milliseconds of this server's clock. */
export const pace: readonly string[] = [
  `create table hallway.pace (
    bucket text collate "C" primary key,
    next_at bigint not null,
    held_until bigint not null
  )`,
  `create table hallway.pace_places (
    bucket text collate "C" not null,
    key text collate "C" not null,
    at bigint not null,
    primary key (bucket, key)
  )`,
];
