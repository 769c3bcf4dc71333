import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { OrgId, WorkspaceId } from '../../core/ids.ts';
import type { DeliveryQueue } from '../../ports/delivery-queue.ts';
import type { Installations } from '../../ports/installations.ts';
import type { Log } from '../../ports/log.ts';
import type { MovedOrganisation, MoveOutcome } from '../../ports/moving.ts';
import type { Pace } from '../../ports/pace.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Storage } from '../../ports/storage.ts';
import { Bell } from './bell.ts';
import { createInstallations, own } from './installations.ts';
import { Lease } from './lease.ts';
import { checkKey } from './mark.ts';
import { migrate } from './migrate.ts';
import { migrations as ownMigrations } from './migrations/index.ts';
import { moveIn } from './moving.ts';
import { createPace, forgetPlaces } from './pace.ts';
import { type Database, openPool, patiently } from './pool.ts';
import { isLost, problemOf } from './problems.ts';
import { Queue } from './queue.ts';
import { createRegroup } from './regroup.ts';
import { raw } from './schema.ts';
import { Settler } from './settle.ts';
import { createStorage } from './storage.ts';

export { PostgresError } from './problems.ts';

/** Where the database is and what seals in it. The rest has defaults that only tests change. */
export interface PostgresOptions {
  readonly url: string;
  readonly sealer: Sealer;
  readonly log?: Log;
  readonly leaseSeconds?: number;
  /** How often a database that is away is asked at the start before giving up; about half a minute by default. */
  readonly startTries?: number;
  readonly migrations?: readonly (readonly string[])[];
}

/** An open store in PostgreSQL, one of any number of replicas; `close` ends all of it. */
export interface PostgresStore {
  readonly storage: Storage;
  readonly queue: DeliveryQueue;
  readonly installations: Installations;
  /** Shared by all replicas. */
  readonly pace: Pace;
  /** Calls back whenever something may be due: after any replica's commit, at the next due instant, after a lost lease. */
  onWork(listener: () => void): void;
  /** Puts an organisation of another store here; `step` is called for each group of rows. */
  moveIn(moved: MovedOrganisation, step: () => void): Promise<MoveOutcome>;
  /** Whose a workspace is, where that is not known here yet. */
  own(workspace: WorkspaceId, org: OrgId): Promise<void>;
  close(): Promise<void>;
}

const LEASE_SECONDS = 15;
const START_TRIES = 30;

const silent: Log = {
  child: () => silent,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * Connects, brings the database to this version's shape and checks the key. PostgresError, with the cure in its message,
 * where it is away, refuses or is newer; the sealer's error where its key is not the database's.
 */
export async function openPostgres(options: PostgresOptions): Promise<PostgresStore> {
  const { url, sealer, log = silent, startTries = START_TRIES, migrations = ownMigrations } = options;
  const database = openPool(url, log);
  const toShape = () => migrate(database, migrations);
  try {
    await patiently(toShape, (error) => isLost(error) && told(log, database), startTries);
    await checkKey(database.run, sealer);
    // Long gone processes; a missing one counts as one whose lease has run out.
    await database.run(raw(sql`delete from hallway.workers where lease_until < clock_timestamp() - interval '1 day'`));
    await forgetPlaces(database.run);
  } catch (error) {
    await database.pool.end();
    throw problemOf(error, database.where);
  }
  return assembled(database, options, toShape);
}

function assembled(database: Database, options: PostgresOptions, toShape: () => Promise<void>): PostgresStore {
  const { url, sealer, log = silent, leaseSeconds = LEASE_SECONDS } = options;
  const lease = new Lease(randomUUID(), leaseSeconds, database.run, log);
  const settler = new Settler(database.run, lease.holder, log);
  const queue = new Queue({ database, sealer, lease, settler });
  const bells: Bell[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      settler.close();
      await Promise.all(bells.map((bell) => bell.close()));
      await lease.drop();
      await database.pool.end();
    })();
    return closing;
  };
  return {
    storage: createStorage({
      ...{ database, sealer, close, migrate: toShape },
      erased: (org, person) => queue.erased(org, person),
    }),
    queue: queue.port,
    installations: createInstallations(database, createRegroup(database, sealer)),
    pace: createPace(database.run),
    moveIn: (moved, step) => moveIn(database, sealer, moved, step),
    own: (workspace, org) => own(database, workspace, org),
    onWork: (listener) => void bells.push(new Bell(database, url, leaseSeconds, listener)),
    close,
  };
}

function told(log: Log, { where }: Database): true {
  log.warn('postgres.away', { where });
  return true;
}
