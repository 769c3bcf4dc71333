import type { Delivery, DeliveryReceipt } from '../core/delivery.ts';
import type { OrgId, PersonId } from '../core/ids.ts';
import type { Instant } from '../time/zoned.ts';

/**
 * A kind of record, owned and typed by one feature. Records are JSON; keys are texts, listed in code-unit order.
 * `isSealed` records are encrypted at rest under the organisation, the collection and the key.
 */
export interface Collection<Row> {
  readonly name: string;
  readonly isSealed: boolean;
  /** Checks and copies what the store or a file holds; throws where it does not fit. */
  readonly parse: (value: unknown) => Row;
  /** One row of two that one person sealed under two ids; without it the first stays. Sealed keys name their owner first. */
  merge?(kept: Row, joined: Row): Row;
}

export interface ListOptions {
  readonly prefix?: string;
  /** The first key to return, inclusive. */
  readonly from?: string;
  readonly limit?: number;
}

export interface Entry<Row> {
  readonly key: string;
  readonly value: Row;
}

/**
 * Reads of one organisation; within a transaction they see its own writes, outside each sees the last commit.
 * Rows pass through `collection.parse` and are copies: changing one changes nothing.
 */
export interface Reads {
  readonly org: OrgId;
  get<Row>(collection: Collection<Row>, key: string): Promise<Row | undefined>;
  list<Row>(collection: Collection<Row>, options?: ListOptions): Promise<readonly Entry<Row>[]>;
  /** Receipts by key prefix, pending ones included, without their words. */
  deliveries(prefix: string): Promise<readonly DeliveryReceipt[]>;
  /** Next instants of this organisation's schedules, soonest first. */
  wakes(): Promise<readonly Wake[]>;
}

/** One organisation's serial transaction: all of it is kept, or none. */
export interface Tx extends Reads {
  /** False, and nothing changed, where the key exists: with `enqueue` the only primitive of uniqueness. */
  insert<Row>(collection: Collection<Row>, key: string, row: Row): Promise<boolean>;
  put<Row>(collection: Collection<Row>, key: string, row: Row): Promise<void>;
  remove<Row>(collection: Collection<Row>, key: string): Promise<void>;
  /** Owes a message; false where the key has been owed before, settled ones included. */
  enqueue(delivery: Delivery): Promise<boolean>;
  /** Takes back what is still pending under the prefix; answers how many. What is being sent goes on. */
  cancel(prefix: string): Promise<number>;
  /** Drops the receipts of what was settled before an instant; answers how many. */
  prune(settledBefore: Instant): Promise<number>;
  /** Keeps the next possible instant of a schedule; undefined forgets it. */
  wake(schedule: string, at: Instant | undefined): Promise<void>;
}

export interface Wake {
  readonly org: OrgId;
  readonly schedule: string;
  readonly at: Instant;
}

/** Where records, wakes and owed deliveries are kept, on one machine's disk or in PostgreSQL. */
export interface Storage {
  organisations(cursor?: string): Promise<{ readonly orgs: readonly OrgId[]; readonly cursor?: string }>;
  read<Answer>(org: OrgId, work: (reads: Reads) => Promise<Answer>): Promise<Answer>;
  /**
   * Runs `work` alone within its organisation and commits what it wrote; a throw keeps nothing.
   * `work` may run again and does no I/O. The first transaction of an organisation founds it.
   */
  transaction<Answer>(org: OrgId, work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
  /** Schedules whose instant has come, over all organisations, soonest first. Costs what is due, not what exists. */
  due(now: Instant, limit: number): Promise<readonly Wake[]>;
  /** The soonest wake of all, or undefined. */
  nextWake(): Promise<Instant | undefined>;
  /** Everything of an organisation, or what was owed to one person; no byte of it stays in the store's files. */
  erase(scope: { readonly org: OrgId; readonly person?: PersonId }): Promise<void>;
  /**
   * Leaves no value that was overwritten or removed in the files the store reads from. What a database keeps for its own
   * recovery, and backups, are not reached.
   */
  forgetHistory(org: OrgId): Promise<void>;
  /** Brings the store to this version's shape; safe to call by several processes. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}
