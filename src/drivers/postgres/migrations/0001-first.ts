/** The first shape. */
export const first: readonly string[] = [
  `create table hallway.organisations (org text collate "C" primary key)`,

  `create table hallway.records (
    org text collate "C" not null,
    collection text collate "C" not null,
    key text collate "C" not null,
    value text not null,
    is_sealed boolean not null,
    primary key (org, collection, key)
  )`,

  `create table hallway.wakes (
    org text collate "C" not null,
    schedule text collate "C" not null,
    at bigint not null,
    primary key (org, schedule)
  )`,
  `create index wakes_due on hallway.wakes (at, org, schedule)`,

  `create table hallway.deliveries (
    org text collate "C" not null,
    key text collate "C" not null,
    workspace text collate "C" not null,
    place text not null,
    kind text not null,
    rank smallint not null,
    people text[] not null,
    state text not null check (state in ('pending', 'sending', 'sent', 'refused', 'expired', 'unknown')),
    not_before bigint not null,
    expires_at bigint,
    on_unknown text,
    replaces text,
    message text,
    attempts integer not null,
    holder text,
    was_lost boolean not null default false,
    settled_at bigint,
    ref text,
    reason text,
    primary key (org, key)
  )`,
  `create index deliveries_waiting on hallway.deliveries (workspace, not_before, rank, key, org) where state = 'pending'`,
  `create index deliveries_next on hallway.deliveries (not_before) where state = 'pending'`,
  `create index deliveries_sending on hallway.deliveries (workspace, holder) where state = 'sending'`,
  `create index deliveries_ending on hallway.deliveries (expires_at) where state in ('pending', 'sending')`,
  `create index deliveries_settled on hallway.deliveries (org, settled_at) where settled_at is not null`,

  `create table hallway.workers (
    holder text primary key,
    lease_until timestamptz not null
  )`,

  `create table hallway.installations (
    workspace text collate "C" primary key,
    org text collate "C" not null
  )`,
  `create index installations_org on hallway.installations (org)`,

  `create table hallway.mark (
    is_only boolean primary key default true check (is_only),
    sealed text not null
  )`,
];
