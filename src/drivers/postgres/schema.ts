import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { Delivery, DeliveryReceipt } from '../../core/delivery.ts';
import type { OrgId, PersonId, WorkspaceId } from '../../core/ids.ts';
import type { Instant } from '../../time/zoned.ts';

/** The tables as the migrations leave them. Texts compare by code point (`COLLATE "C"`); instants are milliseconds. */
export interface Tables {
  /** `moved_to`: the one that took it in; its transactions run there. */
  organisations: { org: OrgId; moved_to: OrgId | null };
  /** `value` is JSON as text, or what the sealer made of it: jsonb would refuse some of the words people write. */
  records: { org: OrgId; collection: string; key: string; value: string; is_sealed: boolean };
  wakes: { org: OrgId; schedule: string; at: Instant };
  deliveries: DeliveryRow;
  /** A process that sends. What it has taken is its own while the lease runs, by the database's clock. */
  workers: { holder: string; lease_until: Date };
  installations: { workspace: WorkspaceId; org: OrgId };
  /** One word under the first key, so that a start can tell whether it has the right one. */
  mark: { sealed: string };
  migrations: { version: number };
}

/** A delivery: a receipt, and until it is settled what is needed to send it. */
export interface DeliveryRow {
  org: OrgId;
  key: string;
  workspace: WorkspaceId;
  place: string;
  kind: Delivery['kind'];
  /** `rankOf` the kind, so that the order of handing out is one index. */
  rank: number;
  people: PersonId[];
  state: DeliveryReceipt['state'];
  not_before: Instant;
  expires_at: Instant | null;
  on_unknown: Delivery['onUnknown'] | null;
  replaces: string | null;
  /** The words, sealed. */
  message: string | null;
  attempts: number;
  /** Who is sending it, and whether somebody had been before who never settled it. */
  holder: string | null;
  was_lost: boolean;
  settled_at: Instant | null;
  ref: string | null;
  reason: string | null;
}

/** Builds typed queries; connections are the pool's own business, since their failures decide what may run again. */
export const build = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
}).withSchema('hallway');

/** Runs one query somewhere: on any connection, or on the one of a transaction. */
export type Run = <Row>(query: CompiledQuery<Row>) => Promise<readonly Row[]>;

/** A query written by hand; it names columns one by one, since `*` would change under a prepared statement. */
export const raw = <Row>(query: RawBuilder<Row>): CompiledQuery<Row> => query.compile(build);

/** The keys that begin with a text are those from it up to this. */
export const endOf = (prefix: string) => `${prefix}\u{10FFFF}`;
