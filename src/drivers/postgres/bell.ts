import { sql } from 'kysely';
import { Client } from 'pg';
import type { Instant } from '../../time/zoned.ts';
import { connectionOf, type Database, waited } from './pool.ts';
import { raw } from './schema.ts';
import { workChannel } from './tx.ts';

const LONGEST_MS = 30_000;
const SHORTEST_MS = 20;
const AGAIN_MS = 1_000;

/**
 * Rings when something may be due: after a commit of any replica, at the next due instant, and when a lease of another
 * replica may have run out. A ring too many costs two small queries; one too few is made good within half a minute.
 */
export class Bell {
  readonly #database: Database;
  readonly #url: string;
  readonly #leaseSeconds: number;
  readonly #listener: () => void;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(database: Database, url: string, leaseSeconds: number, listener: () => void) {
    this.#database = database;
    this.#url = url;
    this.#leaseSeconds = leaseSeconds;
    this.#listener = listener;
    void this.#listen();
    this.#ring();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  #ring(): void {
    if (this.#isClosed) return;
    this.#listener();
    this.#wind(SHORTEST_MS);
  }

  /** Looks a moment later when to ring next; several rings at once look once. */
  #wind(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), ms).unref();
  }

  async #look(): Promise<void> {
    const delay = await this.#nextIn().catch(() => AGAIN_MS);
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ring(), delay).unref();
  }

  async #nextIn(): Promise<number> {
    const [row] = await this.#database.run(
      raw(sql<{ next: Instant | null; is_sending: boolean }>`
        select least((select min(at) from hallway.wakes),
          (select min(not_before) from hallway.deliveries where state = 'pending')) as next,
          exists (select from hallway.deliveries where state = 'sending') as is_sending`),
    );
    const lease = row?.is_sending ? this.#leaseSeconds * 1_000 : LONGEST_MS;
    const due = row?.next === undefined || row.next === null ? LONGEST_MS : row.next - Date.now();
    // What is due already waits for somebody else or for room, and is looked at again soon.
    return Math.min(lease, due <= 0 ? AGAIN_MS : due, LONGEST_MS);
  }

  async #listen(): Promise<void> {
    while (!this.#isClosed) {
      const client = new Client(connectionOf(this.#url));
      this.#client = client;
      const ended = new Promise<void>((resolve) => client.once('end', resolve));
      client.on('error', () => undefined);
      client.on('notification', () => this.#ring());
      try {
        await client.connect();
        await client.query(`listen ${workChannel}`);
        // What was said while nobody listened.
        this.#ring();
        await ended;
      } catch {
        await client.end().catch(() => undefined);
      }
      if (!this.#isClosed) await waited(AGAIN_MS);
    }
  }
}
