import { sql } from 'kysely';
import type { OrgId, PersonId } from '../../core/ids.ts';
import type { Backlog, DeliveryQueue, TakenDelivery } from '../../ports/delivery-queue.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Instant } from '../../time/zoned.ts';
import { type Claim, claim, expireLate, findLanes } from './claim.ts';
import { type ClaimedRow, deliveryOf } from './deliveries.ts';
import type { Lease } from './lease.ts';
import { type Database, patiently } from './pool.ts';
import { isCrowded, isLost, problemOf } from './problems.ts';
import { raw } from './schema.ts';
import type { Settler } from './settle.ts';

interface Held {
  readonly org: OrgId;
  readonly key: string;
  readonly people: readonly PersonId[];
  /** Set while it is being settled. */
  settled?: Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly lease: Lease;
  readonly settler: Settler;
}

/** The queue port over the table of deliveries: claimed under this process's lease, settled in groups. */
export class Queue {
  readonly port: DeliveryQueue = {
    take: (now, limit, perWorkspace) => this.#takeNext(now, limit, perWorkspace),
    settle: (org, key, outcome, at) => this.#settle(org, key, outcome, at),
    next: () => this.#next(),
    backlog: (now, lateBefore) => this.#backlog(now, lateBefore),
    stop: () => this.#stop(),
  };
  readonly #parts: Parts;
  readonly #held = new Map<string, Held>();
  readonly #drained = Promise.withResolvers<void>();
  #taking: Promise<unknown> = Promise.resolve();
  #isStopping = false;
  #mayHoldUnknown = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  #takeNext(now: Instant, limit: number, perWorkspace: number): Promise<readonly TakenDelivery[]> {
    const { holder, seconds: leaseSeconds } = this.#parts.lease;
    // One at a time: two of one process would only stand in each other's way.
    const taken = this.#taking.then(() =>
      this.#isStopping || limit <= 0 ? [] : this.#take({ holder, leaseSeconds, now, limit, perWorkspace }),
    );
    this.#taking = taken.catch(() => undefined);
    return taken;
  }

  async #settle(...[org, key, outcome, at]: Parameters<DeliveryQueue['settle']>): Promise<void> {
    const held = this.#held.get(nameOf(org, key));
    if (!held) return;
    held.settled ??= this.#parts.settler.settle({ org, key, outcome, at }).then(() => this.#free(held));
    await held.settled;
  }

  async #next(): Promise<Instant | undefined> {
    const [row] = await this.#parts.database.run(
      raw(sql<{ next: Instant | null }>`
        select least(
          (select min(not_before) from hallway.deliveries where state = 'pending'),
          (select min(not_before) from hallway.deliveries d where state = 'sending' and not exists (
            select from hallway.workers w where w.holder = d.holder and w.lease_until > clock_timestamp()))) as next`),
    );
    return row?.next ?? undefined;
  }

  async #backlog(now: Instant, lateBefore: Instant): Promise<Backlog> {
    const [row] = await this.#parts.database.run(
      raw(sql<{ due: number; late: number; in_flight: number; oldest: Instant | null }>`
        select count(*) as due, count(*) filter (where not_before < ${lateBefore}) as late, min(not_before) as oldest,
          (select count(*) from hallway.deliveries where state = 'sending') as in_flight
        from hallway.deliveries where state = 'pending' and not_before <= ${now}`),
    );
    const { due = 0, late = 0, in_flight: inFlight = 0, oldest = null } = row ?? {};
    return { due, late, inFlight, ...(oldest !== null && { oldest }) };
  }

  async #stop(): Promise<void> {
    this.#isStopping = true;
    await this.#taking;
    this.#ring();
    await this.#drained.promise;
  }

  /** Lets go of what was erased: nobody will settle it. */
  erased(org: OrgId, person: PersonId | undefined): void {
    for (const held of this.#held.values())
      if (held.org === org && (person === undefined || held.people.includes(person))) this.#free(held);
  }

  async #take(asked: Claim): Promise<readonly TakenDelivery[]> {
    const { database } = this.#parts;
    const isWorth = (error: unknown) => !database.pool.ending && (isCrowded(error) || isLost(error));
    const rows = await patiently(() => this.#claim(asked), isWorth).catch((error: unknown) => {
      throw problemOf(error, database.where);
    });
    return rows.toSorted(byOrder).map((row) => this.#hold(row));
  }

  async #claim(asked: Claim): Promise<readonly ClaimedRow[]> {
    const { database, lease } = this.#parts;
    if (this.#mayHoldUnknown) await this.#giveBack();
    let { lanes, has_late: hasLate } = await findLanes(database.run, asked);
    if (hasLate) {
      await expireLate(database.run, asked);
      // What has expired hid what stands behind it.
      ({ lanes, has_late: hasLate } = await findLanes(database.run, asked));
    }
    if (lanes.length === 0) return [];
    this.#mayHoldUnknown = true;
    const rows = await claim(database, lanes, asked);
    // Told to stop meanwhile: what was claimed is not begun.
    if (this.#isStopping) {
      await this.#giveBack();
      return [];
    }
    this.#mayHoldUnknown = false;
    lease.keep();
    return rows;
  }

  /** A claim whose answer was lost may have been kept: what came of it was never handed out, and goes back as it was. */
  async #giveBack(): Promise<void> {
    const { database, lease } = this.#parts;
    const [orgs, keys] = [
      [...this.#held.values()].map(({ org }) => org),
      [...this.#held.values()].map(({ key }) => key),
    ];
    await database.run(
      raw(sql`
        update hallway.deliveries d
        set state = case when was_lost then 'sending' else 'pending' end, attempts = attempts - 1, holder = null
        where state = 'sending' and holder = ${lease.holder}
          and not exists (select from unnest(${orgs}::text[], ${keys}::text[]) as held (org, key)
            where held.org = d.org and held.key = d.key)`),
    );
    this.#mayHoldUnknown = false;
  }

  #hold(row: ClaimedRow): TakenDelivery {
    const delivery = deliveryOf(this.#parts.sealer, row);
    const { org, key } = row;
    this.#held.set(nameOf(org, key), { org, key, people: [...delivery.people] });
    return { org, delivery, attempt: row.attempts, wasLost: row.was_lost };
  }

  #free({ org, key }: Held): void {
    this.#held.delete(nameOf(org, key));
    this.#ring();
  }

  #ring(): void {
    if (this.#isStopping && this.#held.size === 0) this.#drained.resolve();
  }
}

function byOrder(a: ClaimedRow, b: ClaimedRow): number {
  return a.not_before - b.not_before || a.rank - b.rank || byText(a.key, b.key) || byText(a.org, b.org);
}

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const nameOf = (org: OrgId, key: string) => `${org}\0${key}`;
